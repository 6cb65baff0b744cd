import { TARGET, TOOLING, arnOf, edgesOf, pipeline, role } from "./small-world";

const trusting = (arn: string) => [{ Principal: { AWS: arn } }];
const ROOT = `arn:aws:iam::${TOOLING}:root`;
const assume = (...names: string[]) => ({ Action: "sts:AssumeRole", Resource: names });

describe("assuming a role", () => {
  const strong = role("strong", { trust: trusting(ROOT) });

  test("takes an allow of one's own and the other's trust", async () => {
    const weak = role("weak", { allow: [assume(strong.arn)] });
    expect(await edgesOf({ roles: [weak, strong] })).toEqual(["weak -sts:AssumeRole-> strong"]);
  });

  test.each(["*", "arn:aws:iam::*:role/*", arnOf("str*"), "arn:aws:iam::*:role/strong"])(
    "is found behind %s",
    async (pattern) => {
      const weak = role("weak", { allow: [assume(pattern)] });
      expect(await edgesOf({ roles: [weak, strong] })).toEqual(["weak -sts:AssumeRole-> strong"]);
    },
  );

  test("is found behind a NotResource", async () => {
    const allow = [{ Action: "sts:AssumeRole", NotResource: arnOf("other") }];
    expect(await edgesOf({ roles: [role("weak", { allow }), strong] })).toEqual([
      "weak -sts:AssumeRole-> strong",
    ]);
  });

  test("needs no allow of one's own where the trust names one in the same account", async () => {
    const named = role("strong", { trust: trusting(arnOf("weak")) });
    expect(await edgesOf({ roles: [role("weak"), named] })).toEqual([
      "weak -sts:AssumeRole-> strong",
    ]);
  });

  test("needs one across accounts, even where the trust names one", async () => {
    const named = role("strong", { accountId: TARGET, trust: trusting(arnOf("weak")) });
    expect(await edgesOf({ roles: [role("weak"), named] })).toEqual([]);
  });

  test.each([
    ["the trust is for another", role("weak", { allow: [assume(strong.arn)] }), arnOf("other")],
    ["nothing allows it", role("weak"), ROOT],
    [
      "a deny forbids it",
      role("weak", { allow: [assume("*")], deny: [assume(arnOf("str*"))] }),
      ROOT,
    ],
    [
      "the boundary leaves it out",
      role("weak", { allow: [assume("*")], boundary: [assume(arnOf("other"))] }),
      ROOT,
    ],
  ])("fails where %s", async (_, weak, trusted) => {
    const other = role("strong", { trust: trusting(trusted) });
    expect(await edgesOf({ roles: [weak, other] })).toEqual([]);
  });

  test.each([
    ["fails", "where MFA is asked for, which a session of a role has none of", [], "Bool"],
    ["is uncertain", "where it hangs on what nobody knows", ["->? strong"], "IpAddress"],
  ])("%s %s", async (_, __, ends, operator) => {
    const values = { Bool: { "aws:MultiFactorAuthPresent": "true" } };
    const others = { IpAddress: { "aws:SourceIp": "192.0.2.0/24" } };
    const Condition = operator === "Bool" ? values : others;
    const guarded = role("strong", { trust: [{ Principal: { AWS: ROOT }, Condition }] });
    const weak = role("weak", { allow: [assume("*")] });
    const found = await edgesOf({ roles: [weak, guarded] });
    expect(found).toEqual(ends.map((end) => `weak -sts:AssumeRole${end}`));
  });
});

