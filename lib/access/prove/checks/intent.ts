import { findIntentGaps } from "../../matrix/find-intent-gaps";
import type { Check } from "../check";

/** Both ways: nothing that was meant is missing, and nothing is there that wasn't meant. */
export const intent: Check = {
  id: "intent",
  claim: "People can do what the config grants them, and nothing else",
  run: ({ platform, world, catalogue }, inquiry) => {
    const { findings, decisions, explained, unheld } = findIntentGaps({
      platform,
      world,
      ask: inquiry.source,
      catalogue,
    });
    inquiry.count(decisions);
    for (const finding of findings) inquiry.report(finding);
    for (const name of unheld)
      inquiry.note(
        `nobody has persona ${name}: no role is made of it, so its grants were not asked`,
      );
    for (const { who, policies, capabilities } of explained)
      inquiry.note(
        `${who} has ${capabilities.join(", ")} by ${policies.join(", ")}, which the config attaches by name`,
      );
  },
};
