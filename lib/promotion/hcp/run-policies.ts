import { z } from "zod";
import type { PolicyCounts } from "../policy-counts";
import type { HcpClient } from "./hcp-client";

/** https://developer.hashicorp.com/terraform/cloud-docs/api-docs/policy-checks */
const POLICY_CHECKS = z.object({
  data: z.array(
    z.object({
      attributes: z.object({
        result: z
          .object({
            passed: z.int(),
            "hard-failed": z.int(),
            "soft-failed": z.int(),
            "advisory-failed": z.int(),
          })
          .nullish(),
      }),
    }),
  ),
});

const TASK_STAGES = z.object({ data: z.array(z.object({ id: z.string() })) });

/** https://developer.hashicorp.com/terraform/cloud-docs/api-docs/policy-evaluations */
const POLICY_EVALUATIONS = z.object({
  data: z.array(
    z.object({
      attributes: z.object({
        "result-count": z
          .object({
            passed: z.int(),
            "mandatory-failed": z.int(),
            "advisory-failed": z.int(),
            errored: z.int(),
          })
          .nullish(),
      }),
    }),
  ),
});

/** A run has a check or two, and a stage or four: one page holds them. */
const PAGE = "page[size]=100";

/**
 * What Sentinel and OPA said of a run; undefined where no policy judged it. Sentinel's older kind is told as policy
 * checks, OPA and Sentinel in an agent as evaluations in task stages. A soft failure counts as a mandatory one: it
 * stops the run until somebody overrides it.
 */
export async function runPolicies(
  client: HcpClient,
  run: string,
): Promise<PolicyCounts | undefined> {
  const what = `the policies of run ${run}`;
  const checks = await client.find(`runs/${run}/policy-checks?${PAGE}`, what, POLICY_CHECKS);
  const stages = await client.find(`runs/${run}/task-stages?${PAGE}`, what, TASK_STAGES);
  const counts: PolicyCounts[] = (checks?.data ?? []).flatMap(({ attributes: { result } }) =>
    result === null || result === undefined
      ? []
      : {
          passed: result.passed,
          advisoryFailed: result["advisory-failed"],
          mandatoryFailed: result["hard-failed"] + result["soft-failed"],
          errored: 0,
        },
  );
  for (const { id } of stages?.data ?? []) {
    const path = `task-stages/${id}/policy-evaluations?${PAGE}`;
    const evaluations = await client.find(path, what, POLICY_EVALUATIONS);
    for (const { attributes } of evaluations?.data ?? []) {
      const count = attributes["result-count"];
      if (count === null || count === undefined) continue;
      counts.push({
        passed: count.passed,
        advisoryFailed: count["advisory-failed"],
        mandatoryFailed: count["mandatory-failed"],
        errored: count.errored,
      });
    }
  }
  return counts.length === 0 ? undefined : counts.reduce(sum);
}

function sum(one: PolicyCounts, other: PolicyCounts): PolicyCounts {
  return {
    passed: one.passed + other.passed,
    advisoryFailed: one.advisoryFailed + other.advisoryFailed,
    mandatoryFailed: one.mandatoryFailed + other.mandatoryFailed,
    errored: one.errored + other.errored,
  };
}
