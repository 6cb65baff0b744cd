import { ALLOW_ALL, decideCase, policyOf } from "./decide-case";

const ROLE = "arn:aws:iam::111111111111:role/Deploy";
const BASE = {
  id: 1,
  principal: "arn:aws:sts::111111111111:assumed-role/Deploy/run",
  action: "s3:GetObject",
  resource: "arn:aws:s3:::artifacts/x",
  identityPolicies: [ALLOW_ALL],
};

describe("what a verdict hangs on is told in words:", () => {
  function open(changes: object): object {
    return decideCase({ ...BASE, complete: false, ...changes });
  }
  const place = "(identityPolicies[0] $.Statement[0])";

  test("a condition of an allow", () => {
    const Condition = { IpAddress: { "aws:SourceIp": ["10.0.0.0/8", "172.16.0.0/12"] } };
    expect(open({ identityPolicies: [policyOf({ Condition })] })).toMatchObject({
      kind: "conditional",
      when: `allowed if aws:SourceIp is in 10.0.0.0/8 or 172.16.0.0/12 ${place}`,
      keys: ["aws:SourceIp"],
    });
  });

  test("conditions of a deny, all of which must hold, and only those that are open", () => {
    const Condition = {
      Bool: { "aws:MultiFactorAuthPresent": "false" },
      ArnLike: { "aws:PrincipalArn": ROLE },
      Null: { "aws:RequestTag/team": "true" },
    };
    const deny = policyOf({ Effect: "Deny", Condition });
    expect(open({ identityPolicies: [deny, ALLOW_ALL] })).toMatchObject({
      kind: "conditional",
      when: `denied if aws:MultiFactorAuthPresent is false and aws:RequestTag/team is absent ${place}`,
      keys: ["aws:MultiFactorAuthPresent", "aws:RequestTag/team"],
      by: [
        { source: { name: "identityPolicies[0]" } },
        { source: { name: "identityPolicies[1]" } },
      ],
    });
  });

  test("a variable in a resource", () => {
    const Resource = "arn:aws:s3:::artifacts/${aws:PrincipalTag/team}";
    expect(open({ identityPolicies: [policyOf({ Resource })] })).toMatchObject({
      when: `allowed if the resource is within ${Resource} ${place}`,
      keys: ["aws:PrincipalTag/team"],
    });
  });

  test("a variable in a condition", () => {
    const Condition = { StringEquals: { "s3:prefix": "${aws:PrincipalTag/team}" } };
    expect(
      open({ identityPolicies: [policyOf({ Condition })], context: { "s3:prefix": "a" } }),
    ).toMatchObject({ keys: ["aws:PrincipalTag/team", "s3:prefix"] });
  });

  test("which session of a role calls", () => {
    const given = {
      principal: ROLE,
      resourcePolicy: policyOf({ Principal: { AWS: BASE.principal } }),
    };
    expect(open({ ...given, identityPolicies: [] })).toMatchObject({
      when: `allowed if the caller counts as ${BASE.principal} (resourcePolicy $.Statement[0])`,
    });
  });

  test("no other allow matters where one is certain", () => {
    const maybe = policyOf({ Condition: { Bool: { "aws:SecureTransport": "true" } } });
    expect(open({ identityPolicies: [maybe, ALLOW_ALL] })).toMatchObject({ kind: "allowed" });
    expect(open({ identityPolicies: [maybe, ALLOW_ALL], scps: [[maybe]] })).toMatchObject({
      when: "allowed if aws:SecureTransport is true (scps[0][0] $.Statement[0])",
    });
  });
});
