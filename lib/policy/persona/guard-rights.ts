import type { Names } from "../../model/names";
import type { Platform } from "../../model/platform";
import type { Statement } from "../statement";
import { coverNames } from "../cover-names";
import type { Held } from "./held";
import { othersOf } from "./pipeline-universe";
import { reading } from "./reading";

export type Deny = Omit<Statement, "effect">;

/** Who may do what is decided in Terraform and the directory: neither by taking a role, nor by giving one more. */
export function guardRights(platform: Platform, names: Names, edit: Held): Deny[] {
  return [
    rights(platform, names, edit),
    ...passedRoles(platform, names, edit),
    credentials(),
    assignments(),
  ];
}

/**
 * Neither changing nor taking a role: a new one in the tooling account could be given what the persona is denied, and
 * those of Gatehouse's are what deploys.
 */
function rights(platform: Platform, names: Names, edit: Held): Deny {
  const { tooling } = platform;
  return {
    sid: "NoOtherRights",
    actions: [],
    notActions: [
      ...reading("iam", "Generate", "Get", "List", "Simulate"),
      ...(edit.pipelines.length === 0 ? [] : ["iam:PassRole"]),
    ],
    resources: [
      names.arn("iam", "", tooling.accountId, "*"),
      ...ownRoles(platform, names),
      ...wherePeopleAre(platform, names),
      names.roleArn("*", "aws-reserved/*"),
      ...ownPolicies(platform, names),
      names.arn("iam", "", "*", "*-provider/*"),
    ],
    reasons: [{ text: "roles, boundaries and ways to sign in come from Terraform" }],
  };
}

/** What deploys, what people have, and what Terraform itself runs as. */
function ownRoles({ prefix, identity, provisionerRole }: Platform, names: Names): string[] {
  const isElsewhere = identity.mode === "iam" && !identity.rolePath.startsWith(`/${prefix}/`);
  return [
    names.roleArn("*", `${prefix}-*`),
    names.roleArn("*", `${prefix}/*`),
    ...(isElsewhere ? [names.roleArn("*", `${identity.rolePath.slice(1)}*`)] : []),
    ...(provisionerRole === undefined ? [] : [names.roleArn("*", provisionerRole)]),
  ];
}

/** Boundaries among them, those that are the organization's own too. */
function ownPolicies({ prefix, boundary, identity }: Platform, names: Names): string[] {
  const { permissionsBoundaryPolicy } = identity.mode === "none" ? {} : identity;
  const boundaries = [boundary.targetPolicy, permissionsBoundaryPolicy];
  return [`${prefix}-*`, ...boundaries.filter((name) => name !== undefined)].map((name) =>
    names.policyArn("*", name),
  );
}

/** The users' account: their tags and groups say which personas they have. */
function wherePeopleAre({ identity }: Platform, names: Names): string[] {
  return identity.mode === "iam" && identity.signIn.by === "identity-account"
    ? [names.arn("iam", "", identity.signIn.accountId, "*")]
    : [];
}

/** A role that is passed to another service does there whatever the service is told. */
function passedRoles(platform: Platform, names: Names, edit: Held): Deny[] {
  const { tooling } = platform;
  // Whoever edits nothing passes nothing: see rights.
  if (edit.pipelines.length === 0) return [];
  const pipelineRole = (name: string) =>
    names.roleArn(tooling.accountId, names.pipelineRole({ name }));
  const own = edit.pipelines.map(({ name }) => name);
  const others = othersOf(platform, "pipelines", own);
  return [
    {
      sid: "NoOtherRolesPassed",
      actions: ["iam:PassRole"],
      notResources: [pipelineRole("*")],
      conditions: { StringEquals: { "aws:PrincipalAccount": tooling.accountId } },
      reasons: [{ text: "of the tooling account's roles, only those of pipelines" }],
    },
    ...(others.length === 0
      ? []
      : [
          {
            sid: "NoOtherPipelinesRoles",
            actions: ["iam:PassRole"],
            resources: coverNames(others, own, { minimumPrefix: 0 }).map(pipelineRole),
            reasons: [{ text: "of the pipelines' roles, only those of pipelines it may edit" }],
          },
        ]),
    {
      sid: "OnlyPassedToCodePipeline",
      actions: ["iam:PassRole"],
      resources: ownRoles(platform, names),
      conditions: { StringNotEquals: { "iam:PassedToService": "codepipeline.amazonaws.com" } },
      reasons: [{ text: "Gatehouse's roles go to CodePipeline and to nothing else" }],
    },
  ];
}

function credentials(): Deny {
  return {
    sid: "NoUsersOrKeys",
    actions: [
      "iam:CreateAccessKey",
      "iam:CreateLoginProfile",
      "iam:CreateServiceSpecificCredential",
      "iam:CreateUser",
      "iam:ResetServiceSpecificCredential",
      "iam:UpdateAccessKey",
      "iam:UpdateLoginProfile",
    ],
    resources: ["*"],
    reasons: [{ text: "no long-lived credentials, anywhere" }],
  };
}

function assignments(): Deny {
  return {
    sid: "NoAssignments",
    actions: [
      "identitystore:Create*",
      "identitystore:Delete*",
      "identitystore:Update*",
      // What the console does with Identity Center's own directory, and with who may enter where.
      "sso-directory:Add*",
      "sso-directory:Create*",
      "sso-directory:Enable*",
      "sso-directory:Import*",
      "sso-directory:Update*",
      "sso:Associate*",
      "sso:Attach*",
      "sso:Create*",
      "sso:Delete*",
      "sso:Detach*",
      "sso:Provision*",
      "sso:Put*",
      "sso:Update*",
    ],
    resources: ["*"],
    reasons: [{ text: "who has which persona is decided in Terraform and the directory" }],
  };
}
