import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { BundleContent } from "../../lib/promotion/bundle";
import type { PromotionStatus } from "../../lib/promotion/promotion-status";
import { terraformEnvironment } from "../../scripts/terraform/terraform-environment";
import { data, SigningKeys } from "../support/promotion/promotion-lab";
import { runCli } from "../support/run-cli";
import { ROOT } from "../support/synth-platform";
import { describeWithTerraform } from "../support/terraform";

const IGNORED = "cdktf.out/\nstate/\nbundles/\nkeys/\n";
const STACKS: Readonly<Record<string, readonly string[]>> = {
  tooling: [],
  "target-test": [],
  "target-prod": [],
  "pipeline-app": ["tooling", "target-test", "target-prod"],
};

/** The startup platform in a repository of its own, with stacks that need no provider in the place of its own. */
class Repository {
  readonly path = mkdtempSync(join(tmpdir(), "gatehouse-repository-"));
  readonly keys = new SigningKeys(join(this.path, "keys"));
  private readonly env = Object.fromEntries(
    Object.entries(terraformEnvironment()).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );

  constructor() {
    const example = join(ROOT, "examples", "startup", "platform.yaml");
    this.write("platform.yaml", readFileSync(example, "utf8"));
    this.write(".gitignore", IGNORED);
    this.git("init", "-q");
    for (const stack of Object.keys(STACKS)) this.writeStack(stack, data(stack));
    this.write("cdktf.out/manifest.json", JSON.stringify({ stacks: manifest() }));
  }

  write(path: string, text: string): void {
    mkdirSync(join(this.path, path, ".."), { recursive: true });
    writeFileSync(join(this.path, path), text);
  }

  writeStack(stack: string, content: object): void {
    const backend = { local: { path: `../../../state/${stack}.tfstate` } };
    const json = JSON.stringify({ terraform: { backend }, ...content });
    this.write(`cdktf.out/stacks/${stack}/cdk.tf.json`, json);
  }

  commit(): string {
    this.git("add", "-A");
    this.git("commit", "-q", "--allow-empty", "-m", "Change");
    return this.git("rev-parse", "HEAD").trim();
  }

  run(...args: readonly string[]) {
    return runCli(args, { cwd: this.path, env: this.env });
  }

  start(...args: readonly string[]) {
    return spawn(process.execPath, [join(ROOT, "cli", "gatehouse.js"), ...args], {
      cwd: this.path,
      env: this.env,
      stdio: "ignore",
    });
  }

  plan(name: string, ...args: readonly string[]) {
    return this.run("promote", "plan", "--from", "cdktf.out", "-o", `bundles/${name}`, ...args);
  }

  async status(): Promise<PromotionStatus> {
    return JSON.parse((await this.run("status", "--json")).stdout) as PromotionStatus;
  }

  git(...args: readonly string[]): string {
    const who = ["-c", "user.name=Tester", "-c", "user.email=tester@example.com"];
    const { status, stdout, stderr } = spawnSync(
      "git",
      [...who, "-c", "commit.gpgsign=false", ...args],
      { cwd: this.path, encoding: "utf8" },
    );
    if (status !== 0) throw new Error(stderr);
    return stdout;
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

function manifest(): object {
  const entries = Object.entries(STACKS).map(([name, dependencies]) => {
    const folder = `stacks/${name}`;
    const paths = { workingDirectory: folder, synthesizedStackPath: `${folder}/cdk.tf.json` };
    return [name, { name, dependencies, ...paths }] as const;
  });
  return Object.fromEntries(entries);
}

let repository: Repository;
beforeEach(() => {
  repository = new Repository();
});
afterEach(() => repository.remove());

describeWithTerraform("a revision is promoted", () => {
  test("wave by wave, signed by two where it is protected, and taken back again", async () => {
    const [alice, bob] = [repository.keys.make("alice"), repository.keys.make("bob")];
    const { text } = repository.keys.allow({ "alice@example.com": alice, "bob@example.com": bob });
    repository.write("allowed_signers", text);
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

    // Without --wave it is the next one's turn; this one is open to who is alone.
    expect((await repository.plan("2")).stdout).toContain("Wave test: revision");
    expect((await repository.run("promote", "apply", "bundles/2")).code).toBe(0);

    repository.writeStack("target-test", data("new"));
    const second = repository.commit();
    await repository.plan("3", "--wave", "tooling", "--key", alice);
    await repository.run("promote", "approve", "bundles/3", "--key", bob);
    await repository.run("promote", "apply", "bundles/3");
    expect((await repository.plan("4")).stdout).toContain(`after ${first.slice(0, 12)}.`);
    expect((await repository.run("promote", "apply", "bundles/4")).code).toBe(0);
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
    repository.write("platform.yaml", withoutProtection(repository.path));
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
    repository.write("platform.yaml", withoutProtection(repository.path));
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
    expect(stderr).toContain("terraform of tooling says:");
    expect(stderr).toContain("tooling can't be planned, so there is no bundle");
  });

  test("the config is no longer the one of the revision", async () => {
    repository.write("platform.yaml", withoutProtection(repository.path));
    repository.commit();
    await repository.plan("1");
    repository.write("platform.yaml", `${withoutProtection(repository.path)}# more\n`);
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

function withoutProtection(folder: string): string {
  const text = readFileSync(join(folder, "platform.yaml"), "utf8");
  return text.replace(/^ +protected: true\n/gm, "");
}
