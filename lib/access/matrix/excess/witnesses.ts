import { UNKNOWN_VALUES, type Lookup } from "../../evaluate/match/lookup";
import type { CompiledStatement } from "../../evaluate/policy/compiled-statement";
import { createRequestedResource } from "../../evaluate/request/requested-resource";
import { exampleOf } from "../../capabilities/custom-capability";
import type { WorldIndex } from "./world-index";

/** An account that is nobody's here. */
const FOREIGN_ACCOUNT = "999999999999";

export interface WitnessGround {
  readonly index: WorldIndex;
  readonly partition: string;
  readonly region: string;
  /** The account of the role that asks. */
  readonly accountId: string;
  readonly toolingId: string;
}

/** Something that an allow reaches. */
export interface Witness {
  readonly arn: string;
  /** Of something made up: all of the world that the same pattern reaches. */
  readonly reached?: readonly string[];
}

/**
 * Resources that an allow reaches, for actions of a service: those of the world, and made-up ones in the role's own
 * account, the tooling account and one of nobody here, so that a pattern that is too wide shows.
 */
export function witnesses(
  { resources }: CompiledStatement,
  service: string,
  ground: WitnessGround,
): readonly Witness[] {
  const inWorld = ground.index.of(service, ground.accountId);
  const reaches = (arn: string): boolean =>
    resources?.matches(createRequestedResource(arn), NOBODY_KNOWS) !== "no";
  const found = new Map<string, Witness>();
  for (const arn of inWorld) if (reaches(arn)) found.set(arn, { arn });
  const add = (arn: string, reached: readonly string[]): void => {
    if (!found.has(arn) && reaches(arn)) found.set(arn, { arn, reached });
  };
  const patterns = resources === undefined || resources.negated ? ["*"] : resources.patterns;
  for (const pattern of patterns) {
    const text = typeof pattern === "string" ? pattern : pattern.text;
    if (text === "*") {
      found.set("*", { arn: "*" });
      for (const arn of strays(service, ground)) add(arn, inWorld);
    } else if (typeof pattern !== "string") {
      const examples = examplesOf(text, ground);
      if (examples.length === 0) continue;
      const reached = inWorld.filter(
        (arn) => pattern.matches(createRequestedResource(arn), NOBODY_KNOWS) !== "no",
      );
      for (const arn of examples) add(arn, reached);
    }
  }
  return [...found.values()];
}

const NOBODY_KNOWS: Lookup = { values: () => UNKNOWN_VALUES };

/** A region in which nobody has anything. */
const ELSEWHERE = "xx-nowhere-1";

/** A pattern with its wildcards filled in; where it leaves account or region open, once for each kind of them. */
function examplesOf(pattern: string, ground: WitnessGround): string[] {
  const [arn, partition, service, region = "", account = "", ...rest] = pattern.split(":");
  if (arn !== "arn" || rest.length === 0) return [];
  const head = [arn, partition === "*" ? ground.partition : partition, service].join(":");
  const name = exampleOf(rest.join(":").replace(/\$\{[^}]*\}/g, "made-up"));
  const accounts = /[*?]/.test(account) ? accountsOf(ground) : [account];
  const regions = /[*?]/.test(region) ? [ground.region, ELSEWHERE] : [region];
  return accounts.flatMap((id) => regions.map((where) => [head, where, id, name].join(":")));
}

function accountsOf({ accountId, toolingId }: WitnessGround): string[] {
  return [...new Set([accountId, toolingId, FOREIGN_ACCOUNT])];
}

/** Of a statement that names no resources: one of the service in each kind of account. */
function strays(service: string, ground: WitnessGround): string[] {
  const { partition, region } = ground;
  const shape = SHAPES[service] ?? ((account: string) => `${region}:${account}:made-up`);
  return accountsOf(ground).map(
    (account) => `arn:${partition}:${service}:${shape(account, region)}`,
  );
}

/** Names as the services that matter most here have them. */
const SHAPES: Readonly<Record<string, (account: string, region: string) => string>> = {
  iam: (account) => `:${account}:role/made-up`,
  kms: (account, region) => `${region}:${account}:key/made-up`,
  s3: () => `::made-up/made-up`,
  sts: (account) => `:${account}:role/made-up`,
};
