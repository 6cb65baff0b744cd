import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BundleFolder } from "../../../lib/promotion/bundle-folder";
import { describeStack } from "../../../lib/promotion/text/describe-stack";
import { lookForDrift } from "../../../lib/promotion/look-for-drift";
import { promotionStatus } from "../../../lib/promotion/promotion-status";
import {
  data,
  FAILING,
  LATER,
  type LabStack,
  PromotionLab,
  REVISION,
  type Rules,
  wavePlatform,
} from "../../support/promotion/promotion-lab";
import { describeWithTerraform } from "../../support/terraform";

const ACCOUNTS = { a: "dev", b: "dev", p: "prod" };
const STACKS: Readonly<Record<string, LabStack>> = {
  tooling: {},
  "target-a": {},
  "target-b": {},
  "target-p": {},
  "pipeline-x": { dependencies: ["tooling", "target-a", "target-p"] },
};

const labs: PromotionLab[] = [];
function lab(stacks: Readonly<Record<string, LabStack>> = STACKS, rules: Rules = {}): PromotionLab {
  const made = new PromotionLab(wavePlatform(ACCOUNTS, { rules }));
  labs.push(made);
  made.write(stacks);
  return made;
}
afterEach(() => {
  for (const each of labs.splice(0)) each.remove();
});

describeWithTerraform("a wave that is promoted", () => {
  test("is applied as it was planned, and is at that revision", async () => {
    const it = lab();
    const bundle = await it.plan("tooling");
    expect(bundle.content.stacks.map(describeStack)).toEqual(["1 to add"]);
    expect(await it.apply(bundle)).toMatchObject({ applied: ["tooling"], finished: true });
    expect(await it.promote("dev")).toMatchObject({
      applied: ["target-a", "target-b"],
      failed: [],
      finished: true,
    });
    expect(it.state("target-a").inputs).toEqual(["target-a"]);
    const history = await it.history();
    expect(history.finished("dev")?.event.revision).toBe(REVISION);
    expect(history.lock()).toBeUndefined();
  });

  test("applied again does nothing", async () => {
    const it = lab();
    const bundle = await it.plan("tooling");
    await it.apply(bundle);
    const { serial } = it.state("tooling");
    expect(await it.apply(bundle)).toMatchObject({ failed: [], finished: true });
    expect(it.state("tooling").serial).toBe(serial);
  });

  test("leaves alone what has not changed, and plans what has", async () => {
    const it = lab();
    await it.promote("tooling");
    await it.promote("dev");
    it.write({ ...STACKS, "target-b": { content: data("new") } });
    const bundle = await it.plan("dev", { revision: LATER });
    expect(bundle.content.stacks.map(({ name, kind }) => [name, kind])).toEqual([
      ["target-a", "unchanged"],
      ["target-b", "planned"],
    ]);
    const all = await it.plan("dev", { revision: LATER, all: true });
    expect(all.content.stacks.map(({ kind }) => kind)).toEqual(["nothing-to-do", "planned"]);
  });

  test("is at the new revision with what didn't change, too", async () => {
    const it = lab();
    await it.promote("tooling");
    await it.promote("tooling", { revision: LATER });
    const history = await it.history();
    expect(history.finished("tooling")?.event.revision).toBe(LATER);
    expect(history.settled("tooling")?.event).toMatchObject({
      type: "unchanged",
      revision: LATER,
    });
  });

  test("puts off what waits for a change that it must see first, and plans it after that", async () => {
    const it = lab({
      "pipeline-x": {},
      "pipeline-y": {
        dependencies: ["pipeline-x"],
        content: {
          data: {
            terraform_remote_state: {
              x: { backend: "local", config: { path: "../../../state/pipeline-x.tfstate" } },
            },
          },
          ...data("y"),
        },
      },
    });
    const first = await it.plan("pipelines");
    expect(first.content.stacks.map(({ name, kind }) => [name, kind])).toEqual([
      ["pipeline-x", "planned"],
      ["pipeline-y", "deferred"],
    ]);
    expect(await it.apply(first)).toMatchObject({
      applied: ["pipeline-x"],
      deferred: ["pipeline-y"],
      finished: false,
    });
    expect((await it.history()).finished("pipelines")).toBeUndefined();
    const second = await it.plan("pipelines");
    expect(second.content.stacks.map(({ kind }) => kind)).toEqual(["unchanged", "planned"]);
    expect(await it.apply(second)).toMatchObject({ applied: ["pipeline-y"], finished: true });
  });

  test("plans what can be planned without, though what it depends on is about to change", async () => {
    const it = lab({ "pipeline-x": {}, "pipeline-y": { dependencies: ["pipeline-x"] } });
    const bundle = await it.plan("pipelines");
    expect(bundle.content.stacks.map(({ kind }) => kind)).toEqual(["planned", "planned"]);
    expect(await it.apply(bundle)).toMatchObject({ finished: true });
  });

  test("has no bundle where a stack can't be planned and waits for nothing", async () => {
    const broken = { resource: { terraform_data: { it: { input: '${file("gone")}' } } } };
    const it = lab({ ...STACKS, "target-b": { content: broken } });
    const failures: string[] = [];
    await expect(
      it.plan("dev", {
        tell: (event) => {
          if (event.kind === "plan-failed") failures.push(event.failure.output);
        },
      }),
    ).rejects.toThrow("target-b can't be planned");
    expect(failures.join()).toContain("gone");
    expect(readdirSync(join(it.folder, "bundles"))).toEqual([]);
    expect((await it.history()).waiting("dev")).toBeUndefined();
  });

  test("can be read by nobody else", async () => {
    const bundle = await lab().plan("tooling");
    expect(statSync(bundle.path).mode & 0o777).toBe(0o700);
    const folder = join(bundle.path, "stacks", "tooling");
    for (const name of readdirSync(folder))
      expect([name, statSync(join(folder, name)).mode & 0o777]).toEqual([name, 0o600]);
  });
});

