import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Asker, createAsk } from "../../../../lib/access/world/ask";
import { buildWorld, type WorldOptions } from "../../../../lib/access/world/build/build-world";
import {
  type ReadWorld,
  readWorld,
  type ReadWorldOptions,
  type WorldSource,
} from "../../../../lib/access/world/read-world";
import { parseStack } from "../../../../lib/access/world/terraform/parse-stack";
import type { World, WorldResource, WorldRole } from "../../../../lib/access/world/world";

export const ACCOUNT = "111122223333";
export const REGION = "eu-west-1";

type Values = Readonly<Record<string, unknown>>;

export interface Written {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly provider?: unknown;
  readonly module?: Values;
}

export const PROVIDER = { allowed_account_ids: [ACCOUNT], region: REGION };

/** The world of stacks written by hand; all are in one account unless they say otherwise. */
export function worldOf(stacks: Readonly<Record<string, Written>>, options?: WorldOptions): World {
  return buildWorld(
    Object.entries(stacks).map(([name, stack]) =>
      parseStack(name, `stacks/${name}/cdk.tf.json`, { provider: { aws: [PROVIDER] }, ...stack }),
    ),
    options,
  );
}

/** Writes files, reads a world of them, and takes them away. */
export function readFrom(
  files: Readonly<Record<string, string>>,
  source: (folder: string) => WorldSource,
  options?: ReadWorldOptions,
): ReadWorld {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-world-"));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return readWorld(source(folder), options);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function worldIn(read: ReadWorld): World {
  if (read.kind === "world") return read.world;
  throw new Error(JSON.stringify(read.problems));
}

export function getRole(world: World, name: string, accountId?: string): WorldRole {
  const found = world.roles.find(
    (role) =>
      (role.name === name || role.permissionSet === name) &&
      (accountId === undefined || role.accountId === accountId),
  );
  if (found === undefined) throw new Error(`no role ${name}: ${listOf(world.roles)}`);
  return found;
}

export function getResource(world: World, type: string, name: string): WorldResource {
  const found = world.resources.find((one) => one.type === type && one.name === name);
  if (found === undefined) throw new Error(`no ${type} ${name}: ${listOf(world.resources)}`);
  return found;
}

function listOf(things: readonly { readonly arn: string }[]): string {
  return things.map(({ arn }) => arn).join(" ");
}

function roleAsks(world: World, name: string): Asker {
  return { kind: "role", role: getRole(world, name) };
}

/** The kind of the verdict on what a role asks. */
export function decide(
  world: World,
  role: string,
  action: string,
  resource: string,
  context: Readonly<Record<string, string | readonly string[] | null>> = {},
): string {
  return createAsk(world)({ asker: roleAsks(world, role), action, resource, context }).kind;
}

export function policy(...statements: readonly Values[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

export function allow(action: string, resource = "*", more: Values = {}): Values {
  return { Effect: "Allow", Action: action, Resource: resource, ...more };
}

/** Lets the whole account in. */
export const TRUST = policy({
  Effect: "Allow",
  Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
  Action: "sts:AssumeRole",
});

export function role(name: string, more: Values = {}): Values {
  return { name, assume_role_policy: TRUST, ...more };
}

export function whatIsSaid(world: World): readonly string[] {
  return world.unmodelled.map(({ origin, what }) => `${origin.address}: ${what}`);
}
