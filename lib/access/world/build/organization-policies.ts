import type { CompiledPolicy } from "../../evaluate/policy/compile-policy";
import type { GivenLimits } from "../given/limits-by-account";
import { FULL_AWS_ACCESS, type GivenPolicy, RCP_FULL_AWS_ACCESS } from "../given/organization";
import { setLimitsLikeness } from "../likeness";
import type { OrganizationPolicies } from "../world";
import type { LazyPolicy } from "./policy-shelf";
import type { PlacedBlock, Reading } from "./reading";

type Kind = "scps" | "rcps";

const TYPES: ReadonlyMap<string, Kind> = new Map([
  ["SERVICE_CONTROL_POLICY", "scps"],
  ["RESOURCE_CONTROL_POLICY", "rcps"],
]);

const GRAMMARS = { scps: "identity", rcps: "rcp" } as const;

/**
 * What Organizations keeps each account from. What is given for an account counts alone; what Terraform attaches to an
 * account is its last level. Attachments to the root or a unit need the tree, which Terraform doesn't say.
 */
export function organizationPolicies(
  reading: Reading,
  given: ReadonlyMap<string, GivenLimits>,
): ReadonlyMap<string, OrganizationPolicies> {
  const all = new Map<string, OrganizationPolicies>();
  for (const [accountId, attached] of attachedToAccounts(reading)) {
    if (given.has(accountId)) continue;
    const levels = (kind: Kind) => (attached[kind].length === 0 ? [] : [attached[kind]]);
    const whole = (kind: Kind) => levels(kind).map(withFullAccess(reading, kind));
    all.set(accountId, lazyPolicies(whole("scps"), whole("rcps")));
  }
  // The same policy limits many accounts.
  const shelved = new Map<GivenPolicy, LazyPolicy>();
  for (const [accountId, { scps = [], rcps = [] }] of given) {
    // Accounts without limits are asked as one.
    if (scps.length + rcps.length === 0) continue;
    const shelve = (kind: Kind) => (policy: GivenPolicy) => {
      const known = shelved.get(policy);
      if (known !== undefined) return known;
      const { name, file, document } = policy;
      const made = reading.shelf.shelveDocument(document, GRAMMARS[kind], {
        name: `${kind === "scps" ? "SCP" : "RCP"} ${name}`,
        file,
      });
      shelved.set(policy, made);
      return made;
    };
    const levels = (kind: Kind, from: readonly (readonly GivenPolicy[])[]) =>
      from.map((level) => level.map(shelve(kind)));
    all.set(accountId, lazyPolicies(levels("scps", scps), levels("rcps", rcps)));
  }
  return all;
}

type Levels = readonly (readonly LazyPolicy[])[];
type CompiledLevels = readonly (readonly CompiledPolicy[])[];

function lazyPolicies(scps: Levels, rcps: Levels): OrganizationPolicies {
  let compiledScps: CompiledLevels | undefined;
  let compiledRcps: CompiledLevels | undefined;
  const limits: OrganizationPolicies = {
    get scps() {
      return (compiledScps ??= compileAll(scps));
    },
    get rcps() {
      return (compiledRcps ??= compileAll(rcps));
    },
  };
  setLimitsLikeness(
    limits,
    [scps, rcps].map((levels) => levels.map((level) => level.map(({ text }) => text))),
  );
  return limits;
}

function compileAll(levels: Levels): CompiledLevels {
  return levels.map((level) => level.map((policy) => policy()));
}

/** With what AWS attaches to everything by itself: `FullAWSAccess` and `RCPFullAWSAccess`. */
function withFullAccess({ shelf }: Reading, kind: Kind) {
  const { name, document } = kind === "rcps" ? RCP_FULL_AWS_ACCESS : FULL_AWS_ACCESS;
  const full = shelf.shelveDocument(document, GRAMMARS[kind], { name });
  return (level: readonly LazyPolicy[]) => [full, ...level];
}

type Attached = Record<Kind, LazyPolicy[]>;

function attachedToAccounts(reading: Reading): ReadonlyMap<string, Attached> {
  const policies = new Map<string, { readonly block: PlacedBlock; readonly type: string }>();
  for (const block of reading.placed("aws_organizations_policy")) {
    const id = reading.resolver.find(block, "id");
    const type = reading.resolver.find(block, "type") ?? "SERVICE_CONTROL_POLICY";
    if (id !== undefined) policies.set(id, { block, type });
  }
  const accounts = new Map<string, Attached>();
  for (const block of reading.placed("aws_organizations_policy_attachment")) {
    const id = reading.need(block, "policy_id", LIMITS_IGNORED);
    const target = reading.need(block, "target_id", LIMITS_IGNORED);
    if (id === undefined || target === undefined) continue;
    const policy = policies.get(id);
    if (policy === undefined) {
      reading.report(block, `none of the files read makes its policy ${id}: ${LIMITS_IGNORED}`);
      continue;
    }
    const kind = TYPES.get(policy.type);
    // Tag policies and their like don't decide about access.
    if (kind === undefined) continue;
    if (!/^\d{12}$/.test(target)) {
      reading.report(
        block,
        `it is attached to ${target}, and which accounts are below isn't known: ${LIMITS_IGNORED}`,
      );
      continue;
    }
    const attached = accounts.get(target) ?? { scps: [], rcps: [] };
    accounts.set(target, attached);
    const text = reading.resolver.attribute(policy.block, "content");
    const name = reading.resolver.find(policy.block, "name") ?? policy.block.name;
    attached[kind].push(reading.shelf.shelve(policy.block, name, text, GRAMMARS[kind]));
  }
  return accounts;
}

const LIMITS_IGNORED = "what it denies is denied in no verdict";
