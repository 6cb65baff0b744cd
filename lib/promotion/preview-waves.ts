import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type BundleStack, isPlanned } from "./bundle";
import { type BundleFolder, STACK_FILES } from "./bundle-folder";
import { planWave, type PlanWaveProps } from "./plan-wave";
import type { Wave } from "./waves";

/** What a revision would do to a stack. */
export interface StackPreview {
  readonly stack: BundleStack;
  /** What is changed, without values; empty where nothing was planned. */
  readonly resources: readonly {
    readonly address: string;
    readonly actions: readonly string[];
  }[];
}

/** What a revision would do to a wave. */
export interface WavePreview {
  readonly wave: string;
  readonly protected: boolean;
  readonly stacks: readonly StackPreview[];
}

const SUMMARY = z.object({
  resources: z.array(z.object({ address: z.string(), actions: z.array(z.string()) })),
});

/** A folder of nobody else's, for plans that are gone at the end. */
type PreviewProps = Omit<PlanWaveProps, "wave" | "out"> & {
  readonly waves: readonly Wave[];
  readonly folder: string;
};

/**
 * Plans waves, and keeps none of the plans: nothing is written in the journal, so that nothing of it can be applied.
 *
 * @throws Refusal where a stack can't be planned
 */
export async function previewWaves({
  waves,
  folder,
  ...props
}: PreviewProps): Promise<WavePreview[]> {
  const previews: WavePreview[] = [];
  for (const wave of waves) {
    const bundle = await planWave({ ...props, wave, out: join(folder, wave.name) });
    try {
      previews.push({
        wave: wave.name,
        protected: wave.protected,
        stacks: bundle.content.stacks.map((stack) => previewOf(bundle, stack)),
      });
    } finally {
      for (const { name } of bundle.content.stacks.filter(isPlanned))
        await props.runner.runs?.discard(bundle.fileOf(name, STACK_FILES.plan));
      rmSync(bundle.path, { recursive: true, force: true });
    }
  }
  return previews;
}

function previewOf(bundle: BundleFolder, stack: BundleStack): StackPreview {
  if (!isPlanned(stack)) return { stack, resources: [] };
  const summary = readFileSync(bundle.fileOf(stack.name, STACK_FILES.summary), "utf8");
  return { stack, resources: SUMMARY.parse(JSON.parse(summary)).resources };
}
