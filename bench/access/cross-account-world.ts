import type { PolicySet } from "../../lib/access/evaluate/decide/policy-set";
import {
  type CompiledPolicy,
  compilePolicy,
} from "../../lib/access/evaluate/policy/compile-policy";
import type { PolicyKind } from "../../lib/access/evaluate/policy/read-policy";
import { type Caller, readCaller } from "../../lib/access/evaluate/request/caller";
import type { RequestProps } from "../../lib/access/evaluate/request/evaluation-request";
import { RequestContext } from "../../lib/access/evaluate/request/request-context";

const TOOLING = "222222222222";
const TARGETS = ["300000000001", "300000000002", "300000000003", "300000000004"];
const VERSION = "2012-10-17";

type Statement = Readonly<Record<string, unknown>>;

function policy(statements: readonly Statement[], kind: PolicyKind = "identity"): CompiledPolicy {
  const compilation = compilePolicy({ Version: VERSION, Statement: statements }, { kind });
  if (compilation.kind === "malformed") throw new Error(JSON.stringify(compilation.problems));
  return compilation.policy;
}

const FULL: Statement = { Effect: "Allow", Action: "*", Resource: "*" };

/** What a platform such as the shipped one gives a deploy role: its pipelines' buckets and keys, and what it denies. */
export function createPolicies(): PolicySet {
  const pipelines = Array.from({ length: 12 }, (_, index) => `shop-${index}`);
  const identity = [
    policy(
      pipelines.map((name) => ({
        Sid: `Artifacts${name.replace("-", "")}`,
        Effect: "Allow",
        Action: ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"],
        Resource: `arn:aws:s3:::gatehouse-${name}-artifacts/*`,
      })),
    ),
    policy([
      {
        Effect: "Allow",
        Action: ["kms:Decrypt", "kms:GenerateDataKey*", "kms:DescribeKey"],
        Resource: `arn:aws:kms:*:${TOOLING}:key/*`,
        Condition: { StringLike: { "kms:ViaService": "s3.*.amazonaws.com" } },
      },
      { Effect: "Allow", Action: ["cloudformation:*Stack*", "logs:*"], Resource: "*" },
      {
        Effect: "Deny",
        Action: ["iam:*", "codepipeline:UpdatePipeline", "codebuild:UpdateProject"],
        NotResource: `arn:aws:iam::*:role/gatehouse/\${aws:PrincipalTag/team}/*`,
      },
    ]),
  ];
  const boundary = policy([
    { Effect: "Allow", Action: ["s3:*", "kms:*", "cloudformation:*", "logs:*"], Resource: "*" },
    { Effect: "Deny", Action: "s3:DeleteBucket*", Resource: "*" },
  ]);
  const region = {
    Effect: "Deny",
    NotAction: ["iam:*", "organizations:*", "route53:*", "support:*", "sts:*"],
    Resource: "*",
    Condition: {
      StringNotEquals: { "aws:RequestedRegion": ["eu-west-1", "eu-central-1"] },
      ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/gatehouse/break-glass" },
    },
  };
  const guards = [
    "s3:PutBucketPolicy",
    "kms:ScheduleKeyDeletion",
    "cloudtrail:Stop*",
    "config:Delete*",
  ];
  const scps = [
    [policy([FULL])],
    [policy([FULL]), policy([region])],
    [policy([FULL]), policy(guards.map((Action) => ({ Effect: "Deny", Action, Resource: "*" })))],
    [
      policy([FULL]),
      policy([
        {
          Effect: "Deny",
          Action: "s3:*",
          Resource: "*",
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ]),
    ],
  ];
  const resource = policy(
    [
      {
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [
          "arn:aws:s3:::gatehouse-shop-3-artifacts",
          "arn:aws:s3:::gatehouse-shop-3-artifacts/*",
        ],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
      {
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: "arn:aws:s3:::gatehouse-shop-3-artifacts/*",
        Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
      },
      {
        Effect: "Allow",
        Principal: { AWS: TARGETS.map((account) => `arn:aws:iam::${account}:root`) },
        Action: ["s3:GetObject", "s3:GetObjectVersion"],
        Resource: "arn:aws:s3:::gatehouse-shop-3-artifacts/*",
        Condition: {
          ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/gatehouse/deploy-shop-3" },
        },
      },
    ],
    "resource",
  );
  return { identity, boundary, scps, resource };
}

/** Each target account's deploy role, on objects of its own pipeline's bucket and of others'. */
export function createRequests(): RequestProps[] {
  const actions = ["s3:GetObject", "s3:PutObject", "s3:GetObjectVersion", "s3:DeleteObject"];
  return TARGETS.flatMap((account) => {
    const arn = `arn:aws:iam::${account}:role/gatehouse/deploy-shop-3`;
    const caller = callerOf(`arn:aws:sts::${account}:assumed-role/deploy-shop-3/pipeline`, arn);
    const context = new RequestContext(
      {
        "aws:PrincipalArn": arn,
        "aws:PrincipalOrgID": "o-a1b2c3d4e5",
        "aws:PrincipalTag/team": "shop",
        "aws:RequestedRegion": "eu-west-1",
        "aws:SecureTransport": "true",
      },
      true,
    );
    return actions.flatMap((action) =>
      Array.from({ length: 64 }, (_, index) => ({
        caller,
        action,
        resource: `arn:aws:s3:::gatehouse-shop-${index % 4 === 0 ? 2 : 3}-artifacts/shop/build/${index}.zip`,
        resourceAccount: TOOLING,
        context,
      })),
    );
  });
}

function callerOf(principal: string, principalArn: string): Caller {
  const reading = readCaller(principal, principalArn);
  if (reading.kind === "malformed") throw new Error(reading.message);
  return reading.caller;
}
