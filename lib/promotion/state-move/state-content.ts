import { z } from "zod";
import { digest, type Digest } from "../digest";
import { readStateId, type StateId } from "../terraform/state-id";

/** A state as `state pull` prints it. */
export interface StateContent extends StateId {
  readonly text: string;
  /** How many instances of resources it has. */
  readonly resources: number;
  /** Of its resources and outputs. */
  readonly content: Digest;
}

const RESOURCES = z.object({
  lineage: z.string(),
  outputs: z.unknown(),
  resources: z.array(z.looseObject({ instances: z.array(z.unknown()) })),
});

/** Undefined where nothing was ever written: HCP Terraform prints a state then that has no lineage. */
export function readState(text: string): StateContent | undefined {
  if (text.trim() === "") return undefined;
  const { lineage, outputs, resources } = RESOURCES.parse(JSON.parse(text));
  if (lineage === "") return undefined;
  const count = resources.reduce((sum, { instances }) => sum + instances.length, 0);
  const content = digest(JSON.stringify({ outputs, resources }));
  return { ...readStateId(text), text, resources: count, content };
}

/** Whether two are one state at the same point. Lineages tell nothing: see `holds`. */
export function isSameState(one: StateContent, other: StateContent): boolean {
  return one.serial === other.serial && one.content === other.content;
}

/**
 * Whether a state is what became of another that was pushed. Terraform makes another lineage in a bucket or HCP
 * Terraform where there was no state before, and counts the serial up where there was one.
 */
export function holds(there: StateContent, pushed: StateContent): boolean {
  return there.serial >= pushed.serial && there.content === pushed.content;
}

/** The same state as one of another lineage, which Terraform takes over an older one of that. */
export function withLineage(text: string, lineage: string): string {
  const state = { ...(JSON.parse(text) as object), lineage };
  return `${JSON.stringify(state, null, 2)}\n`;
}
