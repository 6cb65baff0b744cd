import type { Setting } from "../../../../lib/config/problems/catalogue-entry";
import { decide } from "../../../support/decide";
import { EVERYTHING, deniedBy, policyOf, withSettings } from "../../../support/persona-policies";
import { sessionIn } from "../../../support/question";

const TOOLING = "100000000002";
const PROD = "200000000003";

const OWN_JOBS: Setting = {
  path: ["capabilities", "run-jobs"],
  value: {
    description: "Runs jobs.",
    on: "accounts",
    permissions: [
      { actions: ["iam:PassRole"], resources: ["arn:{partition}:iam::{account}:role/jobs-*"] },
    ],
  },
};

/** The denies of somebody who edits pipelines against passing a role, where all is allowed besides. */
async function denies(settings: readonly Setting[], name: string, account = PROD) {
  const grant = { capabilities: ["edit"], pipelines: "all" };
  const policy = policyOf(await withSettings(settings, grant), "custom");
  const request = {
    action: "iam:PassRole",
    resource: `arn:aws:iam::${account}:role/${name}`,
    context: { ...sessionIn(account), "iam:PassedToService": "ecs-tasks.amazonaws.com" },
  };
  const found = deniedBy(policy, request);
  const verdict = found.length === 0 ? "allowed" : "explicitlyDenied";
  expect(decide([...policy, EVERYTHING], request)).toBe(verdict);
  return found;
}

test.each(["web-task", "acme-api-execution", "jobs-nightly"])(
  "whoever edits passes no role in a target account: %s",
  async (name) => {
    expect(await denies([], name)).toEqual(["NoOtherRolesPassed"]);
  },
);

test("but those that a capability of the team's own names, if any does", async () => {
  expect(await denies([OWN_JOBS], "jobs-nightly")).toEqual([]);
  for (const name of ["web-task", "acme-api-execution"])
    expect(await denies([OWN_JOBS], name)).toEqual(["NoRolesPassedElsewhere"]);
  expect(await denies([OWN_JOBS], "jobs-nightly", TOOLING)).toEqual(["NoOtherRolesPassed"]);
});
