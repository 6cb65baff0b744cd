import type { GlobToken } from "./glob";

/** A pattern cut into single symbols, once for all the patterns that it is compared with. */
export class GlobSymbols {
  /** What every text that matches starts with. */
  readonly start: string;
  readonly #letters: readonly Letter[];
  /** What every text that matches ends with. */
  readonly #end: string;

  constructor(tokens: readonly GlobToken[]) {
    this.#letters = tokens.flatMap(spread);
    this.start = textOf(tokens[0]);
    this.#end = textOf(tokens.at(-1));
  }

  /** Whether some text matches both patterns. */
  overlaps(other: GlobSymbols): boolean {
    // Most pairs part at their ends, and the rest takes a comparison of each symbol with each.
    if (!other.startsLike(this.start)) return false;
    if (!other.#end.endsWith(this.#end) && !this.#end.endsWith(other.#end)) return false;
    return overlap(this.#letters, other.#letters);
  }

  /** Whether a text that starts so may match. */
  startsLike(start: string): boolean {
    return this.start.startsWith(start) || start.startsWith(this.start);
  }
}

/** Undefined is any one character; a `*` is a symbol of its own, which no character equals. */
type Letter = string | undefined | typeof ANY;

const ANY: unique symbol = Symbol("any run of characters");

function spread(token: GlobToken): Letter[] {
  if (token.kind === "any") return [ANY];
  return token.kind === "one" ? [undefined] : token.text.split("");
}

function textOf(token: GlobToken | undefined): string {
  return token?.kind === "text" ? token.text : "";
}

function overlap(left: readonly Letter[], right: readonly Letter[]): boolean {
  // reached[j]: the start of `left` read so far and the first j symbols of `right` have a text in common.
  let reached = startOf(right);
  let next = new Array<boolean>(reached.length).fill(false);
  for (const symbol of left) {
    let some = (next[0] = symbol === ANY && reached[0] === true);
    for (let index = 1; index < reached.length; index += 1) {
      const other = right[index - 1];
      const meets =
        symbol === ANY || other === ANY
          ? reached[index] === true || next[index - 1] === true || reached[index - 1] === true
          : reached[index - 1] === true &&
            (symbol === undefined || other === undefined || symbol === other);
      next[index] = meets;
      some ||= meets;
    }
    if (!some) return false;
    [reached, next] = [next, reached];
  }
  return reached[right.length] === true;
}

/** What the empty text reaches: nothing but runs that may be empty. */
function startOf(letters: readonly Letter[]): boolean[] {
  const reached = [true];
  for (const letter of letters) reached.push(reached.at(-1) === true && letter === ANY);
  return reached;
}
