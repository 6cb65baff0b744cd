import { isUnknown } from "../scene/is-unknown";
import type { Inquiry } from "../scene/inquiry";
import type { Scene } from "../scene/scene";
import { peopleOf, type Person } from "../people/person";
import type { WorldRole } from "../../world/world";

/** A region in which nobody has anything. */
const NOWHERE = "xx-nowhere-1";

/**
 * What an edit hands on, roles and connections, is for the pipelines that may be edited, and these are in one region.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#ck_associatedresourcearn
 */
export function keepPassingHere(scene: Scene, inquiry: Inquiry): void {
  const { platform, world } = scene;
  const { accountId } = platform.tooling;
  const partition = platform.partition.name;
  for (const person of peopleOf(scene)) {
    const made = person.roles.get(accountId);
    if (made === undefined) continue;
    const role = ownOf(made);
    for (const service of ["codeconnections", "codestar-connections"]) {
      const resource = `arn:${partition}:${service}:${NOWHERE}:${accountId}:connection/zz-stray`;
      const context = {
        [`${service}:PassedToService`]: "codepipeline.amazonaws.com",
        [`${service}:FullRepositoryId`]: platform.pipelines[0]?.source.repository ?? null,
      };
      for (const action of [`${service}:PassConnection`, `${service}:UseConnection`])
        refuse(person, role, { action, resource, context }, inquiry);
    }
    for (const { arn, region, roleArn } of world.pipelines) {
      const context = {
        "iam:PassedToService": "codepipeline.amazonaws.com",
        "iam:AssociatedResourceArn": arn.replace(`:${region}:`, `:${NOWHERE}:`),
      };
      refuse(person, role, { action: "iam:PassRole", resource: roleArn, context }, inquiry);
    }
  }
}

/** Without what the config attaches by name, which is explained by that. */
function ownOf(role: WorldRole): WorldRole {
  const { identity, ...others } = role.policies;
  const own = identity.filter((policy) => policy.source.file !== undefined && !isUnknown(policy));
  return { ...role, policies: { ...others, identity: own } };
}

interface Passing {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string | null>>;
}

function refuse(
  { id, persona, context }: Person,
  role: WorldRole,
  passing: Passing,
  inquiry: Inquiry,
): void {
  const { action, resource } = passing;
  inquiry.mustNot(
    {
      asker: { kind: "role", role },
      action,
      resource,
      context: { ...context, ...passing.context, "aws:RequestedRegion": NOWHERE },
    },
    {
      who: id,
      what: `${action} on ${resource} for a region that has no pipelines`,
      config: ["personas", persona.name],
      fix: "name the region of the pipelines that it may edit",
    },
  );
}
