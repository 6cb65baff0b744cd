import { compilePersona } from "../../../../lib/policy/persona/compile-persona";
import { decide } from "../../../support/decide";
import {
  EVERYTHING,
  type GrantInput,
  policyOf,
  statementsOf,
  withPersona,
} from "../../../support/persona-policies";
import { sessionIn } from "../../../support/question";
import { GOLDEN_TEXT, validPlatform } from "../../../support/platform-file";

const TOOLING = "100000000002";
const PIPELINE = `arn:aws:codepipeline:eu-west-1:${TOOLING}`;

describe("denies", () => {
  const verdict = async (name: string, action: string, place: string, ...grants: GrantInput[]) => {
    const { platform } = await withPersona(...grants);
    return decide([...policyOf(platform, name), EVERYTHING], {
      action: `codepipeline:${action}`,
      resource: `${PIPELINE}:${place}`,
      context: sessionIn(TOOLING),
    });
  };
  const VIEW: GrantInput = { capabilities: ["view"], pipelines: "all" };

  test.each([
    ["DeletePipeline", "api"],
    ["EnableStageTransition", "api/prod"],
    ["OverrideStageCondition", "web/prod"],
    ["StartPipelineExecution", "api"],
    ["UpdatePipeline", "queues"],
  ])("keep %s from whoever approves, whatever else allows it", async (action, place) => {
    expect(await verdict("release-manager", action, place, VIEW)).toBe("explicitlyDenied");
  });

  test("leave whoever approves one pipeline what they hold on another", async () => {
    const grants: GrantInput[] = [
      { capabilities: ["approve"], pipelines: { names: ["web"] } },
      { capabilities: ["start"], pipelines: { names: ["api"] } },
    ];
    const starts = (place: string) => verdict("custom", "StartPipelineExecution", place, ...grants);
    expect(await starts("web")).toBe("explicitlyDenied");
    expect(await starts("api")).toBe("allowed");
    expect(await starts("queues")).toBe("explicitlyDenied");
  });

  test("let whoever approves close a gate that is granted, and never open it", async () => {
    const grant = { capabilities: ["approve", "gate"], pipelines: { names: ["web"] } };
    const gate = (action: string) => verdict("custom", action, "web/prod", grant);
    expect(await gate("DisableStageTransition")).toBe("allowed");
    expect(await gate("EnableStageTransition")).toBe("explicitlyDenied");
    const { platform } = await withPersona(grant);
    const allows = statementsOf(platform, "custom").filter(({ effect }) => effect !== "Deny");
    expect(JSON.stringify(allows)).not.toContain("EnableStageTransition");
  });

  test("let whoever holds gate open it where they approve nothing", async () => {
    const grants = [
      { capabilities: ["gate"], pipelines: { names: ["api", "web"] } },
      { capabilities: ["approve"], pipelines: { names: ["web"] } },
    ];
    const opens = (place: string) => verdict("custom", "EnableStageTransition", place, ...grants);
    expect(await opens("api/prod")).toBe("allowed");
    expect(await opens("api/source")).toBe("allowed");
    expect(await opens("web/prod")).toBe("explicitlyDenied");
  });

  test("are in every persona, and in its own policy, where they can't be missing", async () => {
    const platform = await validPlatform(GOLDEN_TEXT);
    for (const persona of platform.personas) {
      const { inline, managed } = compilePersona(platform, persona);
      const sids = inline.filter(({ effect }) => effect === "Deny").map(({ sid }) => sid);
      expect(sids).toEqual(expect.arrayContaining(["NotGranted", "NoOtherRights", "NoOwnBuilds"]));
      expect(managed).toEqual([]);
    }
  });

  test("name no approval to whoever gives none", async () => {
    const platform = await validPlatform(GOLDEN_TEXT);
    for (const name of ["developer", "auditor", "platform-engineer"]) {
      expect(JSON.stringify(statementsOf(platform, name))).not.toContain("PutApprovalResult");
    }
  });
});
