import type { Platform } from "../../../model/platform";
import type { Finding } from "../../prove/proof";
import type { Subject } from "../access-matrix";
import type { ExcessRequest } from "../excess/find-excess";
import { configOf } from "./config-of";
import { groupBy, listSome } from "./list-places";

/** Requests that no capability explains, told once for each statement that lets them through. */
export function describeExcess(
  platform: Platform,
  subject: Subject,
  requests: readonly ExcessRequest[],
): Finding[] {
  return groupBy(requests, ({ statement, verdict }) =>
    JSON.stringify([statement.evidence, verdict.kind]),
  ).map((alike): Finding => {
    const [first] = alike;
    const { action, resource, verdict, statement } = first;
    const actions = listSome([...new Set(alike.map((each) => each.action))]);
    const resources = listSome([...new Set(alike.map((each) => each.resource))]);
    const undecided = verdict.kind === "conditional";
    const said = Object.entries(first.context)
      .filter(([key]) => !/^aws:(RequestedRegion|ResourceTag)/.test(key))
      .map(([key, value]) => `${key} ${value === null ? "absent" : String(value)}`);
    const form = said.length === 0 ? "" : ` with ${said.join(", ")}`;
    return {
      kind: undecided ? "undecided" : "violated",
      who: subject.id,
      message: `${subject.id} ${undecided ? "may perhaps" : "can"} ${actions} on ${resources}${form}, which no capability that it holds explains${undecided ? `: ${verdict.when}` : ""}`,
      action,
      resource,
      evidence: [
        statement.evidence,
        ...verdict.by.filter((evidence) => evidence !== statement.evidence),
      ],
      ...configOf(platform, subject),
      fix: "narrow the statement to what was granted, or grant a capability that explains it",
    };
  });
}
