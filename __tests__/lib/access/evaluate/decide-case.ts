import { evaluate } from "../../../../lib/access/evaluate/decide/evaluate";
import type { Verdict } from "../../../../lib/access/evaluate/decide/verdict";
import { EvaluationRequest } from "../../../../lib/access/evaluate/request/evaluation-request";
import { readCase } from "../../../../lib/access/evaluate/simulate/simulation-case";

/** The verdict of a case that is in order. */
export function decideCase(value: unknown): Verdict {
  const reading = readCase(value);
  if (reading.kind === "malformed") throw new Error(reading.faults.join("; "));
  return evaluate(new EvaluationRequest(reading.case.request), reading.case.policies);
}

export const ALLOW_ALL = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
};

/** A policy of one statement, `*` for what is left out. */
export function policyOf(statement: object): object {
  const base = {
    Effect: "Allow",
    Action: "*",
    ...("NotResource" in statement ? {} : { Resource: "*" }),
  };
  return { Version: "2012-10-17", Statement: [{ ...base, ...statement }] };
}
