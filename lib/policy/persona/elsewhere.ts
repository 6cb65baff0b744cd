import { Names } from "../../model/names";
import type { Platform } from "../../model/platform";
import { coverNames } from "../cover-names";
import { mergeStatements } from "../merge-statements";
import { policySize } from "../render-policy";
import type { Statement } from "../statement";
import { type Level, othersOf, universeOf, writeExceptions } from "./pipeline-universe";

/** Actions, and the names on which they are left to a persona. */
export interface HeldActions {
  readonly level: Level;
  readonly actions: readonly string[];
  readonly held: readonly string[];
}

/** Denies of each action everywhere but on the names held, in the shorter of two forms. */
export function elsewhere(platform: Platform, granted: readonly HeldActions[]): Statement[] {
  const [byName, byParts] = [exceptNames, exceptParts].map((write) =>
    mergeStatements(granted.flatMap((each) => write(platform, each))),
  ) as [Statement[], Statement[]];
  return policySize(byParts) < policySize(byName) ? byParts : byName;
}

/** Where all are held there is nothing else; but for approval actions, which somebody may have added by hand. */
function exceptNames(platform: Platform, { level, actions, held }: HeldActions): Statement[] {
  if (level !== "approvals" && othersOf(platform, level, held).length === 0) return [];
  return [deny(platform, actions, writeExceptions(platform, level, held))];
}

/**
 * The same stages of many pipelines are said in two parts, so that each pipeline is named once, whatever is held in it:
 * nothing in other pipelines, and nothing on other stages.
 */
function exceptParts(platform: Platform, granted: HeldActions): Statement[] {
  const tails = new Map<string, Set<string>>();
  for (const name of granted.held) {
    const [pipeline = ""] = name.split("/", 1);
    const known = tails.get(pipeline) ?? new Set();
    tails.set(pipeline, known.add(name.slice(pipeline.length)));
  }
  const [first = [], ...others] = [...tails.values()].map((some) => [...some].sort());
  if (others.some((some) => some.join() !== first.join())) return exceptNames(platform, granted);
  const isWhole = first.every((tail) => tail === "" || tail === "/*");
  const pipelines = withAllBelow(platform, [...tails.keys()]);
  return [
    ...(pipelines.includes("*") ? [] : [deny(platform, granted.actions, pipelines)]),
    ...(isWhole
      ? []
      : [
          deny(
            platform,
            granted.actions,
            first.map((tail) => `*${tail}`),
          ),
        ]),
  ];
}

/** Patterns of pipelines with what is in them, and of no other pipeline of the platform. */
function withAllBelow(platform: Platform, pipelines: readonly string[]): string[] {
  const held = new Set(pipelines);
  const others = universeOf(platform).pipelines.filter((name) => !held.has(name));
  return coverNames(pipelines, others, { minimumPrefix: 0 }).flatMap((name) => {
    if (name.endsWith("*")) return [name];
    return others.some((other) => other.startsWith(name)) ? [name, `${name}/*`] : [`${name}*`];
  });
}

function deny(platform: Platform, actions: readonly string[], but: readonly string[]): Statement {
  const names = new Names(platform);
  return {
    sid: "NotElsewhere",
    effect: "Deny",
    actions,
    notResources: but.map((name) => names.pipelineArn({ name })),
    conditions: { StringEquals: { "aws:PrincipalAccount": platform.tooling.accountId } },
    reasons: [{ text: "a change of a pipeline that is granted is denied where it is not" }],
  };
}
