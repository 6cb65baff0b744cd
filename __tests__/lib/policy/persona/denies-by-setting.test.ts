import type { Setting } from "../../../../lib/config/problems/catalogue-entry";
import { type IamRequest, decide } from "../../../support/decide";
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
const PROD = "200000000003";
const USERS = "300000000009";
const VIEW: GrantInput = { capabilities: ["view"], pipelines: "all" };

const ask = (
  action: string,
  resource: string,
  context: IamRequest["context"] = {},
  account = TOOLING,
): IamRequest => ({ action, resource, context: { ...sessionIn(account), ...context } });

/** The denies against a request, and what becomes of it where another policy allows everything. */
async function judge(settings: readonly Setting[], grant: GrantInput, request: IamRequest) {
  const policy = policyOf(await withSettings(settings, grant), "custom");
  return {
    denies: deniedBy(policy, request),
    alone: decide(policy, request),
    withEverything: decide([...policy, EVERYTHING], request),
  };
}

describe("whoever edits one pipeline", () => {
  const edit: GrantInput = { capabilities: ["edit"], pipelines: { names: ["api"] } };
  const pass = (role: string, associated?: string, service = "codepipeline") =>
    ask("iam:PassRole", `arn:aws:iam::${TOOLING}:role/acme-${role}`, {
      "iam:PassedToService": `${service}.amazonaws.com`,
      ...(associated === undefined
        ? {}
        : {
            "iam:AssociatedResourceArn": `arn:aws:codepipeline:eu-west-1:${TOOLING}:${associated}`,
          }),
    });

  test("passes its role, whether or not AWS says for which pipeline", async () => {
    expect(await judge([], edit, pass("api-pipeline", "api"))).toMatchObject({ alone: "allowed" });
    expect(await judge([], edit, pass("api-pipeline"))).toMatchObject({ alone: "allowed" });
  });

  test("is not allowed to pass it for another pipeline", async () => {
    expect(await judge([], edit, pass("api-pipeline", "web"))).toMatchObject({
      alone: "implicitlyDenied",
    });
  });

  test.each([
    ["another pipeline's role", pass("web-pipeline", "api"), ["NoOtherPipelinesRoles"]],
    ["an action's role", pass("api-build", "api"), ["NoOtherRolesPassed"]],
    ["its role to Lambda", pass("api-pipeline", undefined, "lambda"), ["OnlyPassedToCodePipeline"]],
  ])("is denied to pass %s", async (_what, request, denies) => {
    expect(await judge([], edit, request)).toMatchObject({
      denies,
      withEverything: "explicitlyDenied",
    });
  });
});

describe("whoever reads the artifacts of one pipeline", () => {
  const grant: GrantInput = { capabilities: ["artifacts"], pipelines: { names: ["api"] } };
  const read = (bucket: string) =>
    ask("s3:GetObject", `arn:aws:s3:::acme-${bucket}-${TOOLING}-euw1/x`);

  test("reads these, and is denied each other's", async () => {
    expect(await judge([], grant, read("api"))).toMatchObject({ denies: [], alone: "allowed" });
    for (const bucket of ["queues", "web"]) {
      expect(await judge([], grant, read(bucket))).toMatchObject({ denies: ["NoOtherArtifacts"] });
    }
  });

  test("reads of all where all are granted, and still takes no access that somebody else's grant gives", async () => {
    const all = { ...grant, pipelines: "all" };
    const policy = policyOf(await withSettings([], all), "custom");
    expect(decide(policy, read("web"))).toBe("allowed");
    const point = ask("s3:GetObject", `arn:aws:s3:eu-west-1:${TOOLING}:accesspoint/own/object/a`);
    expect(deniedBy(policy, point)).toEqual([]);
    const grants = ask("s3:GetDataAccess", `arn:aws:s3:eu-west-1:${TOOLING}:access-grants/default`);
    expect(deniedBy(policy, grants)).toEqual(["NoOtherArtifacts"]);
  });
});

