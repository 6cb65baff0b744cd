import { accountsOf } from "../../../../lib/policy/persona/account-allows";
import type { Statement } from "../../../../lib/policy/statement";
import { sayings } from "../../../support/arbitrary-statements";
import { decide } from "../../../support/decide";
import {
  type GrantInput,
  policyOf,
  statementsOf,
  withPersona,
  withSettings,
} from "../../../support/persona-policies";
import { sessionIn } from "../../../support/question";

const TOOLING = "100000000002";
const ELSEWHERE = { StringNotEquals: { "aws:PrincipalAccount": TOOLING } };

async function allowsOf(...grants: readonly GrantInput[]): Promise<Statement[]> {
  const { platform } = await withPersona(...grants);
  return statementsOf(platform, "custom").filter(({ effect }) => effect !== "Deny");
}

async function actionsOf(...grants: readonly GrantInput[]): Promise<string[]> {
  return sayings(await allowsOf(...grants)).map((line) => {
    const [, action] = JSON.parse(line) as [string, string];
    return action;
  });
}

describe("capabilities in target accounts", () => {
  const inspect = (accounts: unknown): GrantInput => ({ capabilities: ["inspect"], accounts });

  test("never hold in the tooling account, where the same permission set is assigned too", async () => {
    const { platform, persona } = await withPersona(
      { capabilities: ["view"], pipelines: "all" },
      inspect({ environments: ["dev", "prod"] }),
    );
    expect(accountsOf(platform, persona)).toEqual([TOOLING, "200000000001", "200000000003"]);
    const inspects = statementsOf(platform, "custom").filter(({ sid }) => sid.includes("Inspect"));
    expect(inspects.length).toBeGreaterThan(0);
    for (const { conditions = {} } of inspects) {
      const { StringEquals: { "aws:PrincipalAccount": only = [] } = {}, StringNotEquals } =
        conditions;
      const isElsewhere = StringNotEquals?.["aws:PrincipalAccount"] === TOOLING;
      expect(isElsewhere || (only.length > 0 && !only.includes(TOOLING))).toBe(true);
    }
  });

  test("hold in an account's own regions, and those that all accounts use name no account", async () => {
    const statements = await allowsOf(inspect({ environments: ["dev", "prod"] }));
    const lists = statements.filter(({ actions }) => actions.includes("ecs:ListClusters"));
    expect(lists.map(({ conditions }) => conditions)).toEqual(
      expect.arrayContaining([
        { ...ELSEWHERE, StringEquals: { "aws:RequestedRegion": ["eu-west-1"] } },
        {
          StringEquals: {
            "aws:PrincipalAccount": ["200000000003"],
            "aws:RequestedRegion": ["eu-central-1"],
          },
        },
      ]),
    );
    expect(lists).toHaveLength(2);
  });

  test("of one account hold in its regions together", async () => {
    const statements = await allowsOf(inspect({ names: ["prod"] }));
    for (const { conditions } of statements)
      expect(conditions?.["StringEquals"]).toEqual({
        "aws:RequestedRegion": ["eu-central-1", "eu-west-1"],
      });
  });

  test("of hundreds of accounts fit, and hold in exactly the regions of each", async () => {
    const account = (index: number) => ({
      id: String(300_000_000_000 + index),
      environment: "dev",
      regions: [
        "eu-west-1",
        ...(index % 2 === 0 ? ["us-east-1"] : []),
        ...(index > 9 ? ["us-east-2"] : []),
      ],
    });
    const platform = await withSettings(
      Array.from({ length: 500 }, (_, index) => ({
        path: ["accounts", `more-${index}`],
        value: account(index),
      })),
      { capabilities: ["view"], pipelines: "all" },
      inspect({ environments: ["dev"] }),
    );
    const policy = policyOf(platform, "custom");
    const may = (id: string, region: string) =>
      decide(policy, {
        action: "ecs:ListClusters",
        resource: "*",
        context: sessionIn(id, region),
      }) === "allowed";
    const wrong = [0, 1, 8, 9, 10, 11, 250, 498, 499]
      .map(account)
      .flatMap(({ id, regions }) =>
        ["eu-west-1", "us-east-1", "us-east-2"].filter(
          (region) => may(id, region) !== regions.includes(region),
        ),
      );
    expect(wrong).toEqual([]);
    expect(may(TOOLING, "us-east-2")).toBe(false);
    const lists = statementsOf(platform, "custom").flatMap(({ conditions = {} }) =>
      Object.values(conditions).map((keys) => [keys["aws:PrincipalAccount"] ?? []].flat().length),
    );
    expect(Math.max(...lists)).toBeLessThanOrEqual(200);
  });

  test("of the team's own name a region only where their accounts use it", async () => {
    const platform = await withSettings(
      [
        {
          path: ["capabilities", "see-alarms"],
          value: {
            description: "Sees alarms.",
            on: "accounts",
            permissions: [
              {
                actions: ["cloudwatch:DescribeAlarms"],
                resources: ["arn:{partition}:cloudwatch:{region}:{account}:alarm:*"],
              },
              { actions: ["cloudwatch:DescribeAnomalyDetectors"], resources: ["*"] },
            ],
          },
        },
      ],
      { capabilities: ["see-alarms"], accounts: { environments: ["dev", "prod"] } },
    );
    const statements = statementsOf(platform, "custom").filter(
      ({ effect = "Allow" }) => effect === "Allow",
    );
    expect(statements.map(({ resources, conditions }) => ({ resources, conditions }))).toEqual(
      expect.arrayContaining([
        { resources: ["*"], conditions: ELSEWHERE },
        { resources: ["arn:aws:cloudwatch:eu-west-1:*:alarm:*"], conditions: ELSEWHERE },
        {
          resources: ["arn:aws:cloudwatch:eu-central-1:*:alarm:*"],
          conditions: { StringEquals: { "aws:PrincipalAccount": ["200000000003"] } },
        },
      ]),
    );
    expect(statements).toHaveLength(3);
  });

  test("that hold in some of the persona's accounts name those", async () => {
    const statements = await allowsOf(inspect({ environments: ["dev", "prod"] }), {
      capabilities: ["operate"],
      accounts: { environments: ["dev"] },
    });
    const operate = statements.filter(({ sid }) => sid.includes("Operate"));
    expect(operate.length).toBeGreaterThan(0);
    for (const { conditions } of operate) {
      expect(conditions).toMatchObject({
        StringEquals: {
          "aws:PrincipalAccount": ["200000000001"],
          "aws:RequestedRegion": ["eu-west-1"],
        },
      });
    }
  });

  test("only read, for whoever inspects", async () => {
    const actions = await actionsOf(inspect({ names: ["prod"] }));
    expect(
      actions.filter((action) => !/:(Describe|Get|List|Filter|StartQuery)/.test(action)),
    ).toEqual([]);
    expect(actions).not.toContain("s3:GetObject");
  });
});
