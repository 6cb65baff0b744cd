import { createAsk } from "../../../lib/access/world/ask";
import { findAwsManagedPolicy } from "../../../lib/access/world/aws-managed-policies";
import { buildWorld } from "../../../lib/access/world/build/build-world";
import { parseStack } from "../../../lib/access/world/terraform/parse-stack";
import { CHECKS } from "../../../lib/access/prove/all-checks";
import type { Proof } from "../../../lib/access/prove/proof";
import { loadActionCatalogue } from "../../../lib/access/prove/scene/action-catalogue";
import { prove } from "../../../lib/access/prove/prove";
import { type SynthesizedPlatform, synthFile } from "../synth-platform";
import { type Comparison, changedDecisions } from "./changed-decisions";
import { mutateOutput } from "./mutate-output";
import type { Mutation, Output, StackJson } from "./output";

/** A platform's output, and what the proof says of it once it has a slip. */
export interface ProvingGround {
  readonly mutations: readonly Mutation[];
  readonly proveOutput: (output: Output) => Promise<Proof>;
  readonly proveMutant: (mutation: Mutation) => Promise<Proof>;
  /** Whether some claim doesn't hold; those that come after it aren't asked. */
  readonly isCaught: (mutation: Mutation) => Promise<boolean>;
  /** What the slip decides otherwise, asked without the proof. */
  readonly compare: (mutation: Mutation, about?: RegExp) => Promise<Comparison>;
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
  const isCaught = async ({ apply, id: slip }: Mutation): Promise<boolean> => {
    const world = worldOf(apply(output));
    const ask = createAsk(world);
    for (const id of likelyFirst(slip)) {
      const { checks } = await prove({ platform, world, ask, only: [id] });
      if (checks.some(({ findings }) => findings.length > 0)) return true;
    }
    return false;
  };
  const before = createAsk(worldOf(output));
  const compare: ProvingGround["compare"] = async ({ apply }, about) => {
    const after = createAsk(worldOf(apply(output)));
    const catalogue = await loadActionCatalogue();
    return changedDecisions({ platform, before, after, catalogue }, about);
  };
  return {
    output,
    compare,
    mutations: mutateOutput(output),
    proveOutput,
    proveMutant: ({ apply }) => proveOutput(apply(output)),
    isCaught,
  };
}

/** Claims about people take longest, and few slips elsewhere are theirs to notice. */
function likelyFirst(slip: string): readonly string[] {
  const ids = CHECKS.map(({ id }) => id);
  if (slip.startsWith("stacks/identity-center/")) return ids;
  const isOfPeople = (id: string) => OF_PEOPLE.has(id);
  return [...ids.filter((id) => !isOfPeople(id)), ...ids.filter(isOfPeople)];
}

const OF_PEOPLE: ReadonlySet<string> = new Set([
  "approval-bypass",
  "guard-rails",
  "intent",
  "separation-of-duties",
  "windows",
]);

function outputOf({ files }: SynthesizedPlatform): Output {
  return new Map(
    [...files].flatMap(([path, text]): [string, StackJson][] =>
      /^stacks\/[^/]+\/cdk\.tf\.json$/.test(path) ? [[path, JSON.parse(text) as StackJson]] : [],
    ),
  );
}