describe.each(["codeconnections", "codestar-connections"])(
  "whoever commits through %s",
  (service) => {
    const grant: GrantInput = { capabilities: ["source"], pipelines: { names: ["api"] } };
    const use = (repository?: string) =>
      ask(
        `${service}:UseConnection`,
        `arn:aws:${service}:eu-west-1:${TOOLING}:connection/1`,
        repository === undefined ? {} : { [`${service}:FullRepositoryId`]: repository },
      );

    test("does so to the pipeline's repository", async () => {
      expect(await judge([], grant, use("acme/api"))).toMatchObject({
        denies: [],
        alone: "allowed",
      });
    });

    test.each(["acme/web", "acme/api2", undefined])(
      "is denied it to %s, whatever another policy allows",
      async (repository) => {
        expect(await judge([], grant, use(repository))).toMatchObject({
          denies: ["NoOtherRepositories"],
          withEverything: "explicitlyDenied",
        });
      },
    );
  },
);

const role = (name: string) => `arn:aws:iam::${PROD}:role/${name}`;
const policy = (name: string) => `arn:aws:iam::${PROD}:policy/${name}`;
const IAM_MODE: readonly Setting[] = [
  ...ALONE,
  {
    path: ["identity"],
    value: {
      mode: "iam",
      rolePath: "/people/",
      signIn: { by: "identity-account", accountId: USERS },
    },
  },
];

test.each<[string, readonly Setting[], string, string, string]>([
  [
    "change the role that Terraform runs as",
    [{ path: ["provisioner"], value: { assumeRole: "OrganizationAccountAccessRole" } }],
    "iam:PutRolePolicy",
    role("OrganizationAccountAccessRole"),
    PROD,
  ],
  [
    "rewrite the organization's boundary of deployments",
    [{ path: ["boundary"], value: { targetPolicy: "corp-boundary" } }],
    "iam:CreatePolicyVersion",
    policy("corp-boundary"),
    PROD,
  ],
  [
    "rewrite the organization's boundary of people",
    [{ path: ["identity", "permissionsBoundaryPolicy"], value: "corp-people" }],
    "iam:CreatePolicyVersion",
    policy("corp-people"),
    PROD,
  ],
  [
    "change a role of people's, where they have a path of their own",
    IAM_MODE,
    "iam:PutRolePolicy",
    role("people/acme-custom"),
    PROD,
  ],
  [
    "tag a user with another persona, where users are IAM's",
    IAM_MODE,
    "iam:TagUser",
    `arn:aws:iam::${USERS}:user/me`,
    USERS,
  ],
])("nobody may %s", async (_what, settings, action, resource, account) => {
  const request = ask(action, resource, {}, account);
  expect(await judge(settings, VIEW, request)).toMatchObject({
    denies: ["NoOtherRights"],
    withEverything: "explicitlyDenied",
  });
  // It is the setting that makes it one of those to keep from people.
  expect(await judge([], VIEW, request)).toMatchObject({ denies: [] });
});

describe("whoever edits pipelines of some connections", () => {
  const arn = (id: string) => `arn:aws:codeconnections:eu-west-1:${TOOLING}:connection/${id}`;
  const edit: GrantInput = { capabilities: ["edit"], pipelines: { names: ["api"] } };
  const pass = (id: string) =>
    ask("codeconnections:PassConnection", arn(id), {
      "codeconnections:PassedToService": "codepipeline.amazonaws.com",
    });
  const existing = (id: string) => ({
    arn: arn(`00000000-0000-4000-8000-00000000000${id}`),
  });
  const ID = (id: string) => `00000000-0000-4000-8000-00000000000${id}`;
  const connections = (api: string): readonly Setting[] => [
    {
      path: ["connections"],
      value: { github: { provider: "GitHub" }, one: existing("1"), two: existing("2") },
    },
    { path: ["pipelines", "api", "source", "connection"], value: api },
  ];

  test("passes its own, and no other, where it is known by its ARN", async () => {
    expect(await judge(connections("one"), edit, pass(ID("1")))).toMatchObject({
      alone: "allowed",
    });
    for (const other of [ID("2"), "created"])
      expect(await judge(connections("one"), edit, pass(other))).toMatchObject({
        denies: ["NoOtherConnections"],
        withEverything: "explicitlyDenied",
      });
  });

  test("passes any that Gatehouse creates, where its own is one, and none that is known", async () => {
    const created = connections("github");
    expect(await judge(created, edit, pass("created"))).toMatchObject({ alone: "allowed" });
    expect(await judge(created, edit, pass(ID("2")))).toMatchObject({
      denies: ["NoOtherConnections"],
    });
  });
});
