import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { BundleContent } from "../../lib/promotion/bundle";
import { data } from "../support/promotion/promotion-lab";
import { IGNORED, PromotedRepository } from "../support/promotion/promoted-repository";
import { describeWithTerraform } from "../support/terraform";

let repository: PromotedRepository;
beforeEach(() => {
  repository = new PromotedRepository();
});
afterEach(() => repository.remove());

describeWithTerraform("a revision is promoted", () => {
  test("signed by two, where it is protected", async () => {
    const [alice, bob] = [repository.keys.make("alice"), repository.keys.make("bob")];
    const people = { "alice@example.com": alice, "bob@example.com": bob };
    repository.write("allowed_signers", repository.keys.list(people));
    const first = repository.commit();

    const planned = await repository.plan("1", "--key", alice);
    expect([planned.code, planned.stdout]).toEqual([
      0,
      expect.stringContaining(
        `Wave tooling (protected): revision ${first.slice(0, 12)}, the first.`,
      ),
    ]);
    const alone = await repository.run("promote", "apply", "bundles/1");
    expect([alone.code, alone.stderr]).toEqual([
      1,
      expect.stringContaining("no second person has approved this bundle\n  fix: let somebody of"),
    ]);
    const own = await repository.run("promote", "approve", "bundles/1", "--key", alice);
    expect([own.code, own.stderr]).toEqual([
      1,
      expect.stringContaining("alice@example.com planned this bundle and can't approve it"),
    ]);
    const approved = await repository.run("promote", "approve", "bundles/1", "--key", bob);
    expect([approved.code, approved.stderr]).toEqual([
      0,
      expect.stringContaining("bob@example.com approved it."),
    ]);
    const applied = await repository.run("promote", "apply", "bundles/1");
    expect([applied.code, applied.stdout]).toEqual([0, "Wave tooling: 1 stack applied.\n"]);

    // A key that comes with a commit signs nothing until that is promoted.
    const mallory = repository.keys.make("mallory");
    repository.write(
      "allowed_signers",
      repository.keys.list({ ...people, "m@example.com": mallory }),
    );
    repository.commit();
    const sneaked = await repository.plan("2", "--key", mallory);
    expect([sneaked.code, sneaked.stderr]).toEqual([
      1,
      expect.stringContaining("mallory is none of the keys in allowed_signers of this revision"),
    ]);
    expect(existsSync(join(repository.path, "bundles", "2"))).toBe(false);
  });

  test("wave by wave, and taken back again", async () => {
    repository.write("platform.yaml", repository.unprotected());
    const promote = async (name: string) => {
      const planned = await repository.plan(name);
      expect((await repository.run("promote", "apply", `bundles/${name}`)).code).toBe(0);
      return planned.stdout;
    };
    const first = repository.commit();
    // Without --wave it is the next one's turn.
    expect(await promote("1")).toContain("Wave tooling: revision");
    expect(await promote("2")).toContain("Wave test: revision");
    repository.writeStack("target-test", data("new"));
    const second = repository.commit();
    await promote("3");
    expect(await promote("4")).toContain(`after ${first.slice(0, 12)}.`);
    expect((await repository.status()).waves.map(({ wave, revision }) => [wave, revision])).toEqual(
      [
        ["tooling", second],
        ["test", second],
        ["prod", undefined],
        ["pipelines", undefined],
      ],
    );
    repository.git("checkout", "-q", first);
    repository.writeStack("target-test", data("target-test"));
    const back = await repository.plan("5", "--wave", "test", "--json");
    expect(JSON.parse(back.stdout) as BundleContent).toMatchObject({
      revision: first,
      replaces: second,
      rollback: true,
      stacks: [{ name: "target-test", kind: "planned", counts: { change: 1 } }],
    });
  });

  test("and a Ctrl-C lets Terraform end, tells how to go on, and gives the lock back", async () => {
    const slow = [{ "local-exec": { command: "touch ../../../state/begun; exec sleep 60" } }];
    repository.write("platform.yaml", repository.unprotected());
    repository.writeStack("tooling", {
      resource: { terraform_data: { it: { provisioner: slow } } },
    });
    repository.commit();
    await repository.plan("1");
    const child = repository.start("promote", "apply", "bundles/1");
    const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
    while (!existsSync(join(repository.path, "state", "begun"))) await wait(20);
    child.kill("SIGINT");
    expect(await ended).toBe(1);
    const { lock, waves } = await repository.status();
    expect(lock).toBeUndefined();
    expect(waves[0]?.stacks[0]).toMatchObject({ name: "tooling", state: "failed" });
    // What Terraform had begun is in its state.
    const state = readFileSync(join(repository.path, "state", "tooling.tfstate"), "utf8");
    expect(state).toContain('"tainted"');
  });

  test("and what it finds to have drifted is told by the exit code", async () => {
    repository.write("platform.yaml", repository.unprotected());
    const world = join(repository.path, "state", "world");
    repository.write("state/world", "one");
    repository.writeStack("tooling", { output: { it: { value: `\${file("${world}")}` } } });
    repository.commit();
    await repository.plan("1");
    await repository.run("promote", "apply", "bundles/1");
    const none = await repository.run("drift", "--wave", "tooling");
    expect([none.code, none.stdout]).toEqual([0, "tooling: no drift\n"]);
    repository.write("state/world", "two");
    const some = await repository.run("drift", "--json");
    expect(some.code).toBe(1);
    expect(JSON.parse(some.stdout)).toContainEqual({
      stack: "tooling",
      kind: "drifted",
      addresses: ["output.it"],
    });
    expect((await repository.run("status")).stdout).toContain("1: output.it");
  });
});

