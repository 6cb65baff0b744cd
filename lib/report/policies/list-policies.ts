import { type ConfigPath, formatPath } from "../../config/config-path";
import type { PolicyMeasure } from "../../policy/policy-inventory";

/** Every policy that a platform comes to, for people and for `--json`. */
export interface PolicyList {
  readonly policies: readonly ListedPolicy[];
  readonly total: {
    /** Documents at AWS: a policy in ten accounts counts ten times. */
    readonly documents: number;
    readonly characters: number;
    /** Customer-managed policies for what did not fit into a role or permission set itself. */
    readonly spilledOver: number;
    readonly overLimit: number;
  };
}

export interface ListedPolicy {
  readonly name: string;
  /** The part of the config it comes from: `file:line`. */
  readonly at: string;
  /** The same as a path, such as `pipelines.web`. */
  readonly path: string;
  /** In how many places, most often accounts, there is one of this name. */
  readonly documents: number;
  /** In characters as AWS counts them; of several, the largest. A number of policies is counted in policies. */
  readonly size: number;
  readonly limit: number;
  /** The part of the limit that it takes: 0.5 is half of it. */
  readonly share: number;
  readonly kind: PolicyKind;
}

type PolicyKind = "document" | "spilled-over" | "number-of-policies";

/** The policies by name, those that are the same thing in several accounts as one. */
export function listPolicies(
  measures: readonly PolicyMeasure[],
  placeOf: (path: ConfigPath) => string,
): PolicyList {
  const alike = new Map<string, PolicyMeasure[]>();
  for (const measure of measures) {
    const key = JSON.stringify([measure.name, measure.path]);
    alike.set(key, [...(alike.get(key) ?? []), measure]);
  }
  const policies = [...alike.values()].flatMap((same) => listed(same, placeOf)).sort(compare);
  const documents = measures.filter((measure) => kindOf(measure) !== "number-of-policies");
  return {
    policies,
    total: {
      documents: documents.length,
      characters: documents.reduce((sum, { size }) => sum + size, 0),
      spilledOver: documents.filter((measure) => kindOf(measure) === "spilled-over").length,
      overLimit: measures.filter(({ size, limit }) => size > limit).length,
    },
  };
}

function listed(
  same: readonly PolicyMeasure[],
  placeOf: (path: ConfigPath) => string,
): ListedPolicy[] {
  const [largest] = [...same].sort((a, b) => b.size - a.size);
  if (largest === undefined) return [];
  const { name, path, size, limit } = largest;
  return [
    {
      name,
      at: placeOf(path).replace(/:\d+$/, ""),
      path: formatPath(path),
      documents: same.length,
      size,
      limit,
      share: Math.round((size / limit) * 1_000) / 1_000,
      kind: kindOf(largest),
    },
  ];
}

/** The inventory names what spilled over `policy <name>`, and a policy of something `policy of …`. */
function kindOf({ name }: PolicyMeasure): PolicyKind {
  if (name.startsWith("number of policies ")) return "number-of-policies";
  return /^policy (?!of )/.test(name) ? "spilled-over" : "document";
}

function compare(a: ListedPolicy, b: ListedPolicy): number {
  const [one, other] = [`${a.name} ${a.path}`, `${b.name} ${b.path}`];
  return one < other ? -1 : one > other ? 1 : 0;
}
