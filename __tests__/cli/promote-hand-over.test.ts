import { existsSync, readdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import type { WavePreview } from "../../lib/promotion/preview-waves";
import { terraformEnvironment } from "../../scripts/terraform/terraform-environment";
import { data } from "../support/promotion/promotion-lab";
import { PromotedRepository } from "../support/promotion/promoted-repository";
import { runCommand } from "../support/run-command";
import { describeWithTerraform } from "../support/terraform";

let repository: PromotedRepository;
beforeEach(() => {
  repository = new PromotedRepository();
});
afterEach(() => repository.remove());

const gatehouse = (...args: readonly string[]) =>
  runCommand(["promote", ...args], {
    cwd: repository.path,
    env: { TF_CLI_CONFIG_FILE: terraformEnvironment()["TF_CLI_CONFIG_FILE"] ?? "" },
  });
const FROM = ["--from", "cdktf.out"];

describeWithTerraform("a bundle", () => {
  test("goes from who plans to who approves to who applies, by the first characters of its digest", async () => {
    const [pipeline, bob] = [repository.keys.make("pipeline"), repository.keys.make("bob")];
    const people = { "pipeline@example.com": pipeline, "bob@example.com": bob };
    repository.write("allowed_signers", repository.keys.list(people));
    repository.commit();

    await gatehouse("plan", ...FROM, "-o", "bundles/planned", "--key", pipeline);
    const pushed = await gatehouse("push", "bundles/planned");
    const digest = pushed.stdout.trim();
    expect([pushed.code, digest]).toEqual([0, expect.stringMatching(/^[0-9a-f]{64}$/)]);

    const early = await gatehouse("pull", digest, "-o", "bundles/early");
    expect(early.stderr).toContain("by a second person: gatehouse promote approve bundles/early");
    expect((await gatehouse("apply", "bundles/early")).stderr).toContain("no second person");

    // Who approves has no Terraform there.
    const [out, away] = ["cdktf.out", "away"].map((name) => join(repository.path, name)) as [
      string,
      string,
    ];
    renameSync(out, away);
    expect((await gatehouse("pull", digest.slice(0, 8), "-o", "bundles/bobs")).code).toBe(0);
    expect((await gatehouse("approve", "bundles/bobs", "--key", bob)).code).toBe(0);
    expect((await gatehouse("push", "bundles/bobs")).stdout.trim()).toBe(digest);
    renameSync(away, out);

    const late = await gatehouse("pull", digest, "-o", "bundles/late");
    expect([late.code, late.stdout.trim(), late.stderr]).toEqual([
      0,
      digest,
      "next: gatehouse promote apply bundles/late\n",
    ]);
    expect(await gatehouse("apply", "bundles/late")).toMatchObject({
      code: 0,
      stdout: "Wave tooling: 1 stack applied.\n",
    });
  });

  test.each([
    ["zzzzzzzz", '"zzzzzzzz" is no digest of a bundle'],
    ["0123456", '"0123456" is no digest of a bundle'],
    ["01234567", "the journal knows no bundle 01234567"],
  ])("that is asked for as %s is told what is wrong with that", async (given, message) => {
    repository.commit();
    const { code, stderr } = await gatehouse("pull", given, "-o", "bundles/b");
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
    expect(existsSync(join(repository.path, "bundles"))).toBe(false);
  });
});

describeWithTerraform("a preview", () => {
  test("shows every wave, and leaves no bundle and no line in the journal", async () => {
    repository.commit();
    const all = await gatehouse("preview", ...FROM, "--json");
    const { waves } = JSON.parse(all.stdout) as { waves: readonly WavePreview[] };
    expect(waves.map(({ wave, stacks }) => [wave, stacks.map(({ stack }) => stack.kind)])).toEqual([
      ["tooling", ["planned"]],
      ["test", ["planned"]],
      ["prod", ["planned"]],
      ["pipelines", ["planned"]],
    ]);
    expect(existsSync(join(repository.path, "state", "promotion"))).toBe(false);
    expect(existsSync(join(repository.path, "bundles"))).toBe(false);
  });

  test("tells of what was applied only what is new, by addresses and without values", async () => {
    repository.write("platform.yaml", repository.unprotected());
    repository.commit();
    await gatehouse("plan", ...FROM, "-o", "bundles/1");
    await gatehouse("apply", "bundles/1");
    const before = readdirSync(join(repository.path, "state", "promotion", "journal"));

    const none = await gatehouse("preview", ...FROM, "--wave", "tooling", "--md");
    expect([none.code, none.stdout]).toEqual([0, "**Plan**: nothing changes in 1 stack.\n"]);
    repository.writeStack("tooling", data("hunter2"));
    const some = await gatehouse("preview", ...FROM, "--wave", "tooling", "--md");
    expect([some.code, some.stdout]).toEqual([
      0,
      [
        "**Plan**: 1 stack of 1 would change.",
        "",
        "| wave | stack | what |",
        "| --- | --- | --- |",
        "| `tooling` | `tooling` | 1 to change |",
        "",
        "<details><summary>tooling</summary>",
        "",
        "- change `terraform_data.it`",
        "",
        "</details>",
        "",
      ].join("\n"),
    ]);
    expect(some.stderr).not.toContain("hunter2");
    const text = await gatehouse("preview", ...FROM, "--wave", "tooling");
    expect(text.stdout).toBe("Wave tooling:\n  tooling  1 to change\n");
    expect(readdirSync(join(repository.path, "state", "promotion", "journal"))).toEqual(before);
  });

  test("fails where a stack can't be planned", async () => {
    repository.writeStack("tooling", { resource: { terraform_data: { it: { inputs: 1 } } } });
    repository.commit();
    const { code, stderr } = await gatehouse("preview", ...FROM);
    expect([code, stderr]).toEqual([1, expect.stringContaining("tooling can't be planned")]);
  });
});
