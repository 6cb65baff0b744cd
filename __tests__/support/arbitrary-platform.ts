import fc from "fast-check";
import type { PlatformConfigInput } from "../../lib/config/schema/platform";
import { type Account, type Ground, arbitraryGround } from "./arbitrary-platform/accounts";
import { groupsFor, identityChoices, identityOf } from "./arbitrary-platform/identity";
import { arbitraryPeople } from "./arbitrary-platform/people";
import { arbitraryPipelines, given } from "./arbitrary-platform/pipelines";

const MANAGEMENT = "900000000001";
const TOOLING = "900000000002";
const LOG_ARCHIVE = "900000000003";

const runningChoices = fc.record({
  namePrefix: fc.constantFrom("gatehouse", "a", "acme-corp-it", undefined),
  tags: fc.constantFrom({ "cost center": "é/1", owner: "platform" }, undefined),
  logArchive: fc.boolean(),
  existingConnection: fc.boolean(),
  mayCreateRoles: fc.boolean(),
  identity: identityChoices,
  backend: fc.constantFrom(
    "local",
    "local-elsewhere",
    "s3",
    "s3-own-key",
    "cloud",
    "cloud-own-host",
    undefined,
  ),
  boundary: fc.record(
    {
      toolingPolicy: fc.constant("org-boundary"),
      targetPolicy: fc.constant("org-target-boundary"),
    },
    { requiredKeys: [] },
  ),
  provisioner: fc.constantFrom("OrganizationAccountAccessRole", undefined),
  retention: fc.record(
    {
      artifactDays: fc.integer({ min: 1, max: 3_650 }),
      oldVersionDays: fc.integer({ min: 1, max: 3_650 }),
      buildLogDays: fc.constantFrom(1 as const, 365 as const, 3653 as const),
      keyDeletionDays: fc.integer({ min: 7, max: 30 }),
    },
    { requiredKeys: [] },
  ),
});
type RunningChoices = typeof runningChoices extends fc.Arbitrary<infer T> ? T : never;

/**
 * Valid platforms as plain data, as YAML would hold them: every partition, kind of deployment, backend and way to select.
 * Flat choices are made first and put together afterwards, so that a failing one shrinks to a small one.
 */
export function arbitraryPlatform(): fc.Arbitrary<PlatformConfigInput> {
  return fc
    .record({
      ground: arbitraryGround,
      pipelines: arbitraryPipelines,
      people: arbitraryPeople,
      choices: runningChoices,
    })
    .map(({ ground, pipelines: pipelinesOn, people: peopleOn, choices }) => {
      const connections = {
        main: connection(choices, ground),
        second: { provider: "GitLab" as const },
      };
      const pipelines = pipelinesOn(ground, Object.keys(connections));
      const { personas, groups } = peopleOn(ground, pipelines);
      const running = settings(choices, ground);
      return {
        version: 1,
        organization: {
          id: "o-a1b2c3d4e5",
          partition: ground.partition,
          managementAccountId: MANAGEMENT,
        },
        tooling: { accountId: TOOLING, homeRegion: ground.regions[0] ?? "eu-west-1" },
        environments: [...ground.environments],
        accounts: byName<Account>(ground.accounts),
        connections,
        executionProfiles: profiles(choices),
        pipelines: byName(pipelines),
        personas,
        groups: groupsFor(running.identity, groups),
        ...running,
      };
    });
}

function settings(
  running: RunningChoices,
  { partition, regions }: Ground,
): Pick<PlatformConfigInput, "identity"> & Partial<PlatformConfigInput> {
  const { namePrefix, tags, logArchive, identity, boundary, provisioner, retention } = running;
  const region = regions[0] ?? "eu-west-1";
  return {
    ...given({
      namePrefix,
      tags,
      boundary,
      retention,
      backend: backend(running.backend, region, partition),
    }),
    ...(logArchive ? { logArchive: { accountId: LOG_ARCHIVE } } : {}),
    ...(provisioner === undefined ? {} : { provisioner: { assumeRole: provisioner } }),
    identity: identityOf(identity, { region, tooling: TOOLING, elsewhere: LOG_ARCHIVE }),
  };
}

function backend(
  kind: RunningChoices["backend"],
  region: string,
  partition: string,
): PlatformConfigInput["backend"] {
  switch (kind) {
    case "local":
      return { type: "local" };
    case "local-elsewhere":
      return { type: "local", directory: "var/state" };
    case "s3":
      return { type: "s3", bucket: "acme.state", region };
    case "s3-own-key":
      return {
        type: "s3",
        bucket: "acme-state",
        region,
        keyPrefix: "a/b_c",
        kmsKeyArn: `arn:${partition}:kms:${region}:${TOOLING}:alias/state`,
      };
    case "cloud":
      return { type: "cloud", organization: "acme" };
    case "cloud-own-host":
      return {
        type: "cloud",
        organization: "acme",
        hostname: "tfe.example.com",
        project: "Delivery",
        workspacePrefix: "",
      };
    case undefined:
      return undefined;
  }
}

function connection({ existingConnection }: RunningChoices, { partition, regions }: Ground) {
  const id = "01234567-89ab-cdef-0123-456789abcdef";
  return existingConnection
    ? { arn: `arn:${partition}:codeconnections:${regions[0] ?? ""}:${TOOLING}:connection/${id}` }
    : { provider: "GitHub" as const };
}

function profiles({ mayCreateRoles }: RunningChoices): PlatformConfigInput["executionProfiles"] {
  const queue = "arn:{partition}:sqs:{region}:{account}:{pipeline}-*";
  return {
    functions: {
      mayCreateRoles,
      permissions: [
        {
          actions: ["lambda:CreateFunction", "lambda:GetFunction"],
          resources: ["arn:{partition}:lambda:{region}:{account}:function:{pipeline}-*"],
        },
      ],
      ...(mayCreateRoles
        ? { workloadPermissions: [{ actions: ["sqs:SendMessage"], resources: [queue] }] }
        : {}),
    },
    queues: {
      description: "Queues.",
      planPermissions: [{ actions: ["sqs:GetQueueAttributes"], resources: [queue] }],
      permissions: [{ actions: ["sqs:CreateQueue", "sqs:GetQueueAttributes"], resources: [queue] }],
    },
  };
}

function byName<T extends { name: string }>(items: readonly T[]): Record<string, Omit<T, "name">> {
  return Object.fromEntries(items.map(({ name, ...rest }) => [name, rest]));
}
