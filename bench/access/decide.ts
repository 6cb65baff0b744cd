import type { Bench } from "../bench";
import { evaluate } from "../../lib/access/evaluate/decide/evaluate";
import { EvaluationRequest } from "../../lib/access/evaluate/request/evaluation-request";
import { createPolicies, createRequests } from "./cross-account-world";

const ROUNDS = 5;
const DECISIONS = 400_000;

/** Decisions a second of processor time, whatever else the machine does, by the best of some rounds. */
function decide(): Promise<number> {
  const policies = createPolicies();
  const props = createRequests();
  const requests = props.map((one) => new EvaluationRequest(one));
  const counts = new Map<string, number>();
  for (const request of requests) {
    const { kind } = evaluate(request, policies);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const mix = [...counts].map(([kind, count]) => `${count} ${kind}`).join(", ");
  console.log(`${requests.length} requests across accounts: ${mix}`);
  console.log("identity, boundary, 4 levels of SCPs and resource policy for each");
  report("requests prepared once", (index) => {
    const request = requests[index % requests.length];
    return request === undefined ? 0 : evaluate(request, policies).by.length;
  });
  report("requests prepared for each decision", (index) => {
    const one = props[index % props.length];
    return one === undefined ? 0 : evaluate(new EvaluationRequest(one), policies).by.length;
  });
  return Promise.resolve(0);
}

function report(what: string, one: (index: number) => number): void {
  let best = 0;
  let seen = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = process.cpuUsage();
    for (let index = 0; index < DECISIONS; index += 1) seen += one(index);
    const { user, system } = process.cpuUsage(start);
    best = Math.max(best, (DECISIONS * 1_000_000) / (user + system));
  }
  // `seen` keeps the work from being optimised away.
  const rate = Math.round(seen === 0 ? 0 : best).toLocaleString("en");
  console.log(`${rate.padStart(12)} decisions/s  ${what}`);
}

export const decideBench: Bench = {
  summary: "decisions a second of the IAM evaluator",
  help: "No options. It has no goal that a busy machine could miss; compare the figures with those of the commit before.",
  run: decide,
};
