import type { z } from "zod";
import type { ConfigPath } from "./problem";
import { type PlatformConfig, platformSchema } from "./schema/platform";

type Issue = z.core.$ZodIssue;
type Tree = Record<string, unknown>;

/** Each round drops at least one value; a file that needs more rounds than this is not worth guessing at. */
const MAX_ROUNDS = 6;

/**
 * Drops what is wrong in itself and parses the rest, so that one wrong field doesn't hide the unknown names elsewhere:
 * all problems are shown at once.
 */
export function salvage(data: unknown, issues: readonly Issue[]): { config?: PlatformConfig; dropped: ConfigPath[] } {
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
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => outsideLists([...path, key]));
  // What is missing can't be dropped; what lacks it can.
  return [outsideLists(issue.input === undefined ? path.slice(0, -1) : path)];
}

/** A list is dropped whole: without one of its items, the places of the others would no longer be true. */
function outsideLists(path: ConfigPath): ConfigPath {
  const index = path.findIndex((part) => typeof part === "number");
  return index === -1 ? path : path.slice(0, index);
}

function remove(root: unknown, path: ConfigPath): void {
  const parent = path.slice(0, -1).reduce<unknown>((node, part) => (node as Tree | undefined)?.[part], root);
  const key = path.at(-1);
  if (key !== undefined && typeof parent === "object" && parent !== null) delete (parent as Tree)[key];
}
