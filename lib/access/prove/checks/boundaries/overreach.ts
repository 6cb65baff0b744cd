import type { Context } from "../../scene/contexts";

/** A request that hands out rights, takes others' or covers one's tracks, and no boundary may let through. */
export interface Overreach {
  readonly action: string;
  readonly resource: string;
  readonly context?: Context;
}

/** Whose boundary is asked about. */
export interface Bounded {
  readonly partition: string;
  readonly accountId: string;
  readonly region: string;
  readonly roleArn: string;
  readonly boundaryArn: string;
  /** Of the names that the platform gives. */
  readonly prefix: string;
  /** Other accounts, of the platform and strange ones. */
  readonly elsewhere: readonly string[];
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html */
export function rightsChanges({
  partition,
  accountId,
  roleArn,
  boundaryArn,
}: Bounded): Overreach[] {
  const iam = (rest: string): string => `arn:${partition}:iam::${accountId}:${rest}`;
  const other = iam("policy/zz-stray");
  const key = "iam:PermissionsBoundary";
  const widening = [
    "iam:AttachRolePolicy",
    "iam:CreateRole",
    "iam:PutRolePermissionsBoundary",
    "iam:PutRolePolicy",
    "iam:UpdateAssumeRolePolicy",
  ];
  return [
    ...on(iam("user/zz-stray"), [
      "iam:AttachUserPolicy",
      "iam:CreateAccessKey",
      "iam:CreateLoginProfile",
      "iam:CreateServiceSpecificCredential",
      "iam:CreateUser",
      "iam:PutUserPolicy",
      "iam:UpdateLoginProfile",
    ]),
    ...on(iam("group/zz-stray"), [
      "iam:AddUserToGroup",
      "iam:AttachGroupPolicy",
      "iam:PutGroupPolicy",
    ]),
    // Roles that have no boundary, or another.
    ...on(iam("role/zz-stray"), widening, { [key]: null }),
    ...on(iam("role/zz-stray"), widening, { [key]: other }),
    // Itself, as it is, and out from under its boundary.
    ...on(
      roleArn,
      widening.filter((action) => action !== "iam:CreateRole"),
      { [key]: boundaryArn },
    ),
    ...on(roleArn, ["iam:PutRolePermissionsBoundary"], { [key]: other }),
    ...on(roleArn, ["iam:DeleteRolePermissionsBoundary"], { [key]: boundaryArn }),
    ...on(boundaryArn, [
      "iam:CreatePolicyVersion",
      "iam:DeletePolicy",
      "iam:DeletePolicyVersion",
      "iam:SetDefaultPolicyVersion",
    ]),
    ...on(iam("saml-provider/zz-stray"), ["iam:CreateSAMLProvider", "iam:UpdateSAMLProvider"]),
    ...on(iam("oidc-provider/zz-stray"), [
      "iam:AddClientIDToOpenIDConnectProvider",
      "iam:CreateOpenIDConnectProvider",
    ]),
  ];
}

/** Changes of the organisation and its directory. */
export function organizationChanges(): Overreach[] {
  return on("*", [
    "identitystore:CreateGroupMembership",
    "identitystore:CreateUser",
    "organizations:CreateAccount",
    "organizations:DetachPolicy",
    "organizations:LeaveOrganization",
    "organizations:UpdatePolicy",
    "sso:AttachManagedPolicyToPermissionSet",
    "sso:CreateAccountAssignment",
    "sso:DeletePermissionsBoundaryFromPermissionSet",
    "sso:PutInlinePolicyToPermissionSet",
    "sso:UpdatePermissionSet",
  ]);
}

/** Changes of the account itself, and of what CloudTrail tells of it. */
export function accountChanges({ partition, accountId, region }: Bounded): Overreach[] {
  const trail = `arn:${partition}:cloudtrail:${region}:${accountId}:trail/zz-stray`;
  return [
    ...on("*", [
      "account:DisableRegion",
      "account:EnableRegion",
      "account:PutAlternateContact",
      "account:StartPrimaryEmailUpdate",
    ]),
    ...on(trail, [
      "cloudtrail:DeleteTrail",
      "cloudtrail:PutEventSelectors",
      "cloudtrail:StopLogging",
      "cloudtrail:UpdateTrail",
    ]),
  ];
}

/** Roles that are none of the platform's, however its account and theirs trust each other. */
export function strangeRoles({ partition, accountId, elsewhere }: Bounded): Overreach[] {
  const names = ["zz-stray", "OrganizationAccountAccessRole", "AWSControlTowerExecution"];
  return [accountId, ...elsewhere].flatMap((account) =>
    names.map((name) => ({
      action: "sts:AssumeRole",
      resource: `arn:${partition}:iam::${account}:role/${name}`,
    })),
  );
}

/** What belongs to the account, and to no pipeline. */
export function strangeThings(bounded: Bounded): Overreach[] {
  const { partition, accountId, region } = bounded;
  const here = (service: string, rest: string) =>
    `arn:${partition}:${service}:${region}:${accountId}:${rest}`;
  return [
    ...on(here("codebuild", "project/zz-stray"), ["codebuild:StartBuild"]),
    ...on(here("codebuild", "report-group/zz-stray"), ["codebuild:CreateReport"]),
    ...on(here("logs", "log-group:zz-stray:log-stream:zz-stray"), ["logs:PutLogEvents"]),
    ...on(here("sns", "zz-stray"), ["sns:Publish"]),
    ...on(`arn:${partition}:s3:::zz-stray/zz-stray`, ["s3:GetObject", "s3:PutObject"]),
    ...on(`arn:${partition}:s3:::zz-stray`, [
      "s3:GetBucketAcl",
      "s3:GetBucketLocation",
      "s3:GetBucketVersioning",
    ]),
    ...elsewhere(bounded),
  ];
}

/** Named as the platform's own are, in an account or region that is none of its: what is there may let the role in. */
function elsewhere({
  partition,
  accountId,
  region,
  prefix,
  elsewhere: others,
}: Bounded): Overreach[] {
  const arn = (
    service: string,
    rest: string,
    { account = others.at(-1) ?? "", where = region } = {},
  ) => `arn:${partition}:${service}:${where}:${account}:${rest}`;
  const log = `log-group:/aws/codebuild/${prefix}-zz-stray:log-stream:zz-stray`;
  const connections = ["codeconnections", "codestar-connections"].flatMap((service) => {
    const use = [`${service}:UseConnection`];
    return [
      ...on(arn(service, "connection/zz-stray"), use),
      ...on(
        arn(service, "connection/zz-stray", { account: accountId, where: "xx-nowhere-1" }),
        use,
      ),
    ];
  });
  return [
    ...on(arn("codebuild", `project/${prefix}-zz-stray`), ["codebuild:StartBuild"]),
    ...on(arn("codebuild", `report-group/${prefix}-zz-stray`), ["codebuild:CreateReport"]),
    ...on(arn("kms", "key/zz-stray"), ["kms:Decrypt", "kms:GenerateDataKey"]),
    ...on(arn("logs", log), ["logs:PutLogEvents"]),
    ...on(arn("sns", `${prefix}-zz-stray`), ["sns:Publish"]),
    ...connections,
  ];
}

/** Handing a role to a service that then does as it is told, or to one that isn't told. */
export function passing(roleArns: readonly string[], services = SERVICES): Overreach[] {
  return roleArns.flatMap((resource) =>
    [...services, null].map((service) => ({
      action: "iam:PassRole",
      resource,
      context: { "iam:PassedToService": service },
    })),
  );
}

const SERVICES: readonly string[] = [
  "cloudformation.amazonaws.com",
  "codebuild.amazonaws.com",
  "codepipeline.amazonaws.com",
  "ec2.amazonaws.com",
  "ecs-tasks.amazonaws.com",
  "lambda.amazonaws.com",
  "ssm.amazonaws.com",
];

function on(resource: string, actions: readonly string[], context?: Context): Overreach[] {
  return actions.map((action) => ({
    action,
    resource,
    ...(context === undefined ? {} : { context }),
  }));
}
