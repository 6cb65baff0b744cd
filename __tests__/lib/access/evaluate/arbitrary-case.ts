import fc from "fast-check";

export interface Statement {
  readonly [element: string]: unknown;
}

export interface Document {
  readonly Version?: string;
  readonly Statement: readonly Statement[];
}

export interface Case {
  readonly id: string;
  readonly principal: unknown;
  readonly action: string;
  readonly resource: string;
  readonly resourceAccount?: string;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  readonly complete?: boolean;
  readonly identityPolicies: readonly Document[];
  readonly permissionBoundary?: Document;
  readonly sessionPolicies?: readonly Document[];
  readonly scps?: readonly (readonly Document[])[];
  readonly rcps?: readonly (readonly Document[])[];
  readonly resourcePolicy?: Document;
}

const A = "111111111111";
const B = "222222222222";

/** Few names, so that what is written here often meets. */
const PRINCIPALS: readonly unknown[] = [
  `arn:aws:iam::${A}:user/ada`,
  `arn:aws:iam::${A}:role/Deploy`,
  `arn:aws:sts::${A}:assumed-role/Deploy/run`,
  `arn:aws:iam::${A}:root`,
  { service: "codepipeline.amazonaws.com" },
  { federated: `arn:aws:iam::${A}:oidc-provider/idp.example.com` },
  "*",
];

const NAMED: readonly unknown[] = [
  "*",
  "*",
  { AWS: "*" },
  { AWS: A },
  { AWS: [`arn:aws:iam::${A}:root`, B] },
  { AWS: `arn:aws:iam::${A}:user/ada` },
  { AWS: `arn:aws:iam::${A}:role/Deploy` },
  { AWS: `arn:aws:sts::${A}:assumed-role/Deploy/run` },
  { Service: "codepipeline.amazonaws.com" },
  { Federated: `arn:aws:iam::${A}:oidc-provider/idp.example.com` },
];

const TARGETS: readonly (readonly [action: string, resource: string, account: string])[] = [
  ["s3:GetObject", "arn:aws:s3:::artifacts/red/x", A],
  ["s3:GetObject", "arn:aws:s3:::artifacts/red/x", A],
  ["s3:GetObject", "arn:aws:s3:::artifacts/red/x", A],
  ["s3:GetObject", "arn:aws:s3:::artifacts/red/x", B],
  ["s3:PutObject", "arn:aws:s3:::artifacts/blue/*", A],
  ["kms:Decrypt", `arn:aws:kms:eu-west-1:${A}:key/k`, A],
  ["kms:Decrypt", `arn:aws:kms:eu-west-1:${B}:key/k`, B],
  ["sts:AssumeRole", `arn:aws:iam::${A}:role/Target`, A],
  ["sts:AssumeRole", `arn:aws:iam::${B}:role/Target`, B],
  ["sts:AssumeRoleWithWebIdentity", `arn:aws:iam::${A}:role/Target`, A],
  ["codepipeline:ListPipelines", "*", A],
];

const ACTIONS = [
  "*",
  "*",
  "*",
  "s3:*",
  "s3:GetObject",
  "S3:get*",
  "kms:*",
  "sts:*",
  "codepipeline:*",
];
const RESOURCES = [
  "*",
  "*",
  "*",
  "*",
  "arn:aws:s3:::artifacts/*",
  "arn:aws:s3:::artifacts/red/*",
  "arn:aws:s3:::artifacts/${aws:PrincipalTag/team}/*",
  "arn:aws:s3:::artifacts/${aws:PrincipalTag/team, 'red'}/*",
  `arn:aws:kms:*:${A}:key/*`,
  "arn:aws:kms:*:*:key/k",
  "arn:aws:iam::*:role/Target",
];

export const KEYS = [
  "aws:PrincipalTag/team",
  "aws:SourceIp",
  "aws:TagKeys",
  "aws:MultiFactorAuthAge",
];
const VALUES = ["red", "blue", "", "10.0.0.1", "300", "re*", "true"];

const OPERATORS = [
  "StringEquals",
  "StringNotEquals",
  "StringLike",
  "StringNotLike",
  "NumericLessThan",
];
const PREFIXES = ["", "", "", "ForAllValues:", "ForAnyValue:"];

const oneOrMore = (values: readonly string[]) =>
  fc.oneof(
    fc.constantFrom(...values),
    fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }),
  );

