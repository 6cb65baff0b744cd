import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describeStack } from "../../../lib/promotion/text/describe-stack";
import { data, FAILING, LATER, REVISION } from "../../support/promotion/promotion-lab";
import { STACKS, useLabs } from "../../support/promotion/use-labs";
import { describeWithTerraform } from "../../support/terraform";

const lab = useLabs();

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
      "pipeline-z": { dependencies: ["pipeline-y"] },
    });
    const first = await it.plan("pipelines");
    expect(first.content.stacks.map(({ name, kind }) => [name, kind])).toEqual([
      ["pipeline-x", "planned"],
      ["pipeline-y", "deferred"],
      ["pipeline-z", "deferred"],
    ]);
    expect(await it.apply(first)).toMatchObject({
      applied: ["pipeline-x"],
      deferred: ["pipeline-y", "pipeline-z"],
      notBegun: [],
      finished: false,
    });
    expect((await it.history()).finished("pipelines")).toBeUndefined();
    const second = await it.plan("pipelines");
    expect(second.content.stacks.map(({ kind }) => kind)).toEqual([
      "unchanged",
      "planned",
      "planned",
    ]);
    expect(await it.apply(second)).toMatchObject({
      applied: ["pipeline-y", "pipeline-z"],
      finished: true,
    });
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
