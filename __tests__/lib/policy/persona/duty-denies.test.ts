import { decide } from "../../../support/decide";
import {
  ALONE,
  EVERYTHING,
  type GrantInput,
  deniedBy,
  policyOf,
  withSettings,
} from "../../../support/persona-policies";
import { sessionIn } from "../../../support/question";

const TOOLING = "100000000002";
const [DEV, STAGING, PROD] = ["200000000001", "200000000002", "200000000003"];

interface RuleInput {
  readonly holder: readonly string[];
  readonly mustNotHold: readonly string[];
  readonly pipelines?: string;
}

const LIBRARY = {
  path: ["pipelines", "lib"],
  value: { team: "shop", source: { connection: "github", repository: "acme/lib", branch: "main" } },
};

async function policyUnder(rule: RuleInput, ...grants: GrantInput[]) {
  const value = [{ name: "house-rule", description: "Kept apart.", ...rule }];
  const settings = [...ALONE, LIBRARY, { path: ["separationOfDuties"], value }];
  return policyOf(await withSettings(settings, ...grants), "custom");
}

type Policy = Awaited<ReturnType<typeof policyUnder>>;

const onPipeline = (policy: Policy, action: string, place: string) => {
  const request = {
    action: `codepipeline:${action}`,
    resource: `arn:aws:codepipeline:eu-west-1:${TOOLING}:${place}`,
    context: sessionIn(TOOLING),
  };
  return { alone: decide(policy, request), denies: deniedBy(policy, request) };
};

const readsLogs = (policy: Policy, project: string) => {
  const request = {
    action: "logs:GetLogEvents",
    resource: `arn:aws:logs:eu-west-1:${TOOLING}:log-group:/aws/codebuild/acme-${project}:log-stream:1`,
    context: sessionIn(TOOLING),
  };
  return { alone: decide(policy, request), denies: deniedBy(policy, request) };
};

const inAccount = (policy: Policy, action: string, account = "") => {
  const request = { action, resource: "*", context: sessionIn(account) };
  return {
    denies: deniedBy(policy, request),
    withEverything: decide([...policy, EVERYTHING], request),
  };
};

const grant = (capability: string, pipeline: string): GrantInput => ({
  capabilities: [capability],
  pipelines: { names: [pipeline] },
});

test("who holds the one duty is denied the logs that are the other, of these pipelines alone", async () => {
  const rule = { holder: ["approve"], mustNotHold: ["logs"] };
  const policy = await policyUnder(rule, grant("approve", "api"), grant("logs", "web"));
  expect(readsLogs(policy, "api-build")).toMatchObject({ denies: ["DutyHouseRule"] });
  expect(readsLogs(policy, "web-build")).toEqual({ alone: "allowed", denies: [] });
  expect(readsLogs(policy, "queues-dev-plan")).toMatchObject({ denies: [] });
});

test("who must not view what they approve still reads the state that the approval's token is in", async () => {
  const rule = { holder: ["approve"], mustNotHold: ["view"] };
  const policy = await policyUnder(rule, grant("approve", "api"), grant("view", "web"));
  expect(onPipeline(policy, "GetPipeline", "api")).toMatchObject({ denies: ["DutyHouseRule"] });
  expect(onPipeline(policy, "GetPipelineState", "api")).toEqual({ alone: "allowed", denies: [] });
  expect(onPipeline(policy, "PutApprovalResult", "api/prod/approve")).toMatchObject({
    alone: "allowed",
  });
  expect(onPipeline(policy, "GetPipeline", "web")).toEqual({ alone: "allowed", denies: [] });
});

test("who must not approve what they start still views it", async () => {
  const rule = { holder: ["start"], mustNotHold: ["approve"] };
  const policy = await policyUnder(rule, grant("start", "api"), grant("view", "api"));
  expect(onPipeline(policy, "GetPipelineState", "api")).toEqual({ alone: "allowed", denies: [] });
  expect(onPipeline(policy, "PutApprovalResult", "api/prod/approve")).toEqual({
    alone: "explicitlyDenied",
    denies: ["NotGranted"],
  });
});

test("who must not open the gate of what they approve still closes it", async () => {
  const rule = { holder: ["approve"], mustNotHold: ["gate"] };
  const policy = await policyUnder(rule, grant("approve", "api"), grant("gate", "api"));
  expect(onPipeline(policy, "DisableStageTransition", "api/prod")).toEqual({
    alone: "allowed",
    denies: [],
  });
  expect(onPipeline(policy, "EnableStageTransition", "api/prod").denies).toEqual(["NotGranted"]);
});

test("what a persona must not hold in accounts is denied where its pipelines deploy to", async () => {
  const rule = { holder: ["edit"], mustNotHold: ["operate", "inspect"] };
  const inspect = { capabilities: ["inspect"], accounts: { names: ["staging"] } };
  const policy = await policyUnder(rule, grant("edit", "web"), inspect);
  for (const action of ["ecs:UpdateService", "cloudformation:ListStacks"]) {
    for (const account of [DEV, PROD]) {
      expect(inAccount(policy, action, account)).toEqual({
        denies: ["DutyHouseRule"],
        withEverything: "explicitlyDenied",
      });
    }
    // `web` does not deploy to staging.
    expect(inAccount(policy, action, STAGING)).toEqual({ denies: [], withEverything: "allowed" });
  }
});

test("a rule about pipelines with protected stages leaves the others alone", async () => {
  const rule = { holder: ["start"], mustNotHold: ["logs"], pipelines: "with-protected-stages" };
  const grants = [grant("start", "api"), grant("start", "lib"), grant("logs", "lib")];
  const policy = await policyUnder(rule, ...grants);
  expect(readsLogs(policy, "lib-build")).toEqual({ alone: "allowed", denies: [] });
  expect(readsLogs(policy, "api-build")).toMatchObject({ denies: ["DutyHouseRule"] });
});

test("a persona that a rule is not about has no deny of it", async () => {
  const policy = await policyUnder(
    { holder: ["approve"], mustNotHold: ["logs"] },
    grant("view", "api"),
  );
  expect(policy.map(({ Sid }) => Sid)).not.toContain("DutyHouseRule");
});
