import type { GivenLimits } from "../given/limits-by-account";
import { partitionOf } from "../terraform/partition-of";
import { Resolver } from "../terraform/resolver";
import type { TerraformStack } from "../terraform/terraform-stack";
import type { Origin, World } from "../world";
import { collectAttachments } from "./collect-attachments";
import { collectGroups } from "./collect-groups";
import { collectPermissionSets } from "./collect-permission-sets";
import { collectPipelines } from "./collect-pipelines";
import { collectProjects } from "./collect-projects";
import { collectResources } from "./collect-resources";
import { collectRoles } from "./collect-roles";
import { type FindManagedPolicy, ManagedPolicies } from "./managed-policies";
import { organizationPolicies } from "./organization-policies";
import { PolicyShelf } from "./policy-shelf";
import { Reading } from "./reading";
import { reportOthers } from "./report-others";

export interface WorldOptions {
  /** SCPs and RCPs by account. @default those that Terraform attaches to accounts */
  readonly organizationPolicies?: ReadonlyMap<string, GivenLimits>;
  /** Texts of AWS-managed policies. @default none is known */
  readonly findManagedPolicy?: FindManagedPolicy;
}

/** Makes a world of stacks; reads nothing else. */
export function buildWorld(stacks: readonly TerraformStack[], options: WorldOptions = {}): World {
  const shelf = new PolicyShelf();
  const reading = new Reading(new Resolver(stacks), shelf);
  const managed = new ManagedPolicies(reading, options.findManagedPolicy ?? (() => undefined));
  const attachments = collectAttachments(reading, managed);
  const roles = [
    ...collectRoles(reading, managed, attachments),
    ...collectPermissionSets(reading, managed),
  ];
  const groups = collectGroups(reading, attachments);
  attachments.reportRest(reading);
  const resources = collectResources(reading);
  const pipelines = collectPipelines(reading);
  const projects = collectProjects(reading);
  const limits = organizationPolicies(reading, options.organizationPolicies ?? new Map());
  reportOthers(reading);
  for (const { file, unread } of stacks)
    for (const { address, what } of unread)
      reading.unmodelled.push({ origin: { file, address }, what });
  let unmodelled: World["unmodelled"] | undefined;
  return {
    partition: partitionOf(stacks.flatMap(({ blocks }) => blocks[0]?.region ?? [])[0]),
    roles: onceByArn(reading, roles),
    groups: onceByArn(reading, groups),
    resources: onceByArn(reading, resources),
    pipelines: onceByArn(reading, pipelines),
    projects: onceByArn(reading, projects),
    organizationPolicies: limits,
    get unmodelled() {
      return (unmodelled ??= [...reading.unmodelled, ...shelf.unmodelled()]);
    },
  };
}

/** Sorted. What two files make, such as a plan and a state of the same stack, is taken from the first alone. */
function onceByArn<T extends { readonly arn: string; readonly origin: Origin }>(
  reading: Reading,
  things: readonly T[],
): readonly T[] {
  const found = new Map<string, T>();
  for (const thing of things) {
    const first = found.get(thing.arn);
    if (first === undefined) found.set(thing.arn, thing);
    else
      reading.unmodelled.push({
        origin: thing.origin,
        what: `${first.origin.file} makes ${thing.arn}, too: only that one counts`,
      });
  }
  return [...found.values()].sort((a, b) => (a.arn < b.arn ? -1 : 1));
}
