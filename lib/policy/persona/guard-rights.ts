import type { Names } from "../../model/names";
import type { Platform } from "../../model/platform";
import type { Statement } from "../statement";
import { coverNames } from "../cover-names";
import { deployedPatterns } from "./deployed-patterns";
import type { Held } from "./held";
import { isPassRole } from "./is-pass-role";
import { othersOf } from "./pipeline-universe";
import { changing, reading } from "./reading";

export type Deny = Omit<Statement, "effect">;

/** Who may do what is decided in Terraform and the directory: neither by taking a role, nor by giving one more. */
export function guardRights(platform: Platform, names: Names, edit: Held): Deny[] {
  return [
    rights(platform, names, edit),
    ...passedRoles(platform, names, edit),
    credentials(),
    assignments(),
    otherAccounts(),
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

/** What deploys, what is deployed and what people have, and what Terraform itself runs as. */
function ownRoles(platform: Platform, names: Names): string[] {
  const { prefix, identity, provisionerRole } = platform;
  const isElsewhere = identity.mode === "iam" && !identity.rolePath.startsWith(`/${prefix}/`);
  return [
    names.roleArn("*", `${prefix}-*`),
    names.roleArn("*", `${prefix}/*`),
    ...(isElsewhere ? [names.roleArn("*", `${identity.rolePath.slice(1)}*`)] : []),
    ...(provisionerRole === undefined ? [] : [names.roleArn("*", provisionerRole)]),
    ...deployedPatterns(platform).taskRoles.map((role) => names.roleArn("*", role)),
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
  // A capability of the team's own may name roles in target accounts.
  const passesElsewhere = platform.capabilities.some(({ permissions }) =>
    permissions.some(({ actions }) => actions.some(isPassRole)),
  );
  return [
    {
      sid: "NoOtherRolesPassed",
      actions: ["iam:PassRole"],
      notResources: [pipelineRole("*")],
      ...(passesElsewhere
        ? { conditions: { StringEquals: { "aws:PrincipalAccount": tooling.accountId } } }
        : {}),
      reasons: [{ text: "of all roles, only those of pipelines" }],
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
    ...(passesElsewhere
      ? [
          {
            // A role is passed within its account, and pipelines are in the tooling account alone.
            sid: "NoRolesPassedElsewhere",
            actions: ["iam:PassRole"],
            resources: ownRoles(platform, names),
            conditions: { StringNotEquals: { "aws:PrincipalAccount": tooling.accountId } },
            reasons: [{ text: "what deploys in target accounts is passed by nobody" }],
          },
        ]
      : []),
    {
      sid: "OnlyPassedToCodePipeline",
      actions: ["iam:PassRole"],
      resources: [pipelineRole("*")],
      conditions: { StringNotEquals: { "iam:PassedToService": "codepipeline.amazonaws.com" } },
      reasons: [{ text: "pipelines' roles go to CodePipeline and to nothing else" }],
    },
  ];
}

function credentials(): Deny {
  return {
    sid: "NoUsersOrKeys",
    // Creating, uploading and updating, which makes what was switched off active again: not deleting.
    actions: [
      "iam:Ch*",
      "iam:C*AccessKey",
      "iam:C*Credential",
      "iam:C*LoginProfile",
      "iam:CreateUser",
      "iam:R*Credential",
      "iam:U*AccessKey",
      "iam:U*Credential",
      "iam:U*LoginProfile",
      "iam:U*SSHPublicKey",
      "iam:U*SigningCertificate",
    ],
    resources: ["*"],
    reasons: [{ text: "no long-lived credentials, anywhere" }],
  };
}

/** Identity Center, its own directory, and the directories that people may come from. */
function assignments(): Deny {
  return {
    sid: "NoAssignments",
    actions: [
      ...changing("sso", "A", "C", "Del", "Det", "Di", "I", "P", "R", "St", "T", "U"),
      ...changing("identitystore", "A", "C", "Del", "R", "U"),
      // Nothing that Gatehouse grants looks at these either, and the boundary of people lets nobody.
      "ds-data:*",
      "ds:*",
      "identity-sync:*",
      "sso-directory:*",
    ],
    resources: ["*"],
    reasons: [{ text: "who has which persona is decided in Terraform and the directory" }],
  };
}

/** A role of another account, a stack set or the organization reaches where no deny of a persona does. */
function otherAccounts(): Deny {
  return {
    sid: "NoOtherAccounts",
    actions: [
      // The one that SAML and web identities call has no caller yet that it could be denied to.
      "sts:AssumeR*",
      // Closing it, switching regions off, and the mail address by which its root user is recovered.
      ...changing("account", "A", "C", "D", "E", "P", "S"),
      // To create, update or delete them, which end alike; to describe or detect does not.
      ...changing("cloudformation", "*teStackI", "*teStackSet", "ImportS", "StopStackSet"),
      "cloudformation:*ctivateO*",
      // Lets other accounts write images: https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions.html
      "ecr:PutRegistryPolicy",
      ...changing("organizations", "A", "C", "Dec", "Del", "Der", "Det", "Di", "E", "I"),
      ...changing("organizations", "Le", "M", "P", "R", "T", "U"),
    ],
    resources: ["*"],
    reasons: [{ text: "nobody steps into another role, or acts in accounts by way of others" }],
  };
}
