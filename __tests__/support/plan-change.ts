import type { LabStack } from "../../scripts/demo/lab";
import { Semaphore } from "../../lib/promotion/terraform/semaphore";
import { type StackPlan, planStack } from "./plan-stack";
import { type SynthesizedPlatform, synthPlatform } from "./synth-platform";
import type { OpenLab } from "./use-lab";

/** What a changed config comes to, where another one is applied. */
export interface PlannedChange {
  /** The stacks whose Terraform is the same to the byte, so that nobody needs to plan them. */
  readonly untouched: readonly string[];
  /** Of every other stack, by its name; of one that the config no longer has, what destroying it does. */
  readonly plans: Readonly<Record<string, StackPlan>>;
  /** Those that were planned, with their plans kept. */
  readonly stacks: readonly LabStack[];
}

const PLANS_AT_A_TIME = 2;

/** Writes the Terraform of a changed config over the lab's, as `synth` does, and plans the stacks that it touches. */
export async function planChange(
  { lab }: OpenLab,
  before: SynthesizedPlatform,
  text: string,
): Promise<PlannedChange> {
  const applied = lab.stacks(before.platform);
  const after = await synthPlatform(text);
  const later = lab.stacks(after.platform);
  const fresh = later.filter(({ name }) => !before.stackNames.includes(name));
  const gone = applied.filter(({ name }) => !after.stackNames.includes(name));
  const kept = later.filter((stack) => !fresh.includes(stack));
  const changed = kept.filter(({ name }) => terraformOf(before, name) !== terraformOf(after, name));
  const planning = new Semaphore(PLANS_AT_A_TIME);
  const plan = async (stack: LabStack): Promise<[string, StackPlan]> =>
    planning.run(async () => {
      if (fresh.includes(stack)) await stack.folder.init();
      return [stack.name, await planStack(stack.folder, { destroy: gone.includes(stack) })];
    });
  const stacks = [...fresh, ...changed, ...gone];
  return {
    untouched: kept.filter((stack) => !changed.includes(stack)).map(({ name }) => name),
    plans: Object.fromEntries(await Promise.all(stacks.map(plan))),
    stacks,
  };
}

function terraformOf({ files }: SynthesizedPlatform, name: string): string | undefined {
  return files.get(`stacks/${name}/cdk.tf.json`);
}
