import type { CompiledPolicy } from "../../evaluate/policy/compile-policy";
import type { OrganizationPolicies } from "../world";
import type { LazyPolicy } from "./policy-shelf";
import type { PlacedBlock, Reading } from "./reading";

/** SCPs and RCPs of an account as they are given from outside: a list of documents for each level, the root first. */
export interface GivenOrganizationPolicies {
  /** Where they come from, for evidence. */
  readonly file: string;
  readonly scps?: readonly (readonly unknown[])[];
  readonly rcps?: readonly (readonly unknown[])[];
}

type Kind = "scps" | "rcps";

const TYPES: ReadonlyMap<string, Kind> = new Map([
  ["SERVICE_CONTROL_POLICY", "scps"],
  ["RESOURCE_CONTROL_POLICY", "rcps"],
]);

/**
 * What Organizations keeps each account from. What is given for an account counts alone; what Terraform attaches to an
 * account is its last level. Attachments to the root or a unit need the tree, which Terraform doesn't say.
 */
export function organizationPolicies(
  reading: Reading,
  given: ReadonlyMap<string, GivenOrganizationPolicies>,
): ReadonlyMap<string, OrganizationPolicies> {
  const all = new Map<string, OrganizationPolicies>();
  for (const [accountId, attached] of attachedToAccounts(reading)) {
    if (given.has(accountId)) continue;
    const level = (kind: Kind) => (attached[kind].length === 0 ? [] : [attached[kind]]);
    all.set(
      accountId,
      lazyPolicies(
        () => level("scps").map(compileLevel(reading, "scps")),
        () => level("rcps").map(compileLevel(reading, "rcps")),
      ),
    );
  }
  const documents = new Map<string, LazyPolicy>();
  for (const [accountId, { file, scps = [], rcps = [] }] of given) {
    const shelve = (kind: Kind) => (document: unknown) => {
      const id = `${kind} ${file} ${JSON.stringify(document)}`;
      const source = { name: kind === "scps" ? "SCP" : "RCP", file };
      const policy =
        documents.get(id) ??
        reading.shelf.shelveDocument(document, kind === "rcps" ? "rcp" : "identity", source);
      documents.set(id, policy);
      return policy;
    };
    const levels = (kind: Kind, from: readonly (readonly unknown[])[]) => {
      const lazy = from.map((level) => level.map(shelve(kind)));
      return () => lazy.map((level) => level.map((policy) => policy()));
    };
    all.set(accountId, lazyPolicies(levels("scps", scps), levels("rcps", rcps)));
  }
  return all;
}

type Levels = readonly (readonly CompiledPolicy[])[];

function lazyPolicies(scps: () => Levels, rcps: () => Levels): OrganizationPolicies {
  let compiledScps: Levels | undefined;
  let compiledRcps: Levels | undefined;
  return {
    get scps() {
      return (compiledScps ??= scps());
    },
    get rcps() {
      return (compiledRcps ??= rcps());
    },
  };
}

/** With what AWS attaches to everything by itself: `FullAWSAccess` and `RCPFullAWSAccess`. */
function compileLevel({ shelf }: Reading, kind: Kind) {
  const full = shelf.shelveDocument(
    {
      Version: "2012-10-17",
      Statement: {
        Effect: "Allow",
        ...(kind === "rcps" ? { Principal: "*" } : {}),
        Action: "*",
        Resource: "*",
      },
    },
    kind === "rcps" ? "rcp" : "identity",
    { name: kind === "rcps" ? "RCPFullAWSAccess" : "FullAWSAccess" },
  );
  return (level: readonly LazyPolicy[]) => [full(), ...level.map((policy) => policy())];
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
    const grammar = kind === "rcps" ? "rcp" : "identity";
    attached[kind].push(reading.shelf.shelve(policy.block, name, text, grammar));
  }
  return accounts;
}

const LIMITS_IGNORED = "what it denies is denied in no verdict";
