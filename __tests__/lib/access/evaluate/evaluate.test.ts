import { ALLOW_ALL, decideCase, policyOf } from "./decide-case";

const ROLE = "arn:aws:iam::111111111111:role/Deploy";
const BASE = {
  id: 1,
  principal: "arn:aws:sts::111111111111:assumed-role/Deploy/run",
  action: "s3:GetObject",
  resource: "arn:aws:s3:::artifacts/x",
  identityPolicies: [ALLOW_ALL],
};
const DENY_S3 = policyOf({ Effect: "Deny", Action: "s3:*" });
const KMS_ONLY = policyOf({ Action: "kms:*" });

function resourcePolicy(AWS: unknown, more: object = {}): object {
  return policyOf({ Principal: { AWS }, ...more });
}

describe("what is missing is told:", () => {
  test.each<[string, object]>([
    ["no identity policy allows it", { identityPolicies: [KMS_ONLY] }],
    ["the permissions boundary does not allow it", { permissionBoundary: KMS_ONLY }],
    ["no session policy allows it", { sessionPolicies: [KMS_ONLY, KMS_ONLY] }],
    ["no SCP of level 2 allows it", { scps: [[ALLOW_ALL], [KMS_ONLY]] }],
    ["no SCP of level 1 allows it", { scps: [[], [ALLOW_ALL]] }],
    ["no RCP of level 1 allows it", { rcps: [[policyOf({ Principal: "*", Action: "kms:*" })]] }],
    [
      "the resource has no policy, and without one nobody gets in this way",
      { resourceAccount: "222222222222" },
    ],
    [
      "the resource's policy does not allow it",
      { resourceAccount: "222222222222", resourcePolicy: resourcePolicy("333333333333") },
    ],
    [
      "the action does not reach resources of another account",
      {
        action: "s3:PutBucketPolicy",
        resource: "arn:aws:s3:::artifacts",
        resourceAccount: "222222222222",
        resourcePolicy: resourcePolicy("*"),
      },
    ],
    [
      "such a caller can't make this call, whatever the policies say",
      {
        principal: "arn:aws:iam::111111111111:root",
        action: "sts:AssumeRole",
        resource: ROLE,
        resourcePolicy: resourcePolicy("*"),
      },
    ],
  ])("%s", (lacks, changes) => {
    expect(decideCase({ ...BASE, ...changes })).toEqual({
      kind: "implicitlyDenied",
      by: [],
      lacks,
    });
  });
});

/** Where the statements stand that a verdict cites. */
function cited(changes: object): readonly string[] {
  return decideCase({ ...BASE, ...changes }).by.map(({ source, path }) => `${source.name} ${path}`);
}

describe("the evidence is", () => {
  test("one allow of each layer, what grants first", () => {
    expect(
      cited({
        resourceAccount: "222222222222",
        resourcePolicy: resourcePolicy("111111111111"),
        permissionBoundary: ALLOW_ALL,
        sessionPolicies: [KMS_ONLY, ALLOW_ALL],
        scps: [[ALLOW_ALL], [KMS_ONLY, ALLOW_ALL]],
      }),
    ).toEqual([
      "resourcePolicy $.Statement[0]",
      "identityPolicies[0] $.Statement[0]",
      "permissionBoundary $.Statement[0]",
      "sessionPolicies[1] $.Statement[0]",
      "scps[0][0] $.Statement[0]",
      "scps[1][1] $.Statement[0]",
    ]);
  });

  test("the identity policy alone where the bucket's policy only names the account", () => {
    expect(cited({ resourcePolicy: resourcePolicy("111111111111") })).toEqual([
      "identityPolicies[0] $.Statement[0]",
    ]);
  });

  test("the resource's policy alone where it names the session", () => {
    const given = { resourcePolicy: resourcePolicy(BASE.principal), permissionBoundary: KMS_ONLY };
    expect(cited(given)).toEqual(["resourcePolicy $.Statement[0]"]);
  });

  test("every deny that applies, and no allow", () => {
    expect(cited({ identityPolicies: [ALLOW_ALL, DENY_S3], scps: [[ALLOW_ALL, DENY_S3]] })).toEqual(
      ["identityPolicies[1] $.Statement[0]", "scps[0][1] $.Statement[0]"],
    );
  });

  test("with the statement's Sid and effect", () => {
    const verdict = decideCase({ ...BASE, identityPolicies: [policyOf({ Sid: "All" })] });
    expect(verdict.by).toEqual([
      {
        source: { name: "identityPolicies[0]" },
        path: "$.Statement[0]",
        sid: "All",
        effect: "Allow",
      },
    ]);
  });
});

describe("whose SCPs and RCPs", () => {
  const deny = { scps: [[ALLOW_ALL, DENY_S3]] };
  const rcps = [[policyOf({ Principal: "*", Effect: "Deny" })]];
  const linked =
    "arn:aws:iam::111111111111:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX";

  test.each<[string, object, string]>([
    ["SCPs reach a role", deny, "explicitlyDenied"],
    [
      "SCPs reach a root user",
      { ...deny, principal: ROLE.replace("role/Deploy", "root") },
      "explicitlyDenied",
    ],
    [
      "SCPs don't reach the management account",
      { ...deny, managementAccount: "111111111111" },
      "allowed",
    ],
    ["SCPs don't reach a service-linked role", { ...deny, principal: linked }, "allowed"],
    [
      "SCPs don't reach a service-linked role's session",
      {
        ...deny,
        principal: "arn:aws:sts::111111111111:assumed-role/AWSServiceRoleForX/s",
        context: { "aws:PrincipalArn": linked },
      },
      "allowed",
    ],
    ["RCPs reach a bucket", { rcps }, "explicitlyDenied"],
    [
      "RCPs don't reach what doesn't support them",
      { rcps, action: "sns:Publish", resource: "arn:aws:sns:eu-west-1:111111111111:t" },
      "allowed",
    ],
    [
      "RCPs don't reach the management account's resources",
      { rcps, managementAccount: "111111111111" },
      "allowed",
    ],
    ["RCPs don't reach a service-linked role", { rcps, principal: linked }, "allowed"],
    ["an RCP without an allow leaves what RCPFullAWSAccess allows", { rcps: [[], []] }, "allowed"],
  ])("%s", (_, changes, kind) => {
    expect(decideCase({ ...BASE, ...changes }).kind).toBe(kind);
  });
});

