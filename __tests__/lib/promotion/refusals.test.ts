import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BundleFolder } from "../../../lib/promotion/bundle-folder";
import { data, LATER, type PromotionLab, REVISION } from "../../support/promotion/promotion-lab";
import { STACKS, useLabs } from "../../support/promotion/use-labs";
import { describeWithTerraform } from "../../support/terraform";

const lab = useLabs();

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
