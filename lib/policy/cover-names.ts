import { sorted } from "../model/order";

/**
 * Few and short IAM patterns that match every one of `held` and none of `others`: `shop-*` for `shop-web` and
 * `shop-api`; `shop-*` with `/prod/approve` behind it for an action that both have. Names are what follows the account
 * in an ARN. A name to come may be matched as well, so `others` must list all there is.
 *
 * A pattern stands for two names or more that are the same from their first `/` on, and has its `*` before that. There
 * are as few as that allows; each is cut after the first hyphen that will do, and where none does, where its names part.
 *
 * @param held Names, or patterns such as `shop-web/*`: those are kept, or fall under a wider one. What clashes with
 * `others` by itself is kept as it is.
 * @param others Names, and patterns that no new pattern may share a name with.
 * @param options.minimumPrefix Letters that a new pattern has before its `*`. More make it less likely to match a name
 * to come; with 0 it may be `*`, or `*` before `/prod/approve`. Default: 1.
 * @returns Sorted; the same whatever the order of what is given.
 */
export function coverNames(
  held: readonly string[],
  others: readonly string[],
  options: { readonly minimumPrefix?: number } = {},
): string[] {
  const { minimumPrefix = 1 } = options;
  const obstaclesTo = findObstacles(others);
  const bySuffix = grouped(withoutCovered(held).map((name) => [suffixOf(name), name]));
  const patterns = [...bySuffix].flatMap(([suffix, names]) =>
    coverAlike(suffix, names, minimumPrefix, obstaclesTo(suffix)),
  );
  return sorted(withoutCovered(patterns));
}

function coverAlike(
  suffix: string,
  names: readonly string[],
  minimumPrefix: number,
  obstacles: readonly Obstacles[],
): string[] {
  const covered: string[] = [];
  const alike: [prefix: string, name: string][] = [];
  for (const name of names) {
    const head = headOf(name, suffix);
    const length = Math.max(minimumPrefix, safeLength(head, obstacles));
    if (length > head.length) covered.push(name);
    else alike.push([head.slice(0, length), name]);
  }
  // A longer prefix is as safe, a shorter one is not: names share a pattern if they share their shortest safe prefix.
  for (const [prefix, some] of grouped(alike)) {
    if (some.length === 1) covered.push(...some);
    else covered.push(`${cleanPrefix(some, suffix, prefix.length)}*${suffix}`);
  }
  return covered;
}

/** `globsMeet` reads `?` too. Whatever stands between a pattern's first and last of these is taken for a `*`. */
const WILD = /[*?]/;

/** From a name's first `/` on. */
function suffixOf(name: string): string {
  const slash = name.indexOf("/");
  return slash < 0 ? "" : name.slice(slash);
}

/** What a pattern may begin with that is to match the name. */
function headOf(name: string, suffix: string): string {
  return literalHead(name.slice(0, name.length - suffix.length));
}

function literalHead(pattern: string): string {
  return pattern.split(WILD, 1)[0] ?? "";
}

function literalTail(pattern: string): string {
  return pattern.split(WILD).at(-1) ?? "";
}

/** The shortest common start that ends with a hyphen, of at least so many letters; else the longest. */
function cleanPrefix(names: readonly string[], suffix: string, least: number): string {
  const heads = sorted(names.map((name) => headOf(name, suffix)));
  const common = (heads[0] ?? "").slice(0, sharedLength(heads[0], heads.at(-1)));
  for (let length = least; length < common.length; length += 1) {
    const prefix = common.slice(0, length);
    if (prefix === "" || prefix.endsWith("-")) return prefix;
  }
  return common;
}

/** Starts that tell which patterns of one suffix match something they mustn't. */
interface Obstacles {
  /** Sorted. A prefix is unsafe if one of these begins with it. */
  readonly starts: readonly string[];
  /** A prefix is unsafe also if it begins with one of these. */
  readonly open: readonly string[];
}