describeWithTerraform("gatehouse promote says what is wrong and what to do about it, when", () => {
  test("no commit has what is here", async () => {
    const bare = await repository.plan("1");
    expect([bare.code, bare.stderr]).toEqual([2, expect.stringContaining("with a commit")]);
    repository.commit();
    repository.write(".gitignore", `${IGNORED}more/\n`);
    const dirty = await repository.plan("1");
    expect([dirty.code, dirty.stderr]).toEqual([
      1,
      expect.stringContaining("no commit has, such as in .gitignore\n  fix: commit or stash"),
    ]);
    expect(existsSync(join(repository.path, "bundles"))).toBe(false);
  });

  test("Terraform can't plan a stack", async () => {
    repository.writeStack("tooling", { resource: { terraform_data: { it: { inputs: 1 } } } });
    repository.commit();
    const { code, stderr } = await repository.plan("1");
    expect(code).toBe(1);
    expect(stderr).toContain("terraform of tooling failed:");
    expect(stderr).toContain("tooling can't be planned, so there is no bundle");
  });

  test("the config is no longer the one of the revision", async () => {
    repository.write("platform.yaml", repository.unprotected());
    repository.commit();
    await repository.plan("1");
    repository.write("platform.yaml", `${repository.unprotected()}# more\n`);
    const { code, stderr } = await repository.run("promote", "apply", "bundles/1");
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining("platform.yaml is not the one of revision"),
    ]);
  });

  test.each([
    [["plan", "-o", "b", "--from", "cdktf.out", "--wave", "tset"], 2, 'there is no wave "tset"'],
    [["plan", "-o", "", "--from", "cdktf.out"], 2, "--out names no folder"],
    [["plan", "-o", "b", "--from", "gone"], 1, "there is no gone/manifest.json"],
    [["plan", "-o", "b", "--processes", "0"], 2, 'takes a number from 1 to 99, not "0"'],
    [["apply", "cdktf.out"], 1, "is no bundle: there is no bundle.json"],
    [["unlock", "x"], 1, "nobody holds the promotion lock"],
  ])("it is given %j", async (args, code, message) => {
    repository.commit();
    const result = await repository.run("promote", ...args);
    expect([result.code, result.stderr]).toEqual([code, expect.stringContaining(message)]);
    expect(result.stderr).toContain("fix: ");
  });
});