const operator = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(...PREFIXES),
      fc.constantFrom(...OPERATORS),
      fc.constantFrom("", "IfExists"),
    )
    .map((parts) => parts.join("")),
  fc.constantFrom("IpAddress", "NotIpAddress", "NumericNotEquals", "Bool"),
);

const condition = fc.oneof(
  fc.dictionary(
    operator,
    fc.dictionary(
      fc.constantFrom(...KEYS),
      oneOrMore([...VALUES, "${aws:PrincipalTag/team}", "10.0.0.0/8"]),
      { minKeys: 1, maxKeys: 2 },
    ),
    { minKeys: 1, maxKeys: 2 },
  ),
  fc.record({
    Null: fc.dictionary(fc.constantFrom(...KEYS), fc.constantFrom("true", "false"), {
      minKeys: 1,
      maxKeys: 1,
    }),
  }),
);

const body = (effect: fc.Arbitrary<string>) =>
  fc
    .tuple(
      fc.record({ Effect: effect }),
      negatable("Action", oneOrMore(ACTIONS)),
      negatable("Resource", oneOrMore(RESOURCES)),
      fc.oneof(
        { weight: 2, arbitrary: fc.constant({}) },
        { weight: 1, arbitrary: fc.record({ Condition: condition }) },
      ),
    )
    .map((parts): Statement => Object.assign({}, ...parts) as Statement);

function negatable(element: string, value: fc.Arbitrary<unknown>): fc.Arbitrary<Statement> {
  return fc
    .tuple(fc.constantFrom("", "", "", "", "", "", "", "Not"), value)
    .map(([not, given]) => ({ [`${not}${element}`]: given }));
}

const named = (statement: fc.Arbitrary<Statement>, negated: boolean) =>
  fc.tuple(statement, fc.constantFrom(...NAMED), fc.nat(5)).map(([one, who, not]) => ({
    ...one,
    [negated && not === 0 ? "NotPrincipal" : "Principal"]: who,
  }));

const effects = fc.constantFrom("Allow", "Allow", "Allow", "Allow", "Deny");
const documentOf = (statement: fc.Arbitrary<Statement>): fc.Arbitrary<Document> =>
  fc.record({
    Version: fc.constantFrom("2012-10-17", "2012-10-17", "2008-10-17"),
    Statement: fc.array(statement, { minLength: 1, maxLength: 3 }),
  });

const ALLOW_ALL: Document = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
};

const everyone = (statement: fc.Arbitrary<Statement>) =>
  statement.map((one): Statement => ({ ...one, Principal: "*" }));

const identityStatement = body(effects);
export const denyStatement = body(fc.constant("Deny"));
export const identityDocument = documentOf(identityStatement);
export const resourceDocument = documentOf(named(identityStatement, true));
export const rcpDocument = documentOf(everyone(identityStatement));

/** Mostly what lets everything through, so that other layers get to decide. */
const wide = fc.oneof(
  { weight: 1, arbitrary: identityDocument },
  { weight: 4, arbitrary: fc.constant(ALLOW_ALL) },
);

export const context = fc.dictionary(
  fc.constantFrom(...KEYS),
  fc.oneof(fc.constantFrom(...VALUES), fc.array(fc.constantFrom(...VALUES), { maxLength: 2 })),
);

export const arbitraryCase: fc.Arbitrary<Case> = fc
  .record(
    {
      id: fc.constant("case"),
      principal: fc.constantFrom(
        ...PRINCIPALS,
        ...PRINCIPALS.slice(0, 3),
        ...PRINCIPALS.slice(0, 3),
      ),
      target: fc.constantFrom(...TARGETS),
      context,
      complete: fc.constant(true),
      identityPolicies: fc.array(fc.oneof(identityDocument, wide), { minLength: 1, maxLength: 3 }),
      permissionBoundary: wide,
      sessionPolicies: fc.array(wide, { maxLength: 2 }),
      scps: fc.array(fc.array(wide, { minLength: 1, maxLength: 2 }), { maxLength: 2 }),
      rcps: fc.array(fc.array(rcpDocument, { maxLength: 1 }), { maxLength: 1 }),
      resourcePolicy: fc.oneof(resourceDocument, fc.constant(undefined)),
    },
    {
      requiredKeys: ["id", "principal", "target", "context", "identityPolicies", "resourcePolicy"],
    },
  )
  .map(({ target: [action, resource, resourceAccount], ...rest }) => ({
    ...rest,
    action,
    resource,
    resourceAccount,
  }));
