import type { Check } from "../check";
import { peopleOf, type Person } from "../people/person";
import type { Inquiry } from "../scene/inquiry";
import type { Scene } from "../scene/scene";

/**
 * Asked, like `guard-rails`, as if AdministratorAccess were attached and the boundary gone: what lies in other accounts,
 * where a role that is taken there has none of the persona's denies, and what nobody has made yet.
 */
export const otherAccounts: Check = {
  id: "other-accounts",
  claim:
    "Nobody acts in another account by way of its roles or registry, or as what pipelines make there, whatever is attached",
  run: (scene, inquiry) => {
    const workloads = workloadRoles(scene);
    for (const person of peopleOf(scene)) {
      for (const accountId of person.unbound.keys()) {
        for (const deed of elsewhere(accountId, scene))
          refuse(person, accountId, deed, scene, inquiry);
        const made = workloads.get(accountId);
        if (made === undefined) continue;
        for (const deed of changes(made)) refuse(person, accountId, deed, scene, inquiry);
      }
    }
  },
};

interface Deed {
  readonly action: string;
  readonly resource: string;
  readonly what: string;
}

/** Roles that are in every account of an organisation, or of which nobody here knows. */
function elsewhere(accountId: string, { platform, strays }: Scene): Deed[] {
  const partition = platform.partition.name;
  const known = [platform.tooling, ...platform.accounts.map(({ id }) => ({ accountId: id }))].find(
    (account) => account.accountId !== accountId,
  );
  const roles = [
    ...(known === undefined ? [] : [`${known.accountId}:role/OrganizationAccountAccessRole`]),
    `${strays.foreign}:role/zz-stray`,
  ];
  return [
    ...roles.map((role) => ({
      action: "sts:AssumeRole",
      resource: `arn:${partition}:iam::${role}`,
      what: "take a role of another account",
    })),
    // https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions.html
    {
      action: "ecr:PutRegistryPolicy",
      resource: "*",
      what: "let other accounts write images",
    },
  ];
}

/**
 * Roles that deployments may create, by account. All of an account's are guarded by the path that they have in common,
 * so one stands for all.
 */
function workloadRoles({ platform }: Scene): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { name, deploy, targets } of platform.pipelines) {
    if (deploy === undefined || deploy.kind === "ecs" || !deploy.profile.mayCreateRoles) continue;
    for (const { account } of targets)
      found.set(
        account.id,
        `arn:${platform.partition.name}:iam::${account.id}:role/${platform.prefix}/${name}/zz-stray`,
      );
  }
  return found;
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html */
function changes(role: string): Deed[] {
  const actions = [
    "iam:AttachRolePolicy",
    "iam:CreateRole",
    "iam:PassRole",
    "iam:PutRolePolicy",
    "iam:UpdateAssumeRolePolicy",
  ];
  return actions.map((action) => ({
    action,
    resource: role,
    what: "change or pass a role that a deployment may make",
  }));
}

function refuse(
  person: Person,
  accountId: string,
  { action, resource, what }: Deed,
  { platform }: Scene,
  inquiry: Inquiry,
): void {
  const role = person.unbound.get(accountId);
  if (role === undefined) return;
  inquiry.mustBeDenied(
    { asker: { kind: "role", role }, action, resource, context: person.context },
    {
      who: person.id,
      what: `${what} (${action} on ${resource}, from account ${accountId})`,
      config: ["personas", person.persona.name],
      fix: `deny ${action} on ${resource} in the persona's policy, as ${platform.prefix}'s personas do`,
    },
  );
}
