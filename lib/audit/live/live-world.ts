import { buildWorld } from "../../access/world/build/build-world";
import { escapeTemplates } from "../../access/world/terraform/escape-templates";
import type { TerraformStack } from "../../access/world/terraform/terraform-stack";
import type { World, WorldRole } from "../../access/world/world";
import type { AccountSnapshot, DirectorySnapshot, LiveBlock } from "./account-snapshot";

export interface LiveSnapshots {
  readonly accounts: readonly AccountSnapshot[];
  /** Absent where people don't come through Identity Center. */
  readonly directory?: DirectorySnapshot & { readonly accountId: string };
}

/** What the accounts make of access, built as the world of a Terraform state is. */
export function liveWorld({ accounts, directory }: LiveSnapshots): World {
  return worldOf(accounts, [
    ...accounts.map(({ accountId, blocks }) => stackOf(accountId, accountId, blocks)),
    ...(directory === undefined
      ? []
      : [stackOf("identity-center", directory.accountId, directory.blocks)]),
  ]);
}

/** The roles that Identity Center has made of permission sets, each as it is in its account. */
export function provisionedRoles(accounts: LiveSnapshots["accounts"]): readonly WorldRole[] {
  const stacks = accounts.map(({ accountId, blocks, reservedRoles }) => {
    const policies = blocks.filter(({ type }) => type === "aws_iam_policy");
    return stackOf(accountId, accountId, [...policies, ...reservedRoles]);
  });
  return worldOf(accounts, stacks).roles;
}

function worldOf(accounts: LiveSnapshots["accounts"], stacks: readonly TerraformStack[]): World {
  const texts = new Map(
    accounts.flatMap(({ awsManagedPolicies }) => Object.entries(awsManagedPolicies)),
  );
  return buildWorld(stacks, {
    findManagedPolicy: (arn) => {
      const text = texts.get(arn);
      return text === undefined ? undefined : (JSON.parse(text) as unknown);
    },
  });
}

/** @param name of what was read: an account's id, or `identity-center` */
function stackOf(name: string, accountId: string, blocks: readonly LiveBlock[]): TerraformStack {
  const file = `live/${name}`;
  return {
    name,
    file,
    unread: [],
    blocks: blocks.map(({ type, name: block, region, values }) => ({
      mode: "managed",
      type,
      name: block,
      scope: "",
      index: "",
      address: `${type} ${block}`,
      values: escapeTemplates(values),
      accountId,
      region,
      defaultTags: {},
      stack: name,
      file,
    })),
  };
}
