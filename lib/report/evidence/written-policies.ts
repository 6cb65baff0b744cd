import type { CompiledPolicy } from "../../access/evaluate/policy/compile-policy";
import { documentOf } from "../../access/world/policy-documents";
import type { World } from "../../access/world/world";

/** A generated policy, once, however many roles have it. */
export interface WrittenPolicy {
  readonly name: string;
  /** The stack's file of generated Terraform, or another that its text was given in. */
  readonly file: string;
  /** Its Terraform address there. */
  readonly at?: string;
  /** ARNs of what has it, sorted. */
  readonly holders: readonly string[];
  readonly sids: readonly string[];
  readonly document: unknown;
}

/** Every policy of a world whose text is known, sorted by where it is written. */
export function writtenPolicies(world: World): WrittenPolicy[] {
  const holders = new Map<string, { policy: CompiledPolicy; arns: Set<string> }>();
  const add = (arn: string, policy: CompiledPolicy | undefined) => {
    if (policy === undefined) return;
    const { file = "", at = "", name } = policy.source;
    // Identity Center writes the trust of a role; only its name, by account, is told apart here.
    const key = [file, at, name].join("\n");
    const known = holders.get(key) ?? { policy, arns: new Set<string>() };
    known.arns.add(arn);
    holders.set(key, known);
  };
  for (const { arn, trust, policies } of world.roles) {
    for (const policy of [trust, policies.boundary, ...policies.identity]) add(arn, policy);
  }
  for (const { arn, identity } of world.groups) for (const policy of identity) add(arn, policy);
  for (const { arn, policy } of world.resources) add(arn, policy);
  return [...holders]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([, { policy, arns }]) => written(policy, [...arns].sort()));
}

function written(
  { source, statements }: CompiledPolicy,
  holders: readonly string[],
): WrittenPolicy[] {
  const text = documentOf(source);
  if (text === undefined) return [];
  const { name, file = "elsewhere", at } = source;
  const sids = statements.flatMap(({ evidence: { sid } }) => (sid === undefined ? [] : [sid]));
  const document = JSON.parse(text) as unknown;
  return [{ name, file, ...(at === undefined ? {} : { at }), holders, sids, document }];
}
