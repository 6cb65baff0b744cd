import { documentOf } from "../../lib/access/world/policy-documents";
import type { World, WorldResource } from "../../lib/access/world/world";
import { canonicalPolicy } from "../../lib/audit/compare/canonical-policy";

/** What is to be the same in the Terraform and in the account, by what it is about. */
export type Facts = Readonly<Record<string, unknown>>;

type Compiled = World["roles"][number]["trust"];

/** What the proof goes by: the world as it was read from Terraform JSON. */
export function worldFacts(world: World): Facts {
  return {
    ...Object.fromEntries(world.roles.map((role) => [nameOfRole(role), factsOfRole(role)])),
    ...Object.fromEntries(
      world.resources
        .filter(({ policy }) => policy !== undefined)
        .map((resource) => [nameOfResource(resource), policyText(resource.policy)]),
    ),
    ...Object.fromEntries(
      world.pipelines.map(({ arn, roleArn, stages, stores }) => [
        arn,
        {
          roleArn,
          // A map, which AWS returns in any order.
          stores: stores
            .map(({ region, bucket }) => ({ region, bucket }))
            .sort((one, other) => (one.region < other.region ? -1 : 1)),
          stages: stages.map(({ name, actions }) => ({
            name,
            actions: actions.map(({ name, category, provider, roleArn, runOrder, region }) => ({
              name,
              category,
              provider,
              roleArn,
              runOrder,
              region,
            })),
          })),
        },
      ]),
    ),
    ...Object.fromEntries(world.projects.map(({ arn, roleArn }) => [arn, { roleArn }])),
  };
}

type Role = World["roles"][number];

function nameOfRole({ kind, arn, permissionSet, accountId }: Role): string {
  return kind === "role" ? arn : `permission set ${permissionSet ?? "?"} in ${accountId}`;
}

function permissionsOf({ identity, boundary }: Role["policies"]) {
  return { identity: identity.map(policyText).sort(), boundary: policyText(boundary) };
}

function factsOfRole({ kind, policies, trust, assignedGroups }: Role): unknown {
  const permissions = permissionsOf(policies);
  return kind === "role"
    ? { ...permissions, trust: policyText(trust) }
    : { ...permissions, groups: assignedGroups };
}

/** A key's id is invented when it is made; its alias is ours. */
function nameOfResource({ type, arn, accountId, region, aliases }: WorldResource): string {
  return type === "kms_key" ? `key ${aliases.join()} in ${accountId}, ${region ?? "?"}` : arn;
}

function policyText(policy: Compiled | undefined): string | undefined {
  if (policy === undefined) return undefined;
  const text = documentOf(policy.source);
  if (text === undefined) throw new Error(`no text of ${policy.source.name}`);
  return canonicalPolicy(text);
}
