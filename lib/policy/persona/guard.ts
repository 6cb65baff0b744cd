import { Names } from "../../model/names";
import type { Persona, Platform } from "../../model/platform";
import { coverNames } from "../cover-names";
import type { Statement } from "../statement";
import { HOLDS_NOTHING, type Held, heldBy } from "./held";
import { bucketNames, othersOf } from "./pipeline-universe";

/**
 * The ways round an approval that lead through other services, denied to every persona whatever else is granted.
 * Everything but reading, where that can be said: a deny must also catch what AWS adds later.
 */
export function guard(platform: Platform, persona: Persona): Statement[] {
  const names = new Names(platform);
  const held = heldBy(platform, persona, { ownTeam: false });
  const edit = held.get("edit") ?? HOLDS_NOTHING;
  const denies: readonly Deny[] = [
    builds(platform, names),
    rights(platform, names, edit),
    ...passedRoles(platform, names, edit),
    credentials(),
    artifactWrites(platform, names),
    ...artifactReads(platform, names, held.get("artifacts") ?? HOLDS_NOTHING),
    keys(platform, names),
    connections(platform, names, { uses: held.has("source"), passes: held.has("edit") }),
    assignments(),
    trails(),
  ];
  return denies.map((deny) => ({ ...deny, effect: "Deny" }));
}

type Deny = Omit<Statement, "effect">;

/** A build runs whatever buildspec it is started with, as the project's role. */
function builds({ prefix, tooling }: Platform, names: Names): Deny {
  return {
    sid: "NoOwnBuilds",
    actions: [],
    notActions: reading("codebuild", "BatchGet", "Describe", "Get", "List"),
    resources: [
      names.arn("codebuild", tooling.homeRegion, tooling.accountId, `project/${prefix}-*`),
    ],
    reasons: [{ text: "builds are started by their pipeline alone, with their own buildspec" }],
  };
}

/**
 * Neither changing nor taking a role: a new one in the tooling account could be given what the persona is denied, and
 * those of Gatehouse's are what deploys.
 */
function rights(platform: Platform, names: Names, edit: Held): Deny {
  const { prefix, tooling } = platform;
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
      names.policyArn("*", `${prefix}-*`),
      names.policyArn("*", `${prefix}/*`),
      names.arn("iam", "", "*", "*-provider/*"),
    ],
    reasons: [{ text: "roles, boundaries and ways to sign in come from Terraform" }],
  };
}

function ownRoles({ prefix, identity }: Platform, names: Names): string[] {
  const isElsewhere = identity.mode === "iam" && !identity.rolePath.startsWith(`/${prefix}/`);
  return [
    names.roleArn("*", `${prefix}-*`),
    names.roleArn("*", `${prefix}/*`),
    ...(isElsewhere ? [names.roleArn("*", `${identity.rolePath.slice(1)}*`)] : []),
  ];
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
  return [
    {
      sid: "NoOtherRolesPassed",
      actions: ["iam:PassRole"],
      notResources: edit.pipelines.map((pipeline) =>
        names.roleArn(tooling.accountId, names.pipelineRole(pipeline)),
      ),
      conditions: { StringEquals: { "aws:PrincipalAccount": tooling.accountId } },
      reasons: [{ text: "of the tooling account's roles, only those of pipelines it may edit" }],
    },
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
    ],
    resources: ["*"],
    reasons: [{ text: "no long-lived credentials, anywhere" }],
  };
}

/** What waits for an approval must stay what it was. */
function artifactWrites(platform: Platform, names: Names): Deny {
  return {
    sid: "NoArtifactWrites",
    actions: [],
    notActions: reading("s3", "Get", "List"),
    resources: [allBuckets(platform, names), ...stateBucket(platform, names)],
    reasons: [{ text: "artifacts and state are changed by pipelines and Terraform alone" }],
  };
}

/** Whoever writes state tells Terraform what is there. */
function stateBucket({ backend }: Platform, names: Names): string[] {
  if (backend.type !== "s3") return [];
  const bucket = names.bucketArn(backend.bucket);
  return [bucket, `${bucket}/*`];
}

function artifactReads(platform: Platform, names: Names, held: Held): Deny[] {
  const own = held.pipelines.flatMap((pipeline) => bucketNames(pipeline, names));
  const others = othersOf(platform, "buckets", own);
  const resources =
    own.length === 0
      ? [allBuckets(platform, names)]
      : coverNames(others, own, { minimumPrefix: 0 }).map(
          (bucket) => `${names.bucketArn(bucket)}/*`,
        );
  if (resources.length === 0) return [];
  return [
    {
      sid: "NoOtherArtifacts",
      actions: ["s3:GetObject*"],
      resources,
      reasons: [{ text: "artifacts are read where artifacts is granted" }],
    },
  ];
}

function allBuckets({ prefix, tooling }: Platform, names: Names): string {
  return names.bucketArn(`${prefix}-*-${tooling.accountId}-*`);
}

function keys({ tooling }: Platform, names: Names): Deny {
  return {
    sid: "NoKeyChanges",
    actions: [],
    notActions: [
      "kms:Decrypt",
      "kms:Encrypt",
      ...reading("kms", "Describe", "GenerateDataKey", "Get", "List"),
    ],
    resources: ["key/*", "alias/*"].map((resource) =>
      names.arn("kms", "*", tooling.accountId, resource),
    ),
    reasons: [
      { text: "who reads artifacts is decided by the key's policy, and that by Terraform" },
    ],
  };
}

/** Whoever commits through a connection writes what the pipeline runs. */
function connections(
  { tooling }: Platform,
  names: Names,
  { uses, passes }: { readonly uses: boolean; readonly passes: boolean },
): Deny {
  const prefixes = ["codeconnections", "codestar-connections"];
  return {
    sid: "NoConnections",
    actions: [],
    notActions: prefixes.flatMap((prefix) => [
      ...reading(prefix, "Get", "List"),
      ...(uses ? [`${prefix}:UseConnection`] : []),
      ...(passes ? [`${prefix}:PassConnection`] : []),
    ]),
    resources: prefixes.map((prefix) => names.arn(prefix, "*", tooling.accountId, "*")),
    reasons: [{ text: "connections are used where source is granted, and changed by Terraform" }],
  };
}

function assignments(): Deny {
  return {
    sid: "NoAssignments",
    actions: [
      "identitystore:Create*",
      "identitystore:Delete*",
      "identitystore:Update*",
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

function trails(): Deny {
  return {
    sid: "NoSilence",
    actions: ["cloudtrail:Delete*", "cloudtrail:Put*", "cloudtrail:Stop*", "cloudtrail:Update*"],
    resources: ["*"],
    reasons: [{ text: "nobody who is watched switches the recording off" }],
  };
}

/** Patterns of actions, such as `s3:Get*`. */
function reading(service: string, ...verbs: readonly string[]): string[] {
  return verbs.map((verb) => `${service}:${verb}*`);
}
