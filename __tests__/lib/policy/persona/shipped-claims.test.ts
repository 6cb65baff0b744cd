import type { Platform } from "../../../../lib/model/platform";
import { decide } from "../../../support/decide";
import { EVERYTHING, getPersona, policyOf } from "../../../support/persona-policies";
import { sessionIn } from "../../../support/question";
import { SHIPPED_TEXT, validPlatform } from "../../../support/platform-file";
import { TOOLING } from "../../../support/shipped-intent";

let platform: Platform;
beforeAll(async () => {
  platform = await validPlatform(SHIPPED_TEXT);
});

describe("even where another policy allows everything,", () => {
  const verdict = (name: string, action: string, place: string) =>
    decide([...policyOf(platform, name), EVERYTHING], {
      action: `codepipeline:${action}`,
      resource: `arn:aws:codepipeline:eu-west-1:${TOOLING}:${place}`,
      context: sessionIn(TOOLING),
    });

  test.each([
    [
      "a developer starts a shop pipeline",
      "developer",
      "StartPipelineExecution",
      "storefront",
      true,
    ],
    [
      "a developer starts no pipeline of another team",
      "developer",
      "StartPipelineExecution",
      "data-lake",
      false,
    ],
    [
      "a developer cannot approve the prod stage of a pipeline they can start",
      "developer",
      "PutApprovalResult",
      "storefront/prod/approve",
      false,
    ],
    ["a developer opens no gate", "developer", "EnableStageTransition", "storefront/dev", false],
    [
      "a developer overrides no condition",
      "developer",
      "OverrideStageCondition",
      "storefront/dev",
      false,
    ],
    [
      "a tester approves staging",
      "tester",
      "PutApprovalResult",
      "storefront/staging/approve",
      true,
    ],
    [
      "a tester does not approve prod",
      "tester",
      "PutApprovalResult",
      "storefront/prod/approve",
      false,
    ],
    [
      "a release manager takes prod back",
      "release-manager",
      "RollbackStage",
      "data-lake/prod",
      true,
    ],
    [
      "a release manager takes staging back no more than a tester",
      "release-manager",
      "RollbackStage",
      "data-lake/staging",
      false,
    ],
    [
      "a release manager closes the gate to prod",
      "release-manager",
      "DisableStageTransition",
      "data-lake/prod",
      true,
    ],
    [
      "a release manager does not open it",
      "release-manager",
      "EnableStageTransition",
      "data-lake/prod",
      false,
    ],
    [
      "a release manager starts nothing",
      "release-manager",
      "StartPipelineExecution",
      "data-lake",
      false,
    ],
    [
      "a platform engineer edits a pipeline",
      "platform-engineer",
      "UpdatePipeline",
      "checkout-api",
      true,
    ],
    [
      "a platform engineer approves nothing",
      "platform-engineer",
      "PutApprovalResult",
      "checkout-api/staging/approve",
      false,
    ],
    [
      "a platform engineer deletes nothing",
      "platform-engineer",
      "DeletePipeline",
      "checkout-api",
      false,
    ],
    ["an auditor stops nothing", "auditor", "StopPipelineExecution", "checkout-api", false],
    ["break-glass stops a pipeline", "break-glass", "StopPipelineExecution", "checkout-api", true],
    [
      "break-glass approves nothing",
      "break-glass",
      "PutApprovalResult",
      "checkout-api/prod/approve",
      false,
    ],
  ])("%s", (_claim, name, action, place, allowed) => {
    expect(verdict(name, action, place)).toBe(allowed ? "allowed" : "explicitlyDenied");
  });
});

test("break-glass is given to nobody until somebody enables it, and never unnoticed", () => {
  const { enabled, sessionDuration, breakGlass } = getPersona(platform, "break-glass");
  expect({ enabled, sessionDuration }).toEqual({ enabled: false, sessionDuration: "PT1H" });
  expect(breakGlass?.notify.length).toBeGreaterThan(0);
  expect(platform.groups.flatMap(({ personas }) => personas)).not.toContain("break-glass");
});
