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
    ...connections(platform, names, {
      source: held.get("source") ?? HOLDS_NOTHING,
      edits: edit.pipelines.length > 0,
    }),
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
