import type { Grant, Persona } from "../../model/people";
import type { Platform } from "../../model/platform";
import { isPipelineGrant } from "../../model/reach";
import { inCapabilityOrder } from "./capability-order";
import { closedGates } from "./closed-gates";
import { describeWhere } from "./describe-where";
import { grantsInOrder } from "./grants-in-order";

/** What a persona may do in one place, both in words. */
export interface CompactGrant {
  readonly may: readonly string[];
  readonly kind: Grant["kind"];
  readonly where: string;
}

/** A persona's grants, those in the same place as one. */
export function compactGrants(platform: Platform, persona: Persona): CompactGrant[] {
  const byPlace = new Map<string, { kind: Grant["kind"]; where: string; grants: Grant[] }>();
  for (const grant of grantsInOrder(persona)) {
    const where = describeWhere(grant, platform);
    const key = `${grant.kind} ${where}`;
    const there = byPlace.get(key) ?? { kind: grant.kind, where, grants: [] };
    there.grants.push(grant);
    byPlace.set(key, there);
  }
  return [...byPlace.values()].map(({ kind, where, grants }) => ({
    kind,
    where,
    may: inCapabilityOrder(
      grants.flatMap(({ capabilities, custom }): string[] => [
        ...capabilities,
        ...custom.map(({ name }) => name),
      ]),
    ).map(
      (name) =>
        `${name === "gate" ? gate(platform, persona, grants) : name}${untilDay(name, grants)}`,
    ),
  }));
}

/** Held there by a grant without an end, it has none. */
function untilDay(name: string, grants: readonly Grant[]): string {
  const days = grants
    .filter(({ capabilities, custom }) =>
      [...capabilities, ...custom.map((each) => each.name)].some((each) => each === name),
    )
    .map(({ term }) => term?.expires);
  return days.includes(undefined) ? "" : ` (until ${days.sort().at(-1) ?? ""})`;
}

function gate(platform: Platform, persona: Persona, grants: readonly Grant[]): string {
  const pipelines = grants
    .filter(isPipelineGrant)
    .flatMap(({ on }) => on.map(({ pipeline }) => pipeline));
  const closed = closedGates(platform, persona, pipelines);
  if (closed.length === 0) return "gate";
  return closed.length < new Set(pipelines).size
    ? "gate (closes only where it approves)"
    : "gate (closes only)";
}
