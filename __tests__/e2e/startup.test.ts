import type { World } from "../../lib/access/world/world";
import { readWorld } from "../../lib/access/world/read-world";
import { applyStacks } from "../../scripts/demo/apply-stacks";
import { destroyStacks } from "../../scripts/demo/destroy-stacks";
import { isNothing, takeInventory } from "../../scripts/demo/inventory";
import type { LabStack } from "../../scripts/demo/lab";
import { describeWithEmulator } from "../support/describe-with";
import { liveFacts } from "../support/live-facts";
import { STARTUP } from "../support/synth-platform";
import { useLab } from "../support/use-lab";
import { type Facts, worldFacts } from "../support/world-facts";
import { changed } from "./startup/changed";
import { reviewed } from "./startup/reviewed";
import { usedByPeople } from "./startup/used-by-people";
import { usedByPipelines } from "./startup/used-by-pipelines";

/** Applying waits for S3 most of the time, and a busy machine has the provider's schema to read ten times over. */
const MINUTES = 60_000;

const ignore = () => undefined;

/** Everything else after the target accounts, the tooling account among it. */
function afterTargets(stacks: readonly LabStack[]): LabStack[] {
  const targets = stacks.filter(({ name }) => name.startsWith("target-")).map(({ name }) => name);
  return stacks.map((stack) =>
    targets.includes(stack.name) ? { ...stack, after: [] } : withAfter(stack, targets),
  );
}

function withAfter(stack: LabStack, names: readonly string[]): LabStack {
  return { ...stack, after: [...new Set([...stack.after, ...names])] };
}

describeWithEmulator("the startup's platform, applied to an emulated AWS", () => {
  const inOrder = useLab(STARTUP);
  const targetsFirst = useLab(STARTUP);
  let expected: World;
  let applied: Facts;
  let stacks: LabStack[];

  test(
    "applies in the manifest's order and with the target accounts first, to the same end, and a second plan is empty",
    async () => {
      stacks = inOrder().lab.stacks();
      const others = afterTargets(targetsFirst().lab.stacks());
      const unsettled = await Promise.all([
        applyStacks(stacks, ignore),
        applyStacks(others, ignore),
      ]);
      expect(unsettled).toEqual([[], []]);
      const read = readWorld({ kind: "folder", folder: inOrder().lab.output });
      if (read.kind === "unreadable") throw new Error(JSON.stringify(read.problems));
      expected = read.world;
      applied = await liveFacts(inOrder(), expected);
      expect(await liveFacts(targetsFirst(), expected)).toEqual(applied);
    },
    15 * MINUTES,
  );

  test("has in its accounts what the proof read from the Terraform JSON, and nothing else", () => {
    const facts = worldFacts(expected);
    expect(Object.keys(facts).length).toBeGreaterThan(10);
    expect(applied).toEqual(facts);
  });

  usedByPeople(targetsFirst);

  usedByPipelines(targetsFirst);

  reviewed(targetsFirst);

  changed(inOrder);

  test(
    "is destroyed without a trace, its kept keys and buckets once that is said",
    async () => {
      const { aws, platform } = inOrder();
      await destroyStacks(stacks, aws, ignore);
      expect(isNothing(await takeInventory(aws, platform))).toBe(true);
    },
    10 * MINUTES,
  );
});
