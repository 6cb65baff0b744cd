import { findIntentGaps } from "../../matrix/find-intent-gaps";
import type { Check } from "../check";

/** Both ways: nothing that was meant is missing, and nothing is there that wasn't meant. */
export const intent: Check = {
  id: "intent",
  claim: "People can do what the config grants them, and nothing else",
  run: ({ platform, world, catalogue }, inquiry) => {
    const { findings, decisions, explained } = findIntentGaps({
      platform,
      world,
      ask: inquiry.source,
      catalogue,
    });
    inquiry.count(decisions);
    for (const finding of findings) inquiry.report(finding);
    for (const { who, policies, capabilities } of explained)
      inquiry.note(
        `${who} has ${capabilities.join(", ")} by ${policies.join(", ")}, which the config attaches by name`,
      );
  },
};
