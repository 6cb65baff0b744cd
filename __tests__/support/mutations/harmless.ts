import type { Mutation } from "./output";

/**
 * Slips that change no decision, and why; whatever isn't listed here must be found. That they change none is not only
 * said: `harmless.test.ts` asks both worlds.
 */
export interface Harmless {
  readonly what: string;
  readonly pattern: RegExp;
  readonly because: string;
  /** Resources that the slip is about, where it says nothing of others that there may be. @default all */
  readonly about?: RegExp;
}

export const HARMLESS: readonly Harmless[] = [
  {
    what: "a boundary of people on every resource of a service",
    pattern: /people_boundary.* People(?!PassRole|s3:)\w*: allow on every resource( of the kind)?$/,
    because: "its ARN leaves region, account and name open already",
  },
  {
    what: "passing roles of the tooling account, in a boundary of another account",
    pattern: /target-\S+ aws_iam_policy\.people_boundary\S+ PeoplePassRole: .*iam:PassedToService$/,
    because: "a role is passed within its own account alone",
  },
  {
    what: "a boundary's own denies",
    pattern: /boundary_policy.* (NoUsersOrKeys|KeepBoundary|OnlyOwnBoundary|NoBoundaryRemoval): /,
    because: "a second lock: none of the boundary's allows lets through what they deny",
  },
  {
    what: "whom a statement trusts, where its conditions name the one role or resource",
    pattern:
      /(aws_iam_role\..*(ExactRoles|Service)|sns_topic_policy.*(ApprovalAction|Alarm)|s3_bucket_policy.*TargetsRead|SignIn): trust everybody$/,
    because:
      "aws:PrincipalArn, or aws:SourceArn and aws:SourceAccount, let in the same caller alone",
  },
  {
    what: "what a topic's policy leaves to its own account",
    pattern: /sns_topic_policy.* ApprovalAction: (drop condition|any value of|allow) /,
    because: "within an account a role's own policies suffice, and its account alone is named",
  },
  {
    what: "the organisation beside exact roles",
    pattern: /(ExactRoles|TargetsRead|SignIn): .*aws:PrincipalOrgID$/,
    because: "the roles are named by ARN or account, and their accounts belong to the organisation",
  },
  {
    what: "IfExists with a key that every request has",
    pattern:
      /: optional \w+ (aws:PrincipalArn|aws:RequestedRegion|aws:PrincipalAccount|aws:PrincipalOrgID)$/,
    because: "AWS always sends it for the callers that the statement names",
  },
  {
    what: "a bucket's policy on every resource",
    pattern: /s3_bucket_policy.*: allow on every resource( of the kind)?$/,
    because: "a bucket's policy reaches that bucket and no other",
  },
  {
    what: "resources of other accounts, of services that have no policies of their own",
    pattern:
      /(persona-(auditor|platform-engineer|release-manager)_inline.*|people_boundary.* PeoplePassRole|developer_inline.* LogsEvents): allow on the resources of every account$/,
    because:
      "nobody there lets the role in: CodePipeline's, CodeBuild's, CloudWatch Logs' and IAM's resources have no policies",
  },
  {
    what: "target accounts, of a persona that is in the tooling account alone",
    pattern:
      /persona-(auditor|platform-engineer|release-manager)_inline.* (NoUsersOrKeys: |NoRolesPassedElsewhere: |NoOtherRights: deny without resource arn:aws:iam::\*)/,
    because:
      "NoOtherRights denies all of the tooling account's IAM, and the persona has no role elsewhere",
  },
  {
    what: "deployments in target accounts, of a persona that is in the tooling account alone",
    pattern:
      /persona-(auditor|platform-engineer|release-manager)_inline.* (NoOwnDeployments|NoOwnTasks): /,
    because: "pipelines deploy to target accounts alone, where the persona has no role",
    about: /^(?!arn:aws:[^:]*:[^:]*:100000000002:)/,
  },
  {
    what: "every resource of a service in place of every resource of its kind",
    pattern:
      /Inspect\w+: allow on every resource( of the kind)?$|((BuildExtras|EditPassConnection)\d*|boundary_policy\S* (Star)?(Keys|Connections)): allow on every resource of the kind$/,
    because: "its actions work on that kind alone, of which it names all",
  },
];

export function findHarmless({ id }: Mutation): Harmless | undefined {
  return HARMLESS.find(({ pattern }) => pattern.test(id));
}
