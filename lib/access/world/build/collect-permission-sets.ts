import { blocksIn } from "../terraform/json-value";
import { unknown } from "../terraform/text";
import type { TerraformBlock } from "../terraform/terraform-stack";
import type { WorldRole } from "../world";
import { createRole } from "./create-role";
import type { ManagedPolicies } from "./managed-policies";
import type { LazyPolicy } from "./policy-shelf";
import { originOf, type PlacedBlock, type Reading } from "./reading";

/** What a permission set puts on its role in an account. */
type Part = (accountId: string) => LazyPolicy;

interface PermissionSet {
  readonly block: PlacedBlock;
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly identity: Part[];
  boundary: Part | undefined;
  readonly assigned: Map<string, Assigned>;
}

interface Assigned {
  readonly groups: Set<string>;
  readonly users: Set<string>;
}

/** The roles that Identity Center makes: one for each permission set and account that it is assigned in. */
export function collectPermissionSets(
  reading: Reading,
  managed: ManagedPolicies,
): readonly WorldRole[] {
  const sets = readSets(reading);
  readPolicies(reading, managed, sets);
  readAssignments(reading, sets);
  return [...sets.values()].flatMap((set) => rolesOf(reading, set));
}

function readSets(reading: Reading): Map<string, PermissionSet> {
  const sets = new Map<string, PermissionSet>();
  for (const block of reading.placed("aws_ssoadmin_permission_set")) {
    const name = reading.need(block, "name", "its roles are left out of every verdict");
    const arn = reading.resolver.find(block, "arn");
    if (name === undefined || arn === undefined) continue;
    const { tags } = reading.tags(block);
    sets.set(arn, { block, name, tags, identity: [], boundary: undefined, assigned: new Map() });
  }
  return sets;
}

const ASSIGNMENT = "aws_ssoadmin_account_assignment";

/** What of a type belongs to which set. */
function* ofSets(
  reading: Reading,
  sets: ReadonlyMap<string, PermissionSet>,
  type: string,
): Generator<readonly [TerraformBlock, PermissionSet]> {
  for (const block of reading.resolver.all(type)) {
    const arn = reading.resolver.attribute(block, "permission_set_arn");
    if (arn.kind === "unknown") {
      if (type === ASSIGNMENT)
        reading.report(block, `whose role is given to whom isn't known, as ${arn.why}`);
      else
        putOnAll(reading, sets, block, `the permission set it is about isn't known, as ${arn.why}`);
      continue;
    }
    const set = sets.get(arn.text);
    if (set === undefined)
      reading.report(
        block,
        `none of the files read makes its permission set ${arn.text}: it is ignored`,
      );
    else yield [block, set];
  }
}

/** What belongs to a set that nobody knows may belong to each. */
function putOnAll(
  reading: Reading,
  sets: ReadonlyMap<string, PermissionSet>,
  block: TerraformBlock,
  why: string,
): void {
  const stray = reading.shelf.shelve(block, block.name, unknown(why), "identity");
  for (const set of sets.values()) set.identity.push(() => stray);
}

function readPolicies(
  reading: Reading,
  managed: ManagedPolicies,
  sets: ReadonlyMap<string, PermissionSet>,
): void {
  const { resolver, shelf } = reading;
  for (const [block, set] of ofSets(reading, sets, "aws_ssoadmin_permission_set_inline_policy")) {
    const text = resolver.attribute(block, "inline_policy");
    const policy = shelf.shelve(block, `inline policy of ${set.name}`, text, "identity");
    set.identity.push(() => policy);
  }
  for (const [block, set] of ofSets(reading, sets, "aws_ssoadmin_managed_policy_attachment"))
    set.identity.push(managedPart(reading, managed, block, block.values.managed_policy_arn));
  const customer = "aws_ssoadmin_customer_managed_policy_attachment";
  for (const [block, set] of ofSets(reading, sets, customer))
    set.identity.push(referencePart(reading, managed, block, block.values));
  const boundary = "aws_ssoadmin_permissions_boundary_attachment";
  for (const [block, set] of ofSets(reading, sets, boundary)) {
    const [given = {}] = blocksIn(block.values.permissions_boundary);
    const arn = given.managed_policy_arn;
    set.boundary =
      arn === undefined || arn === null || arn === ""
        ? referencePart(reading, managed, block, given)
        : managedPart(reading, managed, block, arn);
  }
}

