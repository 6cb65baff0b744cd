import { APPROVER_RULE, dutiesHeld } from "../../model/duties";
import type { Persona } from "../../model/people";
import { inCapabilityOrder } from "./capability-order";
import type { HoldingsInput } from "./holdings";

/** What a rule about separation of duties keeps from a persona, whatever else grants it. */
export interface Ban {
  /** The rule's name. */
  readonly rule: string;
  readonly description: string;
  /** Where the rule is written; none for the one that always holds. */
  readonly at?: string;
  readonly mustNotHold: readonly string[];
  /** Account capabilities are kept from it in the accounts that these deploy to. */
  readonly pipelines: readonly string[];
}

/** The rules that a persona is subject to, with the pipelines in which it is. */
export function bansOf({ platform, placeOf }: HoldingsInput, persona: Persona): Ban[] {
  return [APPROVER_RULE, ...platform.duties].flatMap((rule) => {
    const pipelines = platform.pipelines.filter((pipeline) => dutiesHeld(persona, rule, pipeline));
    if (pipelines.length === 0) return [];
    return [
      {
        rule: rule.name,
        description: rule.description,
        at: rule.path === undefined ? undefined : placeOf(rule.path),
        mustNotHold: inCapabilityOrder<string>(rule.mustNotHold),
        pipelines: pipelines.map(({ name }) => name),
      },
    ];
  });
}
