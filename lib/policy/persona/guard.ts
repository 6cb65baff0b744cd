import { Names } from "../../model/names";
import type { Persona } from "../../model/people";
import type { Platform } from "../../model/platform";
import type { Statement } from "../statement";
import { guardArtifacts } from "./guard-artifacts";
import { guardDeployments } from "./guard-deployments";
import { guardEvidence } from "./guard-evidence";
import { type Deny, guardRights } from "./guard-rights";
import { HOLDS_NOTHING, type Held, heldBy } from "./held";
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
    ...guardDeployments(platform, persona, names),
    ...guardArtifacts(platform, names, held.get("artifacts") ?? HOLDS_NOTHING),
    ...connections(platform, names, { source: held.get("source") ?? HOLDS_NOTHING, edit }),
    ...guardEvidence(platform, names),
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

/** Whoever commits through a connection writes what the pipeline runs. */
function connections(
  platform: Platform,
  names: Names,
  { source, edit }: { readonly source: Held; readonly edit: Held },
): Deny[] {
  const { tooling } = platform;
  const prefixes = ["codeconnections", "codestar-connections"];
  const edits = edit.pipelines.length > 0;
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
    ...(edits ? otherConnections(platform, edit, prefixes) : []),
  ];
}

/** Of those that Gatehouse creates the ids aren't known, and neither is which of them is passed. */
function otherConnections(
  { connections: all }: Platform,
  edit: Held,
  prefixes: readonly string[],
): Deny[] {
  const own = new Set(edit.pipelines.map(({ source }) => source.connection.name));
  const arnsOf = (isOwn: boolean) =>
    all.flatMap((each) =>
      each.kind === "existing" && own.has(each.name) === isOwn ? [each.arn] : [],
    );
  const createdToo = all.some(({ kind, name }) => kind === "created" && own.has(name));
  const others = arnsOf(false);
  if (createdToo && others.length === 0) return [];
  return [
    {
      sid: "NoOtherConnections",
      actions: prefixes.map((prefix) => `${prefix}:PassConnection`),
      ...(createdToo ? { resources: others } : { notResources: arnsOf(true) }),
      reasons: [{ text: "only the connections of pipelines that it may edit" }],
    },
  ];
}
