import type { Statement } from "../../lib/policy/statement";
import { AssumingGroup, type AssumingGroupProps } from "../../modules/assuming-group";
import { statementsOf, synthModule } from "../support/synth-module";

const assume: Statement = {
  sid: "Assume",
  actions: ["sts:AssumeRole"],
  resources: ["arn:aws:iam::*:role/people/developer"],
  conditions: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
};

const group = (props: Partial<AssumingGroupProps> = {}) =>
  synthModule((scope) => {
    new AssumingGroup(scope, "group", {
      groupName: "developers",
      statements: [assume],
      ...props,
    });
  });

describe("a group that assumes roles", () => {
  test("allows that and nothing else, on the conditions given", () => {
    expect(statementsOf(group().the("aws_iam_group_policy")["policy"])).toEqual([
      {
        Sid: "Assume",
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Resource: "arn:aws:iam::*:role/people/developer",
        Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
      },
    ]);
    expect(group().all("aws_iam_group_policy_attachment")).toEqual([]);
  });

  test("may pass session tags as well, where sessions are to carry some", () => {
    const tag: Statement = {
      ...assume,
      sid: "Tag",
      actions: ["sts:TagSession"],
      conditions: { StringEquals: { "aws:RequestTag/team": "${aws:PrincipalTag/team}" } },
    };
    const { policy } = group({ statements: [assume, tag] }).the("aws_iam_group_policy");
    expect(statementsOf(policy).map(({ Action }) => Action)).toEqual([
      "sts:AssumeRole",
      "sts:TagSession",
    ]);
  });

  test("may deny whatever roles it likes", () => {
    const deny: Statement = { ...assume, sid: "Not", effect: "Deny", resources: ["*"] };
    const { policy } = group({ statements: [assume, deny] }).the("aws_iam_group_policy");
    expect(statementsOf(policy).map(({ Effect }) => Effect)).toEqual(["Allow", "Deny"]);
  });

  test("has exactly the members named, each once, and never creates one", () => {
    const synthesized = group({ members: ["zoe", "ada", "zoe"] });
    expect(synthesized.the("aws_iam_group_membership")["users"]).toEqual(["ada", "zoe"]);
    expect(synthesized.all("aws_iam_user")).toEqual([]);
  });

  test("keeps others out where it has no members yet", () => {
    expect(group().the("aws_iam_group_membership")["users"]).toEqual([]);
  });

  test("has the path /, unless told otherwise", () => {
    expect(group().the("aws_iam_group")["path"]).toBe("/");
    expect(group({ path: "/people/" }).the("aws_iam_group")["path"]).toBe("/people/");
  });
});

describe("a group is not made, and the message says what to do, with", () => {
  const roles = Array.from(
    { length: 120 },
    (_, index) => `${assume.resources?.[0] ?? ""}-${index}`,
  );
  test.each<[string, Partial<AssumingGroupProps>, RegExp]>([
    [
      "an action that its members would do without a role",
      { statements: [{ ...assume, actions: ["sts:AssumeRole", "s3:GetObject"] }] },
      /group "developers", statement "Assume": s3:GetObject would be done .* give sts:AssumeRole only/,
    ],
    [
      "a wildcard action",
      { statements: [{ ...assume, actions: ["sts:*"] }] },
      /sts:\* would be done with the users' own keys/,
    ],
    [
      "a deny of something else",
      { statements: [{ ...assume, effect: "Deny", actions: ["s3:*"] }] },
      /s3:\* would be done/,
    ],
    [
      "everything but a few actions",
      { statements: [{ ...assume, actions: [], notActions: ["iam:*"] }] },
      /everything but iam:\* would be done/,
    ],
    [
      "every role of every account",
      { statements: [{ ...assume, resources: ["*"] }] },
      /statement "Assume" is about \*, not about roles; name these by ARN, such as arn:/,
    ],
    [
      "no resource",
      { statements: [{ ...assume, resources: undefined }] },
      /statement "Assume" is about nothing, not about roles/,
    ],
    ["no statement", { statements: [] }, /at least one statement/],
    [
      "a large policy",
      { statements: [{ ...assume, resources: roles }] },
      /policy of group "developers" has \d+ characters; AWS takes 5120/,
    ],
    [
      "a long name",
      { groupName: "x".repeat(129) },
      /name of group "x+" has 129 characters; AWS takes 128/,
    ],
    ["a name with a space", { groupName: "a b" }, /group "a b": its name may have letters/],
    ["a path without slashes", { path: "people" }, /group "developers" has the path "people"/],
  ])("%s", (_, props, message) => {
    expect(() => group(props)).toThrow(message);
  });
});
