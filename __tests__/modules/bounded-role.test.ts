import { LIMITS } from "../../lib/model/limits";
import type { Statement } from "../../lib/policy/statement";
import { BoundedRole, type BoundedRoleProps } from "../../modules/bounded-role";
import { boundaryArn, createRole, createStore, tooling } from "../support/own-app";
import { type SynthesizedModule, statementsOf, synthModule } from "../support/synth-module";

const trust: readonly Statement[] = [
  {
    sid: "Trust",
    actions: ["sts:AssumeRole"],
    principals: { AWS: [tooling.rootArn] },
    conditions: { ArnEquals: { "aws:PrincipalArn": tooling.roleArn("shop-pipeline") } },
  },
];

function role(props: Partial<BoundedRoleProps> = {}): SynthesizedModule {
  return synthModule((scope) => {
    new BoundedRole(scope, "role", {
      roleName: "shop-deploy",
      description: "Deploys the shop",
      trust,
      boundaryArn,
      ...props,
    });
  });
}

/** A statement of about `size` characters. */
function reading(sid: string, size: number): Statement {
  const names = Array.from({ length: Math.ceil(size / 40) }, (_, index) => `${sid}${index}`);
  const resources = names.map((name) => `arn:aws:s3:::${name}/`.padEnd(37, "x"));
  return { sid, actions: ["s3:GetObject"], resources };
}

const overflowOf = (synthesized: SynthesizedModule) =>
  synthesized.all("aws_iam_policy").map(({ policy }) => String(policy));

const resourcesIn = (policies: readonly unknown[]) =>
  policies.flatMap((policy) => statementsOf(policy).flatMap(({ Resource = [] }) => Resource));

describe("a bounded role", () => {
  test("has its boundary and a session of one hour", () => {
    expect(role().the("aws_iam_role")).toMatchObject({
      name: "shop-deploy",
      permissions_boundary: boundaryArn,
      max_session_duration: 3_600,
    });
  });

  test("has the path that is given, or IAM's own", () => {
    expect(role({ path: "/people/" }).the("aws_iam_role")["path"]).toBe("/people/");
    expect(role().the("aws_iam_role")).not.toHaveProperty("path");
    expect(() => role({ path: "people" })).toThrow(
      'role "shop-deploy" has the path "people": a path begins and ends with a slash',
    );
  });

  test("is assumed by whom it trusts, on the conditions given", () => {
    const { assume_role_policy: policy } = role().the("aws_iam_role");
    expect(statementsOf(policy)).toEqual([
      {
        Sid: "Trust",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::111111111111:root" },
        Action: "sts:AssumeRole",
        Condition: {
          ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::111111111111:role/shop-pipeline" },
        },
      },
    ]);
  });

  test("is not made where it would trust nobody", () => {
    expect(() => role({ trust: [] })).toThrow('role "shop-deploy" trusts nobody');
  });

  test("is not made where its trust is not narrowed", () => {
    const wide = trust.map((statement) => ({ ...statement, conditions: undefined }));
    expect(() => role({ trust: wide })).toThrow(
      'role "shop-deploy": trust statement "Trust" has no conditions',
    );
    const empty = trust.map((statement) => ({ ...statement, conditions: {} }));
    expect(() => role({ trust: empty })).toThrow("has no conditions");
  });

  test("has no policy where nothing is allowed", () => {
    expect(role().all("aws_iam_role_policy")).toEqual([]);
  });

  test("names itself where its name or trust is longer than AWS takes", () => {
    const roleName = "x".repeat(65);
    expect(() => role({ roleName })).toThrow(
      `the name of role "${roleName}" has 65 characters; AWS takes 64`,
    );
    const roles = Array.from({ length: 60 }, (_, index) => tooling.roleArn(`shop-${index}`));
    const long = trust.map((statement) => ({
      ...statement,
      conditions: { ArnEquals: { "aws:PrincipalArn": roles } },
    }));
    expect(() => role({ trust: long })).toThrow(
      /the trust policy of role "shop-deploy" has \d+ characters; AWS takes 2048/,
    );
  });
});

describe("what a bounded role may do", () => {
  test("is one inline policy as long as it fits", () => {
    const synthesized = role({ statements: [reading("A", 9_000)] });
    expect(resourcesIn([synthesized.the("aws_iam_role_policy")["policy"]])).toHaveLength(225);
    expect(synthesized.all("aws_iam_policy")).toEqual([]);
  });

  test("overflows into attached policies within their limit, and nothing is lost", () => {
    const statements = ["A", "B", "C"].map((sid) => reading(sid, 9_000));
    const synthesized = role({ statements });
    const inline = String(synthesized.the("aws_iam_role_policy")["policy"]);
    const overflow = overflowOf(synthesized);
    expect(inline.length).toBeLessThanOrEqual(LIMITS.roleInline);
    expect(overflow.length).toBeGreaterThan(1);
    for (const policy of overflow) expect(policy.length).toBeLessThanOrEqual(LIMITS.managedPolicy);
    expect(synthesized.all("aws_iam_role_policy_attachment")).toHaveLength(overflow.length);
    const given = statements.flatMap(({ resources = [] }) => resources);
    expect(resourcesIn([inline, ...overflow]).sort()).toEqual([...given].sort());
  });

  test("is refused by name where it needs more policies than a role carries", () => {
    const statements = Array.from({ length: 12 }, (_, index) => reading(`S${index}x`, 6_000));
    expect(() => role({ statements })).toThrow(
      /what role "shop-deploy" may do has 11 policies beside the inline one; AWS takes 10/,
    );
  });

  test("grows with each grant, and is packed anew", () => {
    const synthesized = synthModule((scope) => {
      const granted = createRole(scope, "shop-build", [reading("A", 5_000)]);
      granted.grant([reading("B", 5_000)]);
      granted.grant([reading("C", 5_000)]);
    });
    const policies = [synthesized.the("aws_iam_role_policy")["policy"], ...overflowOf(synthesized)];
    expect(policies).toHaveLength(2);
    expect(new Set(resourcesIn(policies)).size).toBe(375);
  });

  test("has a Sid for each statement, also where two grants give them the same", () => {
    const synthesized = synthModule((scope) => {
      const granted = createRole(scope, "shop-build");
      createStore(scope, "shop-one").grantRead(granted);
      createStore(scope, "shop-two").grantRead(granted);
    });
    const { policy } = synthesized.the("aws_iam_role_policy");
    expect(statementsOf(policy).map(({ Sid }) => Sid)).toEqual([
      "ReadArtifacts",
      "ArtifactKey",
      "ReadArtifacts2",
      "ArtifactKey2",
    ]);
  });

  test("is refused where a statement names nothing", () => {
    const statement = { sid: "Nothing", actions: ["s3:GetObject"], resources: [] };
    expect(() => role({ statements: [statement] })).toThrow('"Nothing" names no resource');
    const idle = { sid: "Idle", actions: [], resources: ["*"] };
    expect(() => role({ statements: [idle] })).toThrow('"Idle" names no action');
  });
});
