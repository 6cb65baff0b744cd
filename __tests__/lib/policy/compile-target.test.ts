import type { Platform } from "../../../lib/model/platform";
import { compileTarget } from "../../../lib/policy/compile-target";
import { getAccount } from "../../support/many-accounts";
import { GOLDEN_TEXT, goldenWith, validPlatform } from "../../support/platform-file";

let platform: Platform;
beforeAll(async () => {
  platform = await validPlatform(GOLDEN_TEXT);
});

function target(pipeline: string, account = "prod", of: Platform = platform) {
  const found = compileTarget(of, getAccount(of, account)).find(
    (each) => each.pipeline.name === pipeline,
  );
  if (found === undefined) throw new Error(`${pipeline} does not deploy to ${account}`);
  return found;
}

const trusted = (trust: ReturnType<typeof target>["deployRole"]["trust"] | undefined) =>
  trust?.map(({ principals, conditions }) => [
    principals,
    conditions?.["ArnEquals"]?.["aws:PrincipalArn"],
  ]);

const TOOLING = { AWS: ["arn:aws:iam::100000000002:root"] };

describe("in a target account there are", () => {
  test("roles of exactly the pipelines that deploy there", () => {
    const names = (account: string) =>
      compileTarget(platform, getAccount(platform, account)).map(({ pipeline }) => pipeline.name);
    expect(names("dev")).toEqual(["api", "queues", "web"]);
    expect(names("staging")).toEqual(["api"]);
  });
});

describe("a deploy role", () => {
  test.each(["api", "web"])("of %s is assumed by that pipeline's role alone", (name) => {
    expect(trusted(target(name).deployRole.trust)).toEqual([
      [TOOLING, [`arn:aws:iam::100000000002:role/acme-${name}-pipeline`]],
    ]);
  });

  test("of a Terraform pipeline is assumed by its own account's apply project alone", () => {
    expect(trusted(target("queues").deployRole.trust)).toEqual([
      [TOOLING, ["arn:aws:iam::100000000002:role/acme-queues-prod-apply-project"]],
    ]);
    expect(trusted(target("queues", "dev").deployRole.trust)).toEqual([
      [TOOLING, ["arn:aws:iam::100000000002:role/acme-queues-dev-apply-project"]],
    ]);
  });

  test("reads artifacts only in the regions it deploys to", () => {
    const read = (account: string) =>
      target("api", account).deployRole.statements.find(({ sid }) => sid === "ReadArtifacts")
        ?.resources;
    expect(read("dev")).toEqual(["arn:aws:s3:::acme-api-100000000002-euw1/*"]);
    expect(read("prod")).toEqual([
      "arn:aws:s3:::acme-api-100000000002-euc1/*",
      "arn:aws:s3:::acme-api-100000000002-euw1/*",
    ]);
  });

  test("changes stacks at once where nothing is reviewed, and by change set where it is", () => {
    const actions = (account: string) =>
      target("api", account).deployRole.statements.flatMap((statement) => statement.actions);
    expect(actions("dev")).toContain("cloudformation:UpdateStack");
    expect(actions("dev")).not.toContain("cloudformation:ExecuteChangeSet");
    expect(actions("prod")).toContain("cloudformation:ExecuteChangeSet");
    expect(actions("prod")).not.toContain("cloudformation:UpdateStack");
  });

  test("has a change set for each stage that reviews one stack, since a shared one could be swapped", async () => {
    const canary = { name: "canary", accounts: { names: ["prod"] }, approval: {} };
    const text = goldenWith({ path: ["pipelines", "api", "stages", 1], value: canary });
    const { deployRole } = target("api", "prod", await validPlatform(text));
    const changeSet = deployRole.statements.find(({ sid }) => sid === "ChangeSet");
    expect(changeSet?.conditions).toEqual({
      StringEquals: { "cloudformation:ChangeSetName": ["acme-canary", "acme-prod"] },
    });
  });
});

describe("a plan role", () => {
  test("is assumed by its own account's plan project alone", () => {
    expect(trusted(target("queues").planRole?.trust)).toEqual([
      [TOOLING, ["arn:aws:iam::100000000002:role/acme-queues-prod-plan-project"]],
    ]);
  });

  test("has what the profile gives plans, and can't write", () => {
    const statements = target("queues").planRole?.statements ?? [];
    const actions = statements.flatMap((statement) => statement.actions);
    expect(actions).toEqual(["sqs:GetQueueAttributes", "sqs:ListQueueTags"]);
  });

  test("is there for Terraform only", () => {
    expect([target("api").planRole, target("web").planRole]).toEqual([undefined, undefined]);
  });
});

describe("an execution role", () => {
  test("of CloudFormation is assumed by it for this stack alone, in each region", () => {
    expect(target("api").executionRole?.trust).toMatchObject([
      {
        principals: { Service: ["cloudformation.amazonaws.com"] },
        conditions: {
          StringEquals: { "aws:SourceAccount": "200000000003" },
          ArnLikeIfExists: {
            "aws:SourceArn": [
              "arn:aws:cloudformation:eu-central-1:200000000003:stack/api/*",
              "arn:aws:cloudformation:eu-west-1:200000000003:stack/api/*",
            ],
          },
        },
      },
    ]);
  });

  test("of Terraform is assumed by the same account's deploy role alone", () => {
    expect(trusted(target("queues").executionRole?.trust)).toEqual([
      [
        { AWS: ["arn:aws:iam::200000000003:root"] },
        ["arn:aws:iam::200000000003:role/acme-queues-deploy"],
      ],
    ]);
  });

  test("creates roles only where its profile says so", () => {
    const creates = (name: string) =>
      target(name).executionRole?.statements.some(({ actions }) =>
        actions.includes("iam:CreateRole"),
      );
    expect([creates("api"), creates("queues")]).toEqual([true, false]);
  });

  test("passes roles that it created to what runs workloads, and to nothing else", () => {
    const passes = target("api").executionRole?.statements.find(
      ({ sid }) => sid === "PassWorkloadRoles",
    );
    expect(passes?.resources).toEqual(["arn:aws:iam::200000000003:role/acme/api/*"]);
    expect(passes?.conditions?.["StringEquals"]?.["iam:PassedToService"]).not.toContain(
      "cloudformation.amazonaws.com",
    );
  });

  test("is not there for ECS, which changes nothing but the service", () => {
    expect(target("web").executionRole).toBeUndefined();
    expect(target("web").executionBoundary).toBeUndefined();
  });
});
