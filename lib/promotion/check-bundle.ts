import { type BundleContent, isPlanned } from "./bundle";
import type { Digest } from "./digest";
import { type GeneratedStack, inputsDigest, lockDigest } from "./generated";
import { History } from "./journal/history";
import type { JournalEntry } from "./journal/entry";
import { Refusal } from "./refusal";
import { stacksOf, type Wave } from "./waves";

/** What there is now, to hold a bundle against. */
export interface PresentFacts {
  readonly waves: readonly Wave[];
  readonly stacks: readonly GeneratedStack[];
  /** The digest of the config file. */
  readonly config: Digest;
  readonly tools: BundleContent["tools"];
}

const REGENERATE =
  "check out the bundle's revision and write its Terraform with `gatehouse synth`, or plan again";

/**
 * Whether what was planned is what is here: the config, the Terraform, the providers, the tools.
 *
 * @returns the bundle's wave
 * @throws Refusal where something differs
 */
export function checkBundle(content: BundleContent, present: PresentFacts): Wave {
  for (const tool of ["terraform", "gatehouse"] as const) {
    if (present.tools[tool] === content.tools[tool]) continue;
    throw new Refusal(
      `it was planned with ${tool} ${content.tools[tool]}, and this is ${present.tools[tool]}`,
      `use ${tool} ${content.tools[tool]}, or plan again`,
    );
  }
  if (present.config !== content.config)
    throw new Refusal("the config is not the one that was planned", REGENERATE);
  const wave = present.waves.find(({ name }) => name === content.wave);
  const planned = content.stacks.map(({ name }) => name).sort();
  const here = wave === undefined ? [] : stacksOf(wave).sort();
  if (wave === undefined || planned.join() !== here.join()) {
    throw new Refusal(
      `wave ${content.wave} has other stacks than were planned: ${here.join(", ") || "none"}`,
      REGENERATE,
    );
  }
  for (const stack of content.stacks) {
    const generated = present.stacks.find(({ name }) => name === stack.name);
    if (generated === undefined) continue;
    if (inputsDigest(generated) !== stack.inputs)
      throw new Refusal(`the Terraform of ${stack.name} is not what was planned`, REGENERATE);
    const providers = lockDigest(generated);
    if (isPlanned(stack) && providers !== undefined && providers !== stack.providers) {
      throw new Refusal(
        `${stack.name} was planned with other providers than its lock file names`,
        `remove ${generated.folder}/.terraform.lock.hcl, and the one of the plan is used; or plan again`,
      );
    }
  }
  return wave;
}

/** Whether the record lets a bundle run. @throws Refusal where it doesn't */
export function checkHistory(
  content: BundleContent,
  digest: Digest,
  waves: readonly Wave[],
  entries: readonly JournalEntry[],
): void {
  const history = new History(entries);
  const planned = history.planned(digest);
  if (planned === undefined) {
    throw new Refusal(
      "the journal knows no such bundle: it was changed, or planned against another journal",
      "find out who changed it, and plan again",
    );
  }
  const last = history.lastStarted(content.wave);
  if (last !== undefined && last.event.bundle !== digest && last.sequence > planned.sequence) {
    throw new Refusal(
      `wave ${content.wave} has run another bundle since this one was planned`,
      "plan again",
    );
  }
  const before = waves[waves.findIndex(({ name }) => name === content.wave) - 1];
  if (before === undefined) return;
  const run = history.finished(before.name)?.event.revision;
  if (run === content.revision) return;
  throw new Refusal(
    `wave ${before.name} comes before ${content.wave} and has ${run === undefined ? "not run yet" : `run revision ${run.slice(0, 12)}`}, not ${content.revision.slice(0, 12)}`,
    `promote that revision there first: gatehouse promote plan --wave ${before.name}`,
  );
}
