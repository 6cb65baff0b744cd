import type { Platform } from "../../../lib/model/platform";
import { compilePipeline } from "../../../lib/policy/compile-pipeline";
import { getPipeline } from "../../support/many-accounts";
import { GOLDEN_TEXT, validPlatform } from "../../support/platform-file";

const connectionArn = "arn:aws:codestar-connections:eu-west-1:100000000002:connection/1";
const tooling = (role: string) => `arn:aws:iam::100000000002:role/acme-${role}`;

let platform: Platform;
beforeAll(async () => {
  platform = await validPlatform(GOLDEN_TEXT);
});

const compile = (name: string) =>
  compilePipeline(platform, getPipeline(platform, name), connectionArn);
const statement = (statements: readonly { sid: string }[], sid: string) =>
  statements.find((each) => each.sid === sid);

const assumedBy = (name: string) =>
  compile(name)
    .role.statements.filter(({ actions }) => actions.includes("sts:AssumeRole"))
    .flatMap(({ resources }) => resources);

describe("a pipeline's role", () => {
  test("assumes exactly the roles of its own actions and its own deploy roles", () => {
    expect(assumedBy("api")).toEqual([
      tooling("api-source"),
      tooling("api-build"),
      tooling("api-staging-approve"),
      tooling("api-prod-approve"),
      "arn:aws:iam::200000000001:role/acme-api-deploy",
      "arn:aws:iam::200000000003:role/acme-api-deploy",
      "arn:aws:iam::200000000002:role/acme-api-deploy",
    ]);
  });

  test("can't step into target accounts itself where CodeBuild deploys by Terraform", () => {
    expect(assumedBy("queues").filter((arn) => arn?.includes(":2000000000"))).toEqual([]);
  });

  test("is assumed by CodePipeline for this pipeline alone", () => {
    expect(compile("api").role.trust).toMatchObject([
      {
        principals: { Service: ["codepipeline.amazonaws.com"] },
        conditions: {
          StringEquals: { "aws:SourceAccount": "100000000002" },
          ArnLike: { "aws:SourceArn": ["arn:aws:codepipeline:eu-west-1:100000000002:api"] },
        },
      },
    ]);
  });

  test("reaches its own buckets and no other pipeline's", () => {
    const buckets = compile("api").role.statements.flatMap(({ resources = [] }) =>
      resources.filter((resource) => resource.includes(":s3:::")),
    );
    expect(buckets.length).toBeGreaterThan(0);
    for (const bucket of buckets) {
      expect(bucket).toMatch(/^arn:aws:s3:::acme-api-100000000002-eu[cw]1(\/\*)?$/);
    }
  });
});

describe("an action's role", () => {
  test("is assumed by its own pipeline's role alone", () => {
    const { source, projects, approvals } = compile("api");
    const roles = [
      source,
      ...projects.map((project) => project.actionRole),
      ...approvals.map((approval) => approval.role),
    ];
    for (const { trust } of roles) {
      expect(trust).toMatchObject([
        {
          principals: { AWS: ["arn:aws:iam::100000000002:root"] },
          conditions: { ArnEquals: { "aws:PrincipalArn": [tooling("api-pipeline")] } },
        },
      ]);
    }
  });

  test("for a build starts and follows its own project and nothing else", () => {
    const [build] = compile("api").projects;
    expect(build?.actionRole.statements).toMatchObject([
      {
        actions: ["codebuild:BatchGetBuilds", "codebuild:StartBuild", "codebuild:StopBuild"],
        resources: ["arn:aws:codebuild:eu-west-1:100000000002:project/acme-api-build"],
      },
    ]);
  });

  test("for the source reads by its connection and writes the source artifact alone", () => {
    const { statements } = compile("api").source;
    expect(statement(statements, "Repository")).toMatchObject({ resources: [connectionArn] });
    expect(statement(statements, "WriteArtifacts")).toMatchObject({
      actions: ["s3:PutObject", "s3:PutObjectAcl"],
      resources: ["arn:aws:s3:::acme-api-100000000002-euw1/*/source/*"],
    });
    expect(statement(statements, "ReadArtifacts")).toBeUndefined();
  });

  test("for the source uses the connection for its own repository, wherever a use names one", () => {
    const { statements } = compile("api").source;
    const uses = statements.filter(({ actions }) =>
      actions.some((action) => action.endsWith(":UseConnection")),
    );
    expect(uses.map(({ conditions }) => conditions)).toEqual([
      { StringEqualsIfExists: { "codestar-connections:FullRepositoryId": "acme/api" } },
    ]);
  });
});