describe("a root user", () => {
  const principal = "arn:aws:iam::111111111111:root";

  test("needs no policy in its account, but for keys", () => {
    expect(decideCase({ ...BASE, principal, identityPolicies: [] }).kind).toBe("allowed");
    const key = {
      action: "kms:Decrypt",
      resource: "arn:aws:kms:eu-west-1:111111111111:key/k",
      principal,
    };
    expect(decideCase({ ...BASE, ...key }).kind).toBe("implicitlyDenied");
  });

  test("keeps the bucket's policy in its hands, and nothing else", () => {
    const locked = { principal, resourcePolicy: resourcePolicy("*", { Effect: "Deny" }) };
    const policy = { action: "s3:PutBucketPolicy", resource: "arn:aws:s3:::artifacts" };
    expect(decideCase({ ...BASE, ...locked, ...policy }).kind).toBe("allowed");
    expect(decideCase({ ...BASE, ...locked }).kind).toBe("explicitlyDenied");
    expect(decideCase({ ...BASE, ...locked, ...policy, principal: ROLE }).kind).toBe(
      "explicitlyDenied",
    );
  });
});

test("a federated user has what its session policies allow, and without them nothing", () => {
  const principal = "arn:aws:sts::111111111111:federated-user/ada";
  const decided = (changes: object) => decideCase({ ...BASE, principal, ...changes }).kind;
  expect(decided({})).toBe("implicitlyDenied");
  expect(decided({ sessionPolicies: [ALLOW_ALL] })).toBe("allowed");
  const byUser = resourcePolicy("arn:aws:iam::111111111111:user/ada");
  expect(decided({ identityPolicies: [], resourcePolicy: byUser })).toBe("implicitlyDenied");
  expect(decided({ identityPolicies: [], resourcePolicy: resourcePolicy(principal) })).toBe(
    "allowed",
  );
});

test("a token is good for roles of the provider's account alone", () => {
  const federated = "arn:aws:iam::111111111111:oidc-provider/idp.example.com";
  const policy = policyOf({ Principal: { Federated: federated }, Action: "sts:*" });
  const token = { principal: { federated }, action: "sts:AssumeRoleWithWebIdentity" };
  const decided = (resource: string) =>
    decideCase({ ...BASE, ...token, resource, resourcePolicy: policy }).kind;
  expect(decided(ROLE)).toBe("allowed");
  expect(decided("arn:aws:iam::222222222222:role/Deploy")).toBe("implicitlyDenied");
});

test("the anonymous get into what takes unsigned requests, and into nothing else", () => {
  const anyone = { principal: "*", resourcePolicy: resourcePolicy("*") };
  expect(decideCase({ ...BASE, ...anyone }).kind).toBe("allowed");
  const secret = {
    action: "secretsmanager:GetSecretValue",
    resource: "arn:aws:secretsmanager:eu-west-1:111111111111:secret:s",
  };
  expect(decideCase({ ...BASE, ...anyone, ...secret }).kind).toBe("implicitlyDenied");
});

test("whose a bucket is stays unknown where nothing says so, and the context is incomplete", () => {
  const Condition = { StringEquals: { "aws:ResourceAccount": "111111111111" } };
  const given = { ...BASE, identityPolicies: [policyOf({ Condition })] };
  expect(decideCase(given).kind).toBe("allowed");
  expect(decideCase({ ...given, complete: false }).kind).toBe("conditional");
  expect(decideCase({ ...given, complete: false, resourceAccount: "111111111111" }).kind).toBe(
    "allowed",
  );
});

test("tags that differ in case alone leave it open which of them is meant", () => {
  const Condition = { StringEquals: { "aws:ResourceTag/team": "red" } };
  const given = { ...BASE, identityPolicies: [policyOf({ Condition })] };
  const tags = { "aws:ResourceTag/Team": "red", "aws:ResourceTag/team": "blue" };
  expect(decideCase({ ...given, context: tags }).kind).toBe("conditional");
  const same = { "aws:ResourceTag/Team": "red", "aws:ResourceTag/team": "red" };
  expect(decideCase({ ...given, context: same }).kind).toBe("allowed");
});

test("the role of a permission set has a path that its session's ARN doesn't tell", () => {
  const principal =
    "arn:aws:sts::111111111111:assumed-role/AWSReservedSSO_Dev_0123456789abcdef/ada";
  const arn =
    "arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Dev_0123456789abcdef";
  const Condition = { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/aws-reserved/*" } };
  const given = { ...BASE, principal, identityPolicies: [policyOf({ Condition })] };
  expect(decideCase(given).kind).toBe("conditional");
  expect(decideCase({ ...given, context: { "aws:PrincipalArn": arn } }).kind).toBe("allowed");
});
