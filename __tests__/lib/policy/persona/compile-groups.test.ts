import { parse, stringify } from "yaml";
import { LIMITS } from "../../../../lib/model/limits";
import { type CompiledGroup, compileGroups } from "../../../../lib/policy/persona/compile-groups";
import { policySize } from "../../../../lib/policy/render-policy";
import { GOLDEN_TEXT, validPlatform } from "../../../support/platform-file";
import { BY_USERS } from "../../../support/trust-of";

interface Options {
  readonly personas: object;
  readonly groups: readonly { name: string; personas: readonly string[] }[];
  /** Accounts beside the golden platform's, for inspect. */
  readonly accounts?: number;
  readonly signIn?: object;
}

async function groupsOf({ personas, groups, accounts = 0, signIn }: Options) {
  const config = parse(GOLDEN_TEXT) as { accounts: object };
  const more = Array.from({ length: accounts }, (_, index) => [
    `more-${index}`,
    { id: String(400_000_000_000 + index), environment: "dev", regions: ["eu-west-1"] },
  ]);
  const platform = await validPlatform(
    stringify({
      ...config,
      accounts: { ...config.accounts, ...(Object.fromEntries(more) as object) },
      personas,
      groups: groups.map((group) => ({ ...group, source: "created" })),
      identity: { mode: "iam", ...BY_USERS, ...(signIn === undefined ? {} : { signIn }) },
    }),
  );
  return compileGroups(platform);
}

const inspector = {
  description: "Looks into dev.",
  grants: [{ capabilities: ["inspect"], accounts: { environments: ["dev"] } }],
};
const member = {
  description: "Works on the team's pipelines.",
  grants: [{ capabilities: ["view"], pipelines: "own-team" }],
};
const INSPECTORS = [{ name: "inspectors", personas: ["inspector"] }];

const only = ([group, ...more]: readonly CompiledGroup[]): CompiledGroup => {
  if (group === undefined || more.length > 0) throw new Error("not one group");
  return group;
};

describe("a group's right to take roles", () => {
  test("names each by its account as long as that fits, whatever the number", async () => {
    const { statements } = only(
      await groupsOf({ personas: { inspector }, groups: INSPECTORS, accounts: 60 }),
    );
    expect(statements).toHaveLength(1);
    expect(statements[0]?.resources).toHaveLength(61);
    expect(statements[0]?.resources).toContain(
      "arn:aws:iam::200000000001:role/acme/people/acme-inspector",
    );
    expect(statements[0]?.conditions).toBeUndefined();
  });

  test("is of constant size beyond, for the organization's accounts alone", async () => {
    const sizes = await Promise.all(
      [120, 240].map(async (accounts) => {
        const { statements } = only(
          await groupsOf({ personas: { inspector }, groups: INSPECTORS, accounts }),
        );
        expect(statements).toEqual([
          {
            sid: "Assume",
            actions: ["sts:AssumeRole"],
            resources: ["arn:aws:iam::*:role/acme/people/acme-inspector"],
            conditions: { StringEquals: { "aws:ResourceOrgID": "o-a1b2c3d4e5" } },
          },
        ]);
        return policySize(statements);
      }),
    );
    expect(sizes[0]).toBe(sizes[1]);
    expect(sizes[0]).toBeLessThan(LIMITS.groupInline);
  });

  test("takes the team along where a persona's grants are about it", async () => {
    const groups = [{ name: "team", personas: ["inspector", "member"] }];
    const personas = { inspector, member };
    for (const accounts of [0, 120]) {
      const { statements } = only(await groupsOf({ personas, groups, accounts }));
      expect(statements[1]).toEqual({
        sid: "OwnTeam",
        actions: ["sts:TagSession"],
        resources: ["arn:aws:iam::100000000002:role/acme/people/acme-member"],
        conditions: {
          "ForAllValues:StringEquals": { "aws:TagKeys": ["team"] },
          StringEquals: { "aws:RequestTag/team": "${aws:PrincipalTag/team}" },
        },
      });
    }
  });

  test("leaves out personas that are off, and with all of them off there is no group", async () => {
    const off = { ...inspector, enabled: false };
    const personas = { inspector, member, off };
    const [first, ...more] = await groupsOf({
      personas,
      groups: [
        { name: "mixed", personas: ["inspector", "member", "off"] },
        { name: "off", personas: ["off"] },
      ],
    });
    expect(more).toEqual([]);
    expect(first?.statements[0]?.resources?.some((arn) => arn.endsWith("-off"))).toBe(false);
  });

  test("is the provider's to give where there is one", async () => {
    const signIn = { by: "saml", providerName: "directory" };
    expect(await groupsOf({ personas: { inspector }, groups: INSPECTORS, signIn })).toEqual([]);
  });
});
