import {
  type AttachedPolicies,
  type GivenOrganization,
  type GivenPolicy,
  RCP_FULL_AWS_ACCESS,
} from "./organization";

/** SCPs and RCPs of an account: a list for each level at which some are given, the root first. */
export interface GivenLimits {
  readonly scps?: readonly (readonly GivenPolicy[])[];
  readonly rcps?: readonly (readonly GivenPolicy[])[];
}

interface PlacedAccount {
  readonly id: string;
  /** Path of its unit. @default it is right below the root */
  readonly ou?: string;
}

/**
 * What limits each account: its own policies and those of every unit above it, up to the root. A level at which nothing
 * but AWS's own is attached limits nothing, and is left out.
 */
export function limitsByAccount(
  { root, ous, accounts }: GivenOrganization,
  placed: readonly PlacedAccount[],
): ReadonlyMap<string, GivenLimits> {
  const units = new Map(placed.map(({ id, ou }) => [id, ou]));
  const ids = new Set([...units.keys(), ...accounts.keys()]);
  return new Map(
    [...ids].sort().map((id) => {
      const own = accounts.get(id);
      const path = own?.ou ?? units.get(id);
      const chain = [root, ...levelsOf(path).map((unit) => ous.get(unit)), own];
      return [id, limitsOf(chain)];
    }),
  );
}

/** `Workloads/Prod` is below `Workloads`. */
export function levelsOf(path: string | undefined): string[] {
  const parts = path?.split("/") ?? [];
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}

function limitsOf(chain: readonly (AttachedPolicies | undefined)[]): GivenLimits {
  return {
    scps: chain.flatMap((level) => (level?.scps === undefined ? [] : [level.scps])),
    rcps: chain.flatMap(({ rcps = [] } = {}) =>
      rcps.length === 0 ? [] : [[RCP_FULL_AWS_ACCESS, ...rcps]],
    ),
  };
}
