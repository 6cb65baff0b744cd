import { createAsk } from "../../lib/access/world/ask";
import { findAwsManagedPolicy } from "../../lib/access/world/aws-managed-policies";
import { buildWorld } from "../../lib/access/world/build/build-world";
import { parseStack } from "../../lib/access/world/terraform/parse-stack";
import type { TerraformStack } from "../../lib/access/world/terraform/terraform-stack";
import type { ProofCheck } from "../../lib/access/prove/proof";
import { prove } from "../../lib/access/prove/prove";
import type { SynthesizedPlatform } from "./synth-platform";

/** A statement of a generated policy. */
export interface RawStatement {
  readonly Sid: string;
  readonly Action?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly [element: string]: unknown;
}

/** A slip in the generated Terraform. */
export interface Slip {
  /** The stack's name. */
  readonly stack: string;
  /** The address of the resource, or how it begins: `aws_iam_role_policy.build-project-role`. */
  readonly address: string;
  /** The statement that it is about. @default the resource itself */
  readonly sid?: string;
  /** What it becomes; undefined takes it out. */
  readonly change: (was: RawStatement) => RawStatement | undefined;
}

type Body = Readonly<Record<string, unknown>>;
interface Stack {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Body>>>>;
  readonly [section: string]: unknown;
}

/** What one check says of a platform, as it was generated or with slips in it. */
export async function checkPlatform(
  { platform, files }: SynthesizedPlatform,
  check: string,
  ...slips: readonly Slip[]
): Promise<ProofCheck> {
  const stacks = [...files].flatMap(([path, text]) => {
    const name = /^stacks\/([^/]+)\/cdk\.tf\.json$/.exec(path)?.[1];
    if (name === undefined) return [];
    const own = slips.filter(({ stack }) => stack === name);
    if (own.length === 0) return parseOnce(name, path, text);
    let stack = JSON.parse(text) as Stack;
    for (const slip of own) stack = withSlip(stack, slip);
    return parseStack(name, path, stack);
  });
  const unknown = slips.find(({ stack }) => !files.has(`stacks/${stack}/cdk.tf.json`));
  if (unknown !== undefined) throw new Error(`there is no stack ${unknown.stack}`);
  const world = buildWorld(stacks, { findManagedPolicy: findAwsManagedPolicy });
  const proof = await prove({ platform, world, ask: createAsk(world), only: [check] });
  const [found] = proof.checks;
  if (found === undefined) throw new Error(`there is no check ${check}`);
  return found;
}

const PARSED = new Map<string, TerraformStack>();

function parseOnce(name: string, path: string, text: string): TerraformStack {
  const known = PARSED.get(text);
  if (known !== undefined) return known;
  const stack = parseStack(name, path, JSON.parse(text) as Stack);
  PARSED.set(text, stack);
  return stack;
}

function withSlip(stack: Stack, slip: Slip): Stack {
  let changed = 0;
  const resource = Object.fromEntries(
    Object.entries(stack.resource ?? {}).map(([type, byName]) => [
      type,
      Object.fromEntries(
        Object.entries(byName).flatMap(([name, body]): [string, Body][] => {
          if (!`${type}.${name}`.startsWith(slip.address)) return [[name, body]];
          const fresh =
            slip.sid === undefined ? slip.change(body as RawStatement) : edit(body, slip);
          if (fresh !== body) changed += 1;
          return fresh === undefined ? [] : [[name, fresh]];
        }),
      ),
    ]),
  );
  if (changed === 0) throw new Error(`nothing to change: ${slip.address} ${slip.sid ?? ""}`);
  return { ...stack, resource };
}

const POLICIES = ["policy", "assume_role_policy", "inline_policy"] as const;

function edit(body: Body, { sid, change }: Slip): Body {
  for (const attribute of POLICIES) {
    const text = body[attribute];
    if (typeof text !== "string") continue;
    const policy = JSON.parse(text) as { Statement: RawStatement[] };
    if (!policy.Statement.some(({ Sid }) => Sid === sid)) continue;
    const statements = policy.Statement.flatMap((statement) =>
      statement.Sid === sid ? (change(statement) ?? []) : statement,
    );
    return { ...body, [attribute]: JSON.stringify({ ...policy, Statement: statements }) };
  }
  return body;
}

/** A statement with a condition changed; undefined takes it out. */
export function withCondition(
  statement: RawStatement,
  operator: string,
  key: string,
  value: unknown,
): RawStatement {
  const { [operator]: keys = {}, ...others } = statement.Condition ?? {};
  if (value === undefined && !(key in keys)) throw new Error(`no condition ${operator} ${key}`);
  const { [key]: _, ...rest } = keys;
  const fresh = value === undefined ? rest : { ...rest, [key]: value };
  const conditions = Object.keys(fresh).length === 0 ? others : { ...others, [operator]: fresh };
  return { ...statement, Condition: conditions };
}
