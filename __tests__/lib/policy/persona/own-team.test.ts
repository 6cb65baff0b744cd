import type { Setting } from "../../../../lib/config/problems/catalogue-entry";
import type { Platform } from "../../../../lib/model/platform";
import { type IamRequest, type IamStatement, decide } from "../../../support/decide";
import {
  ALONE,
  EVERYTHING,
  type GrantInput,
  deniedBy,
  policyOf,
  withSettings,
} from "../../../support/persona-policies";
import { pipelineQuestions } from "../../../support/pipeline-questions";
import { goldenWith, problemsOf } from "../../../support/platform-file";
import { sessionIn } from "../../../support/question";

const TOOLING = "100000000002";
/** Of the golden platform. */
const TEAMS: Readonly<Record<string, string>> = { api: "shop", web: "shop", queues: "data" };
const BUILDER = ["view", "start", "stop", "retry", "override", "gate", "logs"];
const APPROVER = ["view", "approve", "rollback", "gate"];

const own = (...capabilities: string[]): GrantInput => ({ capabilities, pipelines: "own-team" });
const custom = async (settings: readonly Setting[], ...grants: GrantInput[]) => {
  const platform = await withSettings([...ALONE, ...settings], ...grants);
  return { platform, policy: policyOf(platform, "custom") };
};

interface Tags {
  readonly session?: string;
  readonly pipeline?: string;
  /** The key of the session's tag. */
  readonly key?: string;
}

function tagged(request: IamRequest, { session, pipeline, key = "team" }: Tags): IamRequest {
  return {
    ...request,
    context: {
      ...request.context,
      ...(session === undefined ? {} : { [`aws:PrincipalTag/${key}`]: session }),
      ...(pipeline === undefined ? {} : { "aws:ResourceTag/gatehouse:team": pipeline }),
    },
  };
}

const on = (action: string, place: string): IamRequest => ({
  action: `codepipeline:${action}`,
  resource: `arn:aws:codepipeline:eu-west-1:${TOOLING}:${place}`,
  context: sessionIn(TOOLING),
});

const CHANGES: readonly (readonly [capability: string, request: IamRequest])[] = [
  ["start", on("StartPipelineExecution", "web")],
  ["stop", on("StopPipelineExecution", "web")],
  ["retry", on("RetryStageExecution", "web/dev")],
  ["override", on("OverrideStageCondition", "web/prod")],
  ["gate", on("EnableStageTransition", "web/prod")],
  ["rollback", on("RollbackStage", "web/prod")],
  ["approve", on("PutApprovalResult", "web/prod/approve")],
];

describe.each(CHANGES)("%s on the own team's pipelines", (capability, request) => {
  let policy: IamStatement[];
  beforeAll(async () => {
    ({ policy } = await custom([], own(capability)));
  });

  test("is allowed where pipeline and session are of one team", () => {
    const same = tagged(request, { session: "shop", pipeline: "shop" });
    expect(decide(policy, same)).toBe("allowed");
  });

  test.each<[string, Tags]>([
    ["of another team", { session: "data", pipeline: "shop" }],
    ["of a team that is spelled another way", { session: "Shop", pipeline: "shop" }],
    ["of a team that would be a pattern", { session: "*", pipeline: "shop" }],
    ["without the tag", { pipeline: "shop" }],
    ["at a pipeline without one", { session: "shop" }],
    ["without one at a pipeline without one", {}],
  ])("is denied to a session %s, whatever another policy allows", (_who, tags) => {
    const other = tagged(request, tags);
    expect(decide([...policy, EVERYTHING], other)).toBe("explicitlyDenied");
    expect(deniedBy(policy, other)).toEqual(["OtherTeams"]);
  });
});

test("reading is allowed on the own team's pipelines, and takes no deny elsewhere", async () => {
  const { policy } = await custom([], own("view"));
  const read = (tags: Tags) => tagged(on("GetPipeline", "web"), tags);
  const other = read({ session: "data", pipeline: "shop" });
  expect(decide(policy, read({ session: "shop", pipeline: "shop" }))).toBe("allowed");
  expect(decide(policy, other)).toBe("implicitlyDenied");
  expect(decide([...policy, EVERYTHING], other)).toBe("allowed");
});

test("nobody makes another team's pipeline their own", async () => {
  const { policy } = await custom([], own(...BUILDER));
  for (const action of ["TagResource", "UntagResource", "UpdatePipeline"]) {
    const request = tagged(on(action, "web"), { session: "shop", pipeline: "shop" });
    expect(decide([...policy, EVERYTHING], request)).toBe("explicitlyDenied");
  }
});