describe("passing a role", () => {
  const service = (name: string, account = TOOLING) => [
    {
      Principal: { Service: `${name}.amazonaws.com` },
      Condition: { StringEquals: { "aws:SourceAccount": account } },
    },
  ];
  const pass = (resource: string, to?: string) => ({
    Action: "iam:PassRole",
    Resource: resource,
    ...(to === undefined
      ? {}
      : { Condition: { StringEquals: { "iam:PassedToService": `${to}.amazonaws.com` } } }),
  });
  const create = { Action: "lambda:CreateFunction", Resource: "*" };
  const strong = role("strong", { trust: service("lambda") });

  test("to a service that runs what it is given as that role gains it", async () => {
    const weak = role("weak", { allow: [pass("*"), create] });
    expect(await edgesOf({ roles: [weak, strong] })).toEqual([
      "weak -iam:PassRole with lambda:CreateFunction-> strong",
    ]);
  });

  test("is found where the service's action is allowed on some names only", async () => {
    const narrow = { Action: "lambda:Create*", Resource: "arn:aws:lambda:*:*:function:mine-*" };
    const weak = role("weak", { allow: [pass(strong.arn, "lambda"), narrow] });
    expect(await edgesOf({ roles: [weak, strong] })).toEqual([
      "weak -iam:PassRole with lambda:CreateFunction-> strong",
    ]);
  });

  test.each([
    ["it may be passed to another service alone", [pass("*", "glue"), create], strong],
    ["nothing lets the service run anything", [pass("*")], strong],
    ["it is another role that may be passed", [pass(arnOf("other")), create], strong],
    [
      "the role trusts another service",
      [pass("*"), create],
      role("strong", { trust: service("codebuild") }),
    ],
    [
      "the role trusts the service for another account",
      [pass("*"), create],
      role("strong", { trust: service("lambda", TARGET) }),
    ],
    [
      "the role is in another account",
      [pass("*"), create],
      role("strong", { accountId: TARGET, trust: service("lambda", TARGET) }),
    ],
  ])("gains nothing where %s", async (_, allow, to) => {
    expect(await edgesOf({ roles: [role("weak", { allow }), to] })).toEqual([]);
  });

  test("needs both of two actions", async () => {
    const job = role("job", { trust: service("glue") });
    const [make, start] = ["glue:CreateJob", "glue:StartJobRun"];
    const half = role("weak", { allow: [pass("*"), { Action: make, Resource: "*" }] });
    const whole = role("weak", { allow: [pass("*"), { Action: [make, start], Resource: "*" }] });
    expect(await edgesOf({ roles: [half, job] })).toEqual([]);
    expect(await edgesOf({ roles: [whole, job] })).toEqual([
      "weak -iam:PassRole with glue:CreateJob and glue:StartJobRun-> job",
    ]);
  });
});

describe("taking over what runs as a role", () => {
  const strong = role("strong");

  test("by changing a pipeline", async () => {
    const web = pipeline("web", strong.arn);
    const on = (resource: string) => [
      { Action: "codepipeline:UpdatePipeline", Resource: resource },
    ];
    const weak = role("weak", { allow: on(web.arn) });
    const near = role("near", { allow: on(`${web.arn}-api`) });
    expect(await edgesOf({ roles: [weak, near, strong], pipelines: [web] })).toEqual([
      "weak -codepipeline:UpdatePipeline-> strong",
    ]);
  });

  test("by starting a build with a buildspec of one's own", async () => {
    const arn = `arn:aws:codebuild:eu-west-1:${TOOLING}:project/web`;
    const project = {
      name: "web",
      arn,
      accountId: TOOLING,
      region: "eu-west-1",
      roleArn: strong.arn,
      environment: {},
      tags: {},
      origin: strong.origin,
    };
    const weak = role("weak", { allow: [{ Action: "codebuild:Start*", Resource: arn }] });
    const reader = role("reader", { allow: [{ Action: "codebuild:BatchGet*", Resource: arn }] });
    expect(await edgesOf({ roles: [weak, reader, strong], projects: [project] })).toEqual([
      "weak -codebuild:StartBuild-> strong",
      "weak -codebuild:StartBuildBatch-> strong",
      "weak -codebuild:StartSandbox-> strong",
    ]);
  });

  test("by executing a change set of a stack, which keeps the role that it was given", async () => {
    const execution = role("execution", { accountId: TARGET });
    const web = pipeline("web", strong.arn, {
      configuration: { StackName: "web", RoleArn: execution.arn },
    });
    const on = (stack: string) => `arn:aws:cloudformation:eu-west-1:${TARGET}:stack/${stack}/*`;
    const executing = (name: string, stack: string) =>
      role(name, {
        accountId: TARGET,
        allow: [{ Action: "cloudformation:ExecuteChangeSet", Resource: on(stack) }],
      });
    const roles = [executing("weak", "web"), executing("near", "web-api"), execution, strong];
    expect(await edgesOf({ roles, pipelines: [web] })).toEqual([
      "weak -cloudformation:ExecuteChangeSet-> execution",
    ]);
  });
});