/**
 * For a suffix, what its patterns must keep clear of. `prefix*suffix` matches a name that ends with the suffix if the
 * rest of it begins with the prefix, `/` or not. It meets another pattern if of both heads one begins with the other
 * and of both tails one ends with the other: the stars take what is between. A start with a `/` is never `open`, as
 * prefixes have none.
 */
function findObstacles(others: readonly string[]): (suffix: string) => readonly Obstacles[] {
  const names = others.filter((name) => !WILD.test(name));
  const patterns = others.filter((name) => WILD.test(name));
  const startsBySuffix = grouped(names.flatMap(splitAtSlashes));
  const nameObstacles = new Map(
    [...startsBySuffix].map(([suffix, starts]) => [suffix, { starts: sorted(starts), open: [] }]),
  );
  const nested = names.filter((name) => name.includes("/"));
  const anyNested = { starts: sorted(nested), open: [] };
  const byTail = grouped(patterns.map((name) => [literalTail(name), literalHead(name)]));
  const patternObstacles = [...byTail].map(([tail, heads]) => ({
    tail,
    starts: sorted(heads),
    open: heads.filter((head) => !head.includes("/")),
  }));
  return (suffix) => {
    const ofNames = WILD.test(suffix) ? anyNested : nameObstacles.get(suffix);
    const end = literalTail(suffix);
    const ofPatterns = patternObstacles.filter(
      ({ tail }) => tail.endsWith(end) || end.endsWith(tail),
    );
    return ofNames === undefined ? ofPatterns : [ofNames, ...ofPatterns];
  };
}

/** All suffixes that a name ends with, each with what stands before it; the empty one among them. */
function splitAtSlashes(name: string): [suffix: string, start: string][] {
  const splits: [string, string][] = [["", name]];
  for (let slash = name.indexOf("/"); slash >= 0; slash = name.indexOf("/", slash + 1)) {
    splits.push([name.slice(slash), name.slice(0, slash)]);
  }
  return splits;
}

/** How many letters of the head it takes to keep clear of all obstacles; infinitely many where none do. */
function safeLength(head: string, obstacles: readonly Obstacles[]): number {
  let length = 0;
  for (const { starts, open } of obstacles) {
    if (open.some((start) => head.startsWith(start))) return Number.POSITIVE_INFINITY;
    // Of sorted texts, a neighbour is the one that shares most.
    const index = indexIn(starts, head);
    for (const neighbour of starts.slice(Math.max(0, index - 1), index + 1)) {
      length = Math.max(length, sharedLength(head, neighbour) + 1);
    }
  }
  return length;
}

/** Where the text stands, or would, in what is sorted. */
function indexIn(texts: readonly string[], text: string): number {
  let [low, high] = [0, texts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((texts[middle] ?? "") < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

function sharedLength(a = "", b = ""): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}

/** Each once, and without those that another stands for as well. */
function withoutCovered(names: readonly string[]): string[] {
  // Two stars say what one does, but two spellings would each cover the other.
  const distinct = [...new Set(names.map((name) => name.replaceAll(/\*+/g, "*")))];
  const patterns = distinct.filter((name) => name.includes("*")).map((name) => name.split("*"));
  const byHead = grouped(patterns.map((parts) => [parts[0] ?? "", parts]));
  const lengths = [...new Set([...byHead.keys()].map((head) => head.length))];
  return distinct.filter(
    (name) =>
      !lengths.some((length) =>
        byHead
          .get(name.slice(0, length))
          ?.some((parts) => matches(parts, name) && parts.join("*") !== name),
      ),
  );
}

/** Whether a pattern, given as what stands around its stars, matches a name, or all that another pattern does. */
function matches(parts: readonly string[], name: string): boolean {
  const head = parts[0] ?? "";
  const tail = parts.at(-1) ?? "";
  const end = name.length - tail.length;
  if (!name.startsWith(head) || !name.endsWith(tail)) return false;
  let index = head.length;
  for (const part of parts.slice(1, -1)) {
    const found = name.indexOf(part, index);
    if (found < 0) return false;
    index = found + part.length;
  }
  return index <= end;
}

function grouped<T>(pairs: readonly (readonly [key: string, value: T])[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const [key, value] of pairs) {
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
}