test("the session's tag may have another name", async () => {
  const named = { path: ["identity", "teamTag"], value: "department" };
  const { policy } = await custom([named], own("start"));
  const start = on("StartPipelineExecution", "web");
  const allowed = tagged(start, { session: "shop", pipeline: "shop", key: "department" });
  expect(decide(policy, allowed)).toBe("allowed");
  const other = tagged(start, { session: "shop", pipeline: "shop" });
  expect(decide([...policy, EVERYTHING], other)).toBe("explicitlyDenied");
});

test("build logs are told apart by the log group's tag; its streams have none", async () => {
  const { policy } = await custom([], own("logs"));
  const logs = (action: string, end: string): IamRequest =>
    tagged(
      {
        action,
        resource: `arn:aws:logs:eu-west-1:${TOOLING}:log-group:/aws/codebuild/acme-web-build:${end}`,
        context: sessionIn(TOOLING),
      },
      { session: "shop", pipeline: "shop" },
    );
  expect(decide(policy, logs("logs:FilterLogEvents", "*"))).toBe("allowed");
  expect(decide(policy, logs("logs:GetLogEvents", "log-stream:1"))).toBe("implicitlyDenied");
});

test("who approves their team's pipelines closes their gates, and opens none", async () => {
  const { policy } = await custom([], own(...APPROVER));
  const gate = (action: string) =>
    decide(
      [...policy, EVERYTHING],
      tagged(on(action, "web/prod"), { session: "shop", pipeline: "shop" }),
    );
  expect(gate("DisableStageTransition")).toBe("allowed");
  expect(gate("EnableStageTransition")).toBe("explicitlyDenied");
});

describe("what is granted both by team and by name", () => {
  const starts = async (pipeline: string, session: string) => {
    const byName = { capabilities: ["start"], pipelines: { names: ["queues"] } };
    const { policy } = await custom([], own("start"), byName);
    const tags = { session, pipeline: TEAMS[pipeline] };
    const request = tagged(on("StartPipelineExecution", pipeline), tags);
    return [decide(policy, request), decide([...policy, EVERYTHING], request)];
  };

  test("is held on the pipeline that is named, whoever's it is", async () => {
    expect(await starts("queues", "shop")).toEqual(["allowed", "allowed"]);
    expect(await starts("queues", "data")).toEqual(["allowed", "allowed"]);
  });

  test("is still denied on what is neither", async () => {
    expect(await starts("web", "shop")).toEqual(["allowed", "allowed"]);
    expect(await starts("web", "data")).toEqual(["explicitlyDenied", "explicitlyDenied"]);
  });
});

test.each(["edit", "artifacts", "source"])(
  "%s can't be granted by the team's tag",
  async (name) => {
    const persona = { description: "A job.", enabled: false, grants: [own("view", name)] };
    const text = goldenWith({ path: ["personas", "custom"], value: persona });
    expect(await problemsOf("own-team-unsupported", text)).toMatchObject([
      { path: "personas.custom.grants[0].capabilities[1]" },
    ]);
  },
);

describe.each(["shop", "data"])("for a session of team %s", (team) => {
  /** Asked of a pipeline that carries its team's tag. */
  const asked = (platform: Platform): IamRequest[] =>
    pipelineQuestions(platform)
      // By tag the streams of a log group can't be told apart.
      .filter(({ action }) => action !== "logs:GetLogEvents")
      .map((question) =>
        tagged(question, { session: team, pipeline: TEAMS[question.on[0] ?? ""] }),
      );

  test.each([
    ["builders", BUILDER],
    ["approvers", APPROVER],
  ])("%s by tag may do exactly what those by name may", async (_name, capabilities) => {
    const byTag = await custom([], own(...capabilities));
    const byName = await custom([], { capabilities, pipelines: { teams: [team] } });
    const requests = asked(byTag.platform);
    const allowed = requests.filter((each) => decide(byName.policy, each) === "allowed");
    expect(allowed.length).toBeGreaterThan(10);
    expect(requests.filter((each) => decide(byTag.policy, each) === "allowed")).toEqual(allowed);
    const more = (policy: readonly IamStatement[]) =>
      requests.filter((each) => decide([...policy, EVERYTHING], each) === "explicitlyDenied");
    expect(more(byTag.policy)).toEqual(more(byName.policy));
  });
});