function managedPart(
  { resolver, shelf }: Reading,
  managed: ManagedPolicies,
  block: TerraformBlock,
  value: unknown,
): Part {
  const arn = resolver.text(block, value);
  const policy =
    arn.kind === "known"
      ? managed.get(arn.text, block)
      : shelf.shelve(block, block.name, arn, "identity");
  return () => policy;
}

/** A policy that each account has for itself, by name and path. */
function referencePart(
  reading: Reading,
  managed: ManagedPolicies,
  block: TerraformBlock,
  values: Readonly<Record<string, unknown>>,
): Part {
  const [given = {}] = blocksIn(values.customer_managed_policy_reference);
  const name = reading.resolver.text(block, given.name);
  const path = reading.resolver.text(block, given.path ?? "/");
  if (name.kind === "unknown" || path.kind === "unknown") {
    const why = unknown("the name or path of the policy it refers to isn't known");
    const policy = reading.shelf.shelve(block, block.name, why, "identity");
    return () => policy;
  }
  const partition = reading.partition(block);
  return (accountId) =>
    managed.get(`arn:${partition}:iam::${accountId}:policy${path.text}${name.text}`, block);
}

function readAssignments(reading: Reading, sets: ReadonlyMap<string, PermissionSet>): void {
  const names = namesOfGroups(reading);
  for (const [block, set] of ofSets(reading, sets, ASSIGNMENT)) {
    const accountId = reading.need(
      block,
      "target_id",
      "its role there is left out of every verdict",
    );
    if (accountId === undefined) continue;
    if (!/^\d{12}$/.test(accountId)) {
      reading.report(
        block,
        `its target_id "${accountId}" is no account's id: its role there is left out of every verdict`,
      );
      continue;
    }
    const assigned = set.assigned.get(accountId) ?? { groups: new Set(), users: new Set() };
    set.assigned.set(accountId, assigned);
    const principal = reading.need(block, "principal_id", "who holds its role there isn't known");
    if (principal === undefined) continue;
    if (block.values.principal_type === "USER") assigned.users.add(principal);
    else assigned.groups.add(names.get(principal) ?? principal.replace(/^group:/, ""));
  }
}

/** What has been applied knows groups by the ids that the directory gave them. */
function namesOfGroups({ resolver }: Reading): ReadonlyMap<string, string> {
  const type = "aws_identitystore_group";
  return new Map(
    [...resolver.all(type), ...resolver.data(type)].flatMap((block) => {
      const { group_id: id, display_name: name } = block.values;
      return typeof id === "string" && typeof name === "string" ? [[id, name] as const] : [];
    }),
  );
}

function rolesOf(reading: Reading, set: PermissionSet): WorldRole[] {
  const { block, name } = set;
  const partition = reading.partition(block);
  // "If the identity source is in us-east-1", the role's path has no region.
  // https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
  const region =
    block.region === "us-east-1" || block.region === undefined ? "" : `${block.region}/`;
  if (block.region === undefined)
    reading.report(block, "Identity Center's region isn't known: its roles' path is us-east-1's");
  const roleName = `AWSReservedSSO_${name}_0000000000000000`;
  return [...set.assigned].map(([accountId, { groups, users }]) =>
    createRole({
      arn: `arn:${partition}:iam::${accountId}:role/aws-reserved/sso.amazonaws.com/${region}${roleName}`,
      name: roleName,
      accountId,
      kind: "permission-set",
      permissionSet: name,
      tags: set.tags,
      origin: originOf(block),
      assignedGroups: [...groups].sort(),
      assignedUsers: [...users].sort(),
      identity: set.identity.map((part) => part(accountId)),
      boundary: set.boundary?.(accountId),
      trust: reading.shelf.shelveDocument(signInTrust(partition, accountId), "resource", {
        name: `trust of ${roleName}`,
        file: block.file,
        at: block.address,
      }),
    }),
  );
}

/** Only Identity Center lets people in, and AWS refuses to change that. */
function signInTrust(partition: string, accountId: string): unknown {
  const provider = "saml-provider/AWSSSO_0000000000000000_DO_NOT_DELETE";
  return {
    Version: "2012-10-17",
    Statement: {
      Effect: "Allow",
      Principal: { Federated: `arn:${partition}:iam::${accountId}:${provider}` },
      Action: ["sts:AssumeRoleWithSAML", "sts:TagSession"],
      Condition: { StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml" } },
    },
  };
}
