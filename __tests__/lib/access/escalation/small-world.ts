import { readFileSync } from "node:fs";
import {
  type EscalationEdge,
  buildEscalationGraph,
} from "../../../../lib/access/escalation/escalation-graph";
import {
  type CompiledPolicy,
  compilePolicy,
} from "../../../../lib/access/evaluate/policy/compile-policy";
import { ActionCatalogue } from "../../../../lib/access/prove/scene/action-catalogue";
import { setScene } from "../../../../lib/access/prove/scene/scene";
import { createAsk } from "../../../../lib/access/world/ask";
import type { World, WorldPipeline, WorldRole } from "../../../../lib/access/world/world";
import { loadPlatform } from "../../../../lib/model/load-platform";
import type { Platform } from "../../../../lib/model/platform";
import { SHIPPED, WITHOUT_IDENTITY_CENTER } from "../../../support/synth-platform";

/** The tooling account of both shipped platforms, and an account to deploy to. */
export const TOOLING = "222222222222";
export const TARGET = "400000000003";

type Statement = Readonly<Record<string, unknown>>;

interface RoleProps {
  readonly allow?: readonly Statement[];
  readonly deny?: readonly Statement[];
  readonly boundary?: readonly Statement[];
  readonly trust?: readonly Statement[];
  readonly persona?: string;
  readonly accountId?: string;
}

const origin = { file: "stacks/any/cdk.tf.json", address: "aws_iam_role.any" };

export function arnOf(name: string, accountId = TOOLING): string {
  return `arn:aws:iam::${accountId}:role/${name}`;
}

/** A role by name, with what its policies say. */
export function role(name: string, props: RoleProps = {}): WorldRole {
  const { allow = [], deny = [], boundary, trust = [], persona, accountId = TOOLING } = props;
  const own = [
    ...allow.map((one) => ({ Effect: "Allow", ...one })),
    ...deny.map((one) => ({ Effect: "Deny", ...one })),
  ];
  const limits = boundary?.map((one) => ({ Effect: "Allow", ...one }));
  return {
    arn: arnOf(name, accountId),
    name,
    accountId,
    kind: "role",
    ...(persona === undefined ? {} : { persona }),
    tags: {},
    policies: {
      identity: own.length === 0 ? [] : [compiled(own)],
      ...(limits === undefined ? {} : { boundary: compiled(limits) }),
    },
    trust: compiled([
      { Effect: "Allow", Principal: { Service: "never.amazonaws.com" }, Action: "sts:AssumeRole" },
      ...trust.map((one) => ({ Effect: "Allow", Action: "sts:AssumeRole", ...one })),
    ]),
    origin,
  };
}

export function compiled(statements: readonly Statement[]): CompiledPolicy {
  const kind = statements.some((one) => "Principal" in one) ? "resource" : "identity";
  const found = compilePolicy({ Version: "2012-10-17", Statement: statements }, { kind });
  if (found.kind === "malformed") throw new Error(JSON.stringify(found.problems));
  return found.policy;
}

/** A pipeline that runs as a role, with one action. */
export function pipeline(
  name: string,
  roleArn: string,
  action: Partial<WorldPipeline["stages"][number]["actions"][number]> = {},
): WorldPipeline {
  const arn = `arn:aws:codepipeline:eu-west-1:${TOOLING}:${name}`;
  const only = {
    name: "deploy",
    category: "Deploy",
    provider: "CloudFormation",
    region: "eu-west-1",
    runOrder: 1,
    configuration: {},
    outputArtifacts: [],
    ...action,
  };
  return {
    name,
    arn,
    accountId: TOOLING,
    region: "eu-west-1",
    roleArn,
    stages: [{ name: "prod", actions: [only] }],
    stores: [],
    tags: {},
    origin,
  };
}

function worldOf(parts: Partial<World>): World {
  return {
    partition: "aws",
    roles: [],
    groups: [],
    resources: [],
    pipelines: [],
    projects: [],
    organizationPolicies: new Map(),
    unmodelled: [],
    ...parts,
  };
}

/** The edges of a world, as `from -by-> to` with names in place of ARNs; with `?` where they hang on something. */
export async function edgesOf(
  parts: Partial<World>,
  platform: "shipped" | "iam" = "shipped",
): Promise<readonly string[]> {
  const edges = await graphOf(parts, platform);
  return edges.map(({ from, by, to, certain }) =>
    `${from} -${by}->${certain ? "" : "?"} ${to}`.replaceAll(/arn:aws:iam::\d+:role\//g, ""),
  );
}

async function graphOf(
  parts: Partial<World>,
  platform: "shipped" | "iam",
): Promise<readonly EscalationEdge[]> {
  const world = worldOf(parts);
  const file = platform === "shipped" ? SHIPPED : WITHOUT_IDENTITY_CENTER;
  const scene = setScene(await platformOf(file), world, new ActionCatalogue(new Map()));
  return buildEscalationGraph(scene, createAsk(world)).edges;
}

const platforms = new Map<string, Promise<Platform>>();

function platformOf(file: string): Promise<Platform> {
  const known = platforms.get(file) ?? readPlatform(file);
  platforms.set(file, known);
  return known;
}

async function readPlatform(file: string): Promise<Platform> {
  const loaded = await loadPlatform(file, readFileSync(file));
  if (loaded.kind === "invalid") throw new Error(loaded.problems[0]?.message);
  return loaded.platform;
}