describeWithTerraform("a wave in which stacks fail", () => {
  const failing = { tooling: {}, "target-a": {}, "target-b": { content: FAILING }, "target-p": {} };

  test("has not run, and the next one doesn't begin", async () => {
    const it = lab(failing);
    await it.promote("tooling");
    expect(await it.promote("dev")).toMatchObject({
      applied: ["target-a"],
      failed: ["target-b"],
      finished: false,
    });
    await expect(it.promote("prod")).rejects.toThrow(
      "wave dev comes before prod and has not run yet",
    );
  });

  test("has run where enough succeeded, and the next one begins", async () => {
    const it = lab(failing, { continueAtPercent: 50 });
    await it.promote("tooling");
    expect(await it.promote("dev")).toMatchObject({ failed: ["target-b"], finished: true });
    expect(await it.promote("prod")).toMatchObject({ finished: true });
  });

  test("stops at its canary", async () => {
    const it = lab(failing, { continueAtPercent: 1, canaries: ["b"] });
    await it.promote("tooling");
    expect(await it.promote("dev")).toMatchObject({
      failed: ["target-b"],
      notBegun: ["target-a"],
      finished: false,
    });
  });

  test("says why, in a log that only its owner reads, and goes on once it is mended", async () => {
    const it = lab(failing);
    await it.promote("tooling");
    const bundle = await it.plan("dev");
    await it.apply(bundle);
    const log = bundle.fileOf("target-b", "apply.log");
    expect(readFileSync(log, "utf8")).toContain("it broke");
    expect(statSync(log).mode & 0o777).toBe(0o600);
    it.write({ ...failing, "target-b": {} });
    const second = await it.plan("dev");
    expect(second.content.stacks.map(({ kind }) => kind)).toEqual(["unchanged", "planned"]);
    expect(await it.apply(second)).toMatchObject({ finished: true });
  });
});

