import { countOf } from "../../report/text/count-of";
import type { PolicyCounts } from "../policy-counts";

/** `3 policies passed, 1 advisory failed`. */
export function describePolicies(counts: PolicyCounts): string {
  const { passed, advisoryFailed, mandatoryFailed, errored } = counts;
  return [
    `${countOf(passed, "policy")} passed`,
    ...(advisoryFailed > 0 ? [`${advisoryFailed} advisory failed`] : []),
    ...(mandatoryFailed > 0 ? [`${mandatoryFailed} mandatory failed`] : []),
    ...(errored > 0 ? [`${errored} could not be evaluated`] : []),
  ].join(", ");
}
