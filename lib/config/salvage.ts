import type { z } from "zod";
import type { ConfigPath } from "./config-path";
import { type PlatformConfig, platformSchema } from "./schema/platform";

type Issue = z.core.$ZodIssue;
type Tree = Record<string, unknown>;

/** Each round drops at least one value; a file that needs more rounds than this is not worth guessing at. */
const MAX_ROUNDS = 8;

/** Keep a place for what every platform must have, so that the rest can be checked without it. */
const STAND_INS: Readonly<Tree> = {
  version: 1,
  organization: { id: "o-0000000000", managementAccountId: "000000000000" },
  tooling: { accountId: "000000000001", homeRegion: "none" },
  environments: [{ name: "none" }],
  pipelines: {},
  identity: { mode: "none" },
};

/**
 * Drops what is wrong in itself and parses the rest, so that one wrong field doesn't hide the unknown names elsewhere:
 * all problems are shown at once.
 */
export function salvage(
  data: unknown,
  issues: readonly Issue[],
): { config?: PlatformConfig; dropped: ConfigPath[] } {
  const copy = structuredClone(data);
  const dropped: ConfigPath[] = [];
  let remaining = issues;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const cuts = remaining.flatMap(cutsFor);
    if (cuts.length === 0 || cuts.some((cut) => cut.length === 0)) return { dropped };
    for (const cut of cuts) remove(copy, cut);
    dropped.push(...cuts);
    const again = platformSchema.safeParse(copy, { reportInput: true });
    if (again.success) return { config: again.data, dropped };
    remaining = again.error.issues;
  }
  return { dropped };
}

function cutsFor(issue: Issue): ConfigPath[] {
  const path = issue.path.filter((part) => typeof part !== "symbol");
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => withoutKey([...path, key]));
  // What is missing can't be dropped; what lacks it can. A variant's kind is no more than missing once it is dropped.
  const variant = issue.code === "invalid_union" && "discriminator" in issue;
  const missing = (variant || issue.input === undefined) && path.length > 1;
  return [outsideLists(missing ? path.slice(0, -1) : path)];
}

/** A key too many may be a selector's, mistyped; what it selects isn't known then. */
function withoutKey(path: ConfigPath): ConfigPath {
  const ofItem = typeof path.at(-2) === "number" && path[0] !== "personas";
  return ofItem ? path : outsideLists(path);
}

/** A list is dropped whole: without one of its items, the places of the others would no longer be true. */
function outsideLists(path: ConfigPath): ConfigPath {
  const index = path.findIndex((part) => typeof part === "number");
  return index === -1 ? path : path.slice(0, index);
}

function remove(root: unknown, path: ConfigPath): void {
  const parent = path
    .slice(0, -1)
    .reduce<unknown>((node, part) => (node as Tree | undefined)?.[part], root);
  const key = path.at(-1);
  if (key === undefined || typeof parent !== "object" || parent === null) return;
  if (path.length === 1 && Object.hasOwn(STAND_INS, key)) {
    Reflect.set(parent, key, STAND_INS[key]);
  } else Reflect.deleteProperty(parent, key);
}
