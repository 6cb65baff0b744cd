import { approvesIn } from "../../model/reach";
import type { Persona } from "../../model/people";
import type { Platform } from "../../model/platform";

/** The pipelines among these in which a persona that holds `gate` only closes it, because it approves there. */
export function closedGates(
  platform: Platform,
  persona: Persona,
  among: readonly string[],
): string[] {
  const names = new Set(among);
  return platform.pipelines
    .filter((pipeline) => names.has(pipeline.name) && approvesIn(persona, pipeline))
    .map(({ name }) => name);
}
