import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { lookForDrift } from "../../../lib/promotion/look-for-drift";
import { promotionStatus } from "../../../lib/promotion/promotion-status";
import { data, FAILING, REVISION } from "../../support/promotion/promotion-lab";
import { useLabs } from "../../support/promotion/use-labs";
import { describeWithTerraform } from "../../support/terraform";

const lab = useLabs();

describeWithTerraform("what was applied", () => {
  const withOutput = { content: { output: { it: { value: '${file("../../../world")}' } } } };

  test("is looked at for drift, and what never was applied is not", async () => {
    const it = lab({ tooling: withOutput, "target-a": {} });
    writeFileSync(join(it.folder, "world"), "one");
    await it.promote("tooling");
    const look = async () =>
      lookForDrift({
        stacks: it.stacks,
        journal: await it.journal(),
        runner: it.runner,
        processes: 2,
      });
    expect(Object.fromEntries(await look())).toEqual({
      tooling: { kind: "none" },
      "target-a": { kind: "never-applied" },
    });
    writeFileSync(join(it.folder, "world"), "two");
    expect((await look()).get("tooling")).toEqual({ kind: "drifted", addresses: ["output.it"] });
    const before = it.state("tooling").serial;
    const { entries } = await it.journal();
    expect(promotionStatus(it.waves, it.stacks, entries).waves[0]?.stacks[0]).toMatchObject({
      state: "up-to-date",
      drift: ["output.it"],
    });
    expect(it.state("tooling").serial).toBe(before);
  });

  test("that can't be looked at is undecided", async () => {
    const it = lab({ tooling: withOutput });
    writeFileSync(join(it.folder, "world"), "one");
    await it.promote("tooling");
    writeFileSync(join(it.out, "stacks", "tooling", "broken.tf"), "{");
    const found = await lookForDrift({
      stacks: it.stacks,
      journal: await it.journal(),
      runner: it.runner,
      processes: 1,
    });
    expect(found.get("tooling")).toMatchObject({ kind: "undecided" });
  });

  test("shows in the status, beside what was changed, failed or waits", async () => {
    const it = lab({
      tooling: {},
      "target-a": {},
      "target-b": { content: FAILING },
      "target-p": {},
    });
    await it.promote("tooling");
    await it.promote("dev");
    const waiting = await it.plan("prod");
    it.write({
      tooling: { content: data("new") },
      "target-a": {},
      "target-b": { content: FAILING },
      "target-p": {},
    });
    const { entries } = await it.journal();
    const { waves, lock } = promotionStatus(it.waves, it.stacks, entries);
    expect(lock).toBeUndefined();
    expect(waves.flatMap(({ stacks }) => stacks.map(({ name, state }) => [name, state]))).toEqual([
      ["tooling", "changed"],
      ["target-a", "up-to-date"],
      ["target-b", "failed"],
      ["target-p", "never-applied"],
    ]);
    expect(waves.map(({ wave, revision, pendingPlan }) => [wave, revision, pendingPlan])).toEqual([
      ["tooling", REVISION, undefined],
      ["dev", undefined, expect.any(String)],
      ["prod", undefined, waiting.digest],
    ]);
    expect(waves[0]?.stacks[0]).toMatchObject({ revision: REVISION, actor: "tester@here" });
  });
});