describeWithTerraform("a bundle is refused, and nothing applied, when", () => {
  const refused = async (it: PromotionLab, bundle: BundleFolder, message: string) => {
    const before = (await it.journal()).entries.length;
    await expect(it.apply(bundle)).rejects.toThrow(message);
    const events = (await it.journal()).entries.slice(before).map(({ event }) => event.type);
    expect(events.filter((type) => type !== "locked" && type !== "unlocked")).toEqual([]);
    expect((await it.history()).lock()).toBeUndefined();
  };

  test("the state was changed since", async () => {
    const it = lab();
    const bundle = await it.plan("tooling");
    const other = await it.plan("tooling", { revision: LATER });
    await it.apply(other);
    await refused(it, bundle, "wave tooling has run another bundle since this one was planned");
  });

  test("somebody applied beside it", async () => {
    const it = lab();
    const bundle = await it.plan("tooling");
    const [stack] = it.stacks.filter(({ name }) => name === "tooling");
    if (stack === undefined) throw new Error("no stack");
    const plan = join(it.folder, "by-hand");
    await it.runner.plan(stack, plan);
    await it.runner.apply(stack, plan, join(it.folder, "log"));
    await refused(it, bundle, "the state of tooling has changed since it was planned: none then");
  });

  test.each(["tfplan", "plan.json", "plan.txt"])("its %s was edited", async (file) => {
    const it = lab();
    const bundle = await it.plan("tooling");
    writeFileSync(bundle.fileOf("tooling", file), "other");
    expect(() => BundleFolder.open(bundle.path)).toThrow(
      `${file} is not what was planned: its digest differs`,
    );
  });

  test("its content was edited", async () => {
    const it = lab();
    const bundle = await it.plan("tooling");
    const file = join(bundle.path, "bundle.json");
    writeFileSync(file, readFileSync(file, "utf8").replace(REVISION, LATER));
    await refused(it, BundleFolder.open(bundle.path), "the journal knows no such bundle");
  });

  test("its Terraform was changed", async () => {
    const it = lab();
    const bundle = await it.plan("tooling");
    it.write({ ...STACKS, tooling: { content: data("other") } });
    await refused(it, bundle, "the Terraform of tooling is not what was planned");
  });

  test("a file that Terraform reads was laid beside it", async () => {
    const it = lab();
    const bundle = await it.plan("tooling");
    writeFileSync(join(it.out, "stacks", "tooling", "x_override.tf.json"), "{}");
    await refused(it, bundle, "the Terraform of tooling is not what was planned");
  });

  test("other providers were locked", async () => {
    const it = lab();
    const bundle = await it.plan("tooling");
    writeFileSync(join(it.out, "stacks", "tooling", ".terraform.lock.hcl"), "# other\n");
    await refused(it, bundle, "tooling was planned with other providers");
  });

  test("the wave has another stack", async () => {
    const it = lab();
    const bundle = await it.plan("tooling");
    it.write({ ...STACKS, "bootstrap-a": {} });
    await refused(it, bundle, "wave tooling has other stacks than were planned");
  });

  test.each([
    ["terraform", "0.0.1"],
    ["gatehouse", "0.0.1"],
  ])("it was planned with another %s", async (tool, version) => {
    const it = lab();
    const bundle = await it.plan("tooling");
    const { present } = await it.applyProps(bundle);
    const tools = { ...present.tools, [tool]: version };
    await expect(it.apply(bundle, { present: { ...present, tools } })).rejects.toThrow(
      `it was planned with ${tool} ${bundle.content.tools[tool as "terraform"]}, and this is 0.0.1`,
    );
  });

  test("the wave before has run another revision", async () => {
    const it = lab();
    await it.promote("tooling", { revision: LATER });
    await refused(it, await it.plan("dev"), `has run revision ${"b".repeat(12)}, not`);
  });

  test("another promotion runs", async () => {
    const it = lab();
    const slow = { "local-exec": { command: "sleep 1" } };
    it.write({
      ...STACKS,
      tooling: { content: { resource: { terraform_data: { it: { provisioner: [slow] } } } } },
    });
    const bundle = await it.plan("tooling");
    const both = await Promise.allSettled([it.apply(bundle), it.apply(bundle)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const [lost] = both.filter((each) => each.status === "rejected");
    expect(String(lost?.reason)).toContain("tester@here holds the promotion lock since");
    expect(it.state("tooling").serial).toBe(1);
  });
});

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