describe("a build's role", () => {
  test("is assumed by CodeBuild for its own project alone", () => {
    expect(compile("web").projects[0]?.role.trust).toMatchObject([
      {
        principals: { Service: ["codebuild.amazonaws.com"] },
        conditions: {
          ArnLike: {
            "aws:SourceArn": ["arn:aws:codebuild:eu-west-1:100000000002:project/acme-web-build"],
          },
        },
      },
    ]);
  });

  test("assumes no role at all where it only builds", () => {
    const actions = compile("api").projects.flatMap(({ role }) =>
      role.statements.flatMap((each) => each.actions),
    );
    expect(
      actions.filter((action) => action.startsWith("sts:") || action.startsWith("iam:")),
    ).toEqual([]);
  });

  test("writes its own artifact and no other", () => {
    const [build] = compile("api").projects;
    expect(statement(build?.role.statements ?? [], "WriteArtifacts")).toMatchObject({
      resources: ["arn:aws:s3:::acme-api-100000000002-euw1/*/build/*"],
    });
  });

  test("has what the team gave it, on its own resources", () => {
    const [build] = compile("web").projects;
    const push = build?.role.statements.find(({ actions }) => actions.includes("ecr:PutImage"));
    expect(push?.resources).toEqual(["arn:aws:ecr:eu-west-1:100000000002:repository/web"]);
  });
});

describe("Terraform's builds", () => {
  const project = (step: string) => {
    const found = compile("queues").projects.find((each) => each.step === step);
    if (found === undefined) throw new Error(`no step ${step}`);
    return found;
  };
  const assumes = (step: string) =>
    project(step)
      .role.statements.filter(({ actions }) => actions.includes("sts:AssumeRole"))
      .flatMap(({ resources }) => resources);

  test("are a plan and an apply project for each account, each with a role of its own", () => {
    const { projects } = compile("queues");
    expect(projects.map(({ step }) => step)).toEqual([
      "build",
      "dev-plan",
      "dev-apply",
      "prod-plan",
      "prod-apply",
    ]);
    expect(new Set(projects.map(({ role }) => role.name)).size).toBe(5);
  });

  test("step into their own account alone, and a plan only to plan", () => {
    expect(assumes("dev-plan")).toEqual(["arn:aws:iam::200000000001:role/acme-queues-plan"]);
    expect(assumes("dev-apply")).toEqual(["arn:aws:iam::200000000001:role/acme-queues-deploy"]);
    expect(assumes("prod-plan")).toEqual(["arn:aws:iam::200000000003:role/acme-queues-plan"]);
    expect(assumes("prod-apply")).toEqual(["arn:aws:iam::200000000003:role/acme-queues-deploy"]);
    expect(assumes("build")).toEqual([]);
  });

  test("can't write over another account's saved plan, and an apply writes nothing", () => {
    const written = (step: string) =>
      project(step).role.statements.find(({ sid }) => sid === "WriteArtifacts")?.resources ?? [];
    expect(written("prod-plan")).toHaveLength(1);
    expect(written("prod-plan")).not.toEqual(written("dev-plan"));
    expect(written("prod-apply")).toEqual([]);
  });
});

describe("an approval", () => {
  test("has a topic to which its own role alone can publish", () => {
    const approval = compile("api").approvals.find(({ stage }) => stage === "prod");
    expect(approval).toMatchObject({
      topicName: "acme-api-prod-approve",
      role: { name: "acme-api-prod-approve" },
      topicPolicy: [
        { conditions: { ArnEquals: { "aws:PrincipalArn": tooling("api-prod-approve") } } },
        { sid: "OnlyTls", effect: "Deny" },
      ],
    });
  });
});
