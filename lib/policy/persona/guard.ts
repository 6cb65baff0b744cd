import { Names } from "../../model/names";
import type { Persona } from "../../model/people";
import type { Platform } from "../../model/platform";
import { coverNames } from "../cover-names";
import type { Statement } from "../statement";
import { type Deny, guardRights } from "./guard-rights";
import { HOLDS_NOTHING, type Held, heldBy } from "./held";
import { bucketNames, othersOf } from "./pipeline-universe";
import { reading } from "./reading";
import { repositories } from "./source-statements";

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
    ...guardRights(platform, names, edit),
    artifactWrites(platform, names),
    ...artifactReads(platform, names, held.get("artifacts") ?? HOLDS_NOTHING),
    keys(platform, names),
    ...connections(platform, names, {
      source: held.get("source") ?? HOLDS_NOTHING,
      edits: edit.pipelines.length > 0,
    }),
    trails(),
  ];
  return denies.map((deny) => ({ ...deny, effect: "Deny" }));
}

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
  { source, edits }: { readonly source: Held; readonly edits: boolean },
): Deny[] {
  const prefixes = ["codeconnections", "codestar-connections"];
  const all = (prefix: string) => names.arn(prefix, "*", tooling.accountId, "*");
  const uses = source.pipelines.length > 0;
  return [
    {
      sid: "NoConnections",
      actions: [],
      notActions: prefixes.flatMap((prefix) => [
        ...reading(prefix, "Get", "List"),
        ...(uses ? [`${prefix}:UseConnection`] : []),
        ...(edits ? [`${prefix}:PassConnection`] : []),
      ]),
      resources: prefixes.map(all),
      reasons: [{ text: "connections are used where source is granted, and changed by Terraform" }],
    },
    // A connection reaches all repositories that its app was installed in.
    ...(uses
      ? prefixes.map((prefix) => ({
          sid: "NoOtherRepositories",
          actions: [`${prefix}:UseConnection`],
          resources: [all(prefix)],
          conditions: {
            StringNotEquals: { [`${prefix}:FullRepositoryId`]: repositories(source.pipelines) },
          },
          reasons: [{ text: "only the repositories of pipelines that source is granted on" }],
        }))
      : []),
  ];
}

function trails(): Deny {
  return {
    sid: "NoSilence",
    actions: ["cloudtrail:Delete*", "cloudtrail:Put*", "cloudtrail:Stop*", "cloudtrail:Update*"],
    resources: ["*"],
    reasons: [{ text: "nobody who is watched switches the recording off" }],
  };
}
