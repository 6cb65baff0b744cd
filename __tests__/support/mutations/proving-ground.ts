import { createAsk } from "../../../lib/access/world/ask";
import { findAwsManagedPolicy } from "../../../lib/access/world/aws-managed-policies";
import { buildWorld } from "../../../lib/access/world/build/build-world";
import { parseStack } from "../../../lib/access/world/terraform/parse-stack";
import { CHECKS } from "../../../lib/access/prove/all-checks";
import type { Proof } from "../../../lib/access/prove/proof";
import { prove } from "../../../lib/access/prove/prove";
import { type SynthesizedPlatform, synthFile } from "../synth-platform";
import { mutateOutput } from "./mutate-output";
import type { Mutation, Output, StackJson } from "./output";

/** A platform's output, and what the proof says of it once it has a slip. */
export interface ProvingGround {
  readonly mutations: readonly Mutation[];
  readonly proveOutput: (output: Output) => Promise<Proof>;
  readonly proveMutant: (mutation: Mutation) => Promise<Proof>;
  /** Whether some claim doesn't hold; those that come after it aren't asked. */
  readonly isCaught: (mutation: Mutation) => Promise<boolean>;
  readonly output: Output;
}

export async function provingGround(file: string): Promise<ProvingGround> {
  const synthesized = await synthFile(file);
  const output = outputOf(synthesized);
  const { platform } = synthesized;
  const parsed = new Map<StackJson, ReturnType<typeof parseStack>>();
  const worldOf = (changed: Output) => {
    const stacks = [...changed].map(([path, stack]) => {
      const known = parsed.get(stack);
      if (known !== undefined) return known;
      const fresh = parseStack(path.split("/")[1] ?? path, path, stack);
      if (output.get(path) === stack) parsed.set(stack, fresh);
      return fresh;
    });
    return buildWorld(stacks, { findManagedPolicy: findAwsManagedPolicy });
  };
  const proveOutput = (changed: Output): Promise<Proof> => {
    const world = worldOf(changed);
    return prove({ platform, world, ask: createAsk(world) });
  };
  const isCaught = async ({ apply }: Mutation): Promise<boolean> => {
    const world = worldOf(apply(output));
    const ask = createAsk(world);
    for (const { id } of CHECKS) {
      const { checks } = await prove({ platform, world, ask, only: [id] });
      if (checks.some(({ findings }) => findings.length > 0)) return true;
    }
    return false;
  };
  return {
    output,
    mutations: mutateOutput(output),
    proveOutput,
    proveMutant: ({ apply }) => proveOutput(apply(output)),
    isCaught,
  };
}

function outputOf({ files }: SynthesizedPlatform): Output {
  return new Map(
    [...files].flatMap(([path, text]): [string, StackJson][] =>
      /^stacks\/[^/]+\/cdk\.tf\.json$/.test(path) ? [[path, JSON.parse(text) as StackJson]] : [],
    ),
  );
}
