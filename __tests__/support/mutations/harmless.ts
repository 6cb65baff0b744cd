import type { Mutation } from "./output";

/** Slips that change no decision, and why; whatever isn't listed here must be found. */
export interface Harmless {
  readonly what: string;
  readonly pattern: RegExp;
  readonly because: string;
}

export const HARMLESS: readonly Harmless[] = [
  {
    what: "a boundary of people on every resource of a service",
    pattern: /people_boundary.* People(?!PassRole)\w*: allow on every resource( of the kind)?$/,
    because: "its ARN leaves region, account and name open already",
  },
  {
    what: "a boundary's own denies",
    pattern: /boundary_policy.* (NoUsersOrKeys|KeepBoundary|OnlyOwnBoundary|NoBoundaryRemoval): /,
    because: "a second lock: none of the boundary's allows lets through what they deny",
  },
  {
    what: "whom a statement trusts, where its conditions name the one role or resource",
    pattern:
      /(aws_iam_role\..*(ExactRoles|Service)|sns_topic_policy.*(ApprovalAction|Alarm)|s3_bucket_policy.*TargetsRead|SignIn): trust (everybody|another organisation's account)$/,
    because:
      "aws:PrincipalArn, or aws:SourceArn and aws:SourceAccount, let in the same caller alone",
  },
  {
    what: "the organisation beside exact roles",
    pattern: /(ExactRoles|TargetsRead|ArtifactsOf\w+|SignIn): .*aws:PrincipalOrgID$/,
    because: "the roles are named by ARN, and their accounts belong to the organisation",
  },
  {
    what: "IfExists with a key that every request has",
    pattern:
      /: optional \w+ (aws:PrincipalArn|aws:RequestedRegion|aws:PrincipalAccount|aws:PrincipalOrgID)$/,
    because: "AWS always sends it for the callers that the statement names",
  },
  {
    what: "IfExists on what KMS always has of a call through S3 or SNS",
    pattern: /: optional \w+ kms:(ViaService|EncryptionContext:aws:(s3:arn|sns:topicArn))$/,
    because: "the other conditions hold only for calls through the service, which sends it",
  },
  {
    what: "uploads without KMS",
    pattern: /s3_bucket_policy.* OnlyKms: /,
    because: "OnlyThisKey denies an upload that names no key, or another",
  },
  {
    what: "a bucket's policy on every resource",
    pattern: /s3_bucket_policy.*: allow on every resource( of the kind)?$/,
    because: "a bucket's policy reaches that bucket and no other",
  },
  {
    what: "resources of other accounts, of services that have no policies of their own",
    pattern: /: allow on the resources of every account$/,
    because:
      "nobody there lets the role in: CodePipeline's, CodeBuild's and IAM's resources have no policies",
  },
  {
    what: "target accounts, of a persona that is in the tooling account alone",
    pattern:
      /persona-(auditor|platform-engineer|release-manager)_inline.* (NoUsersOrKeys: |NoRolesPassedElsewhere: |NoOwnDeployments: |NoOtherRights: deny without resource arn:aws:iam::\*)/,
    because:
      "NoOtherRights denies all of the tooling account's IAM, and the persona has no role elsewhere",
  },
  {
    what: "every resource of a service in place of every resource of its kind",
    pattern:
      /(Inspect\w+|EditPassConnection\d*|boundary_policy\S* (Star)?(Keys|Connections)): allow on every resource( of the kind)?$/,
    because: "its actions work on that kind alone, of which it names all",
  },
  {
    what: "IfExists on what a service always says",
    pattern: /AccessLogs: optional /,
    because: "S3 names the bucket and the account that it logs for",
  },
  {
    what: "who passes a role to which pipeline",
    pattern: /EditPassRole\d*: (drop condition|any value of|optional) .*iam:AssociatedResourceArn$/,
    because:
      "NoOtherPipelinesRoles says which roles are passed; no source says that the key is sent",
  },
];

export function findHarmless({ id }: Mutation): Harmless | undefined {
  return HARMLESS.find(({ pattern }) => pattern.test(id));
}
