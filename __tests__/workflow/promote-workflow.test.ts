import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { parse } from "yaml";
import { RESERVED_WAVES } from "../../lib/model/reserved-waves";
import { load, SHIPPED_TEXT } from "../support/platform-file";
import { runCommand } from "../support/run-command";
import { ROOT } from "../support/synth-platform";

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
}
interface Job {
  readonly if?: string;
  readonly needs?: string;
  readonly uses?: string;
  readonly environment?: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly with?: { readonly wave: string };
  readonly steps?: readonly Step[];
}
interface Workflow {
  readonly permissions: object;
  readonly concurrency?: { readonly "cancel-in-progress": boolean };
  readonly jobs: Readonly<Record<string, Job>>;
}

const FOLDER = join(ROOT, ".github", "workflows");
const read = (name: string) => parse(readFileSync(join(FOLDER, name), "utf8")) as Workflow;
const [plan, promote, wave] = ["plan", "promote", "promote-wave"].map((name) =>
  read(`${name}.yml`),
) as [Workflow, Workflow, Workflow];
const SETUP = (
  parse(readFileSync(join(ROOT, ".github/actions/gatehouse/action.yml"), "utf8")) as {
    runs: { steps: readonly Step[] };
  }
).runs.steps;

const jobsOf = (...workflows: readonly Workflow[]) =>
  workflows.flatMap(({ jobs }) => Object.values(jobs));
const stepsOf = (...workflows: readonly Workflow[]) =>
  jobsOf(...workflows).flatMap(({ steps = [] }) => steps);
const jobOf = ({ jobs }: Workflow, name: string): Job => {
  const job = jobs[name];
  if (job === undefined) throw new Error(`no job ${name}`);
  return job;
};
const ALL = [plan, promote, wave];

describe("the workflows that plan and promote", () => {
  test("run what they were reviewed with: each action by its commit, or of this repository", () => {
    const used = [...stepsOf(...ALL), ...SETUP].flatMap(({ uses }) => uses ?? []);
    expect(used.length).toBeGreaterThan(6);
    for (const each of used) expect(each).toMatch(/@[0-9a-f]{40}$|^\.\/\.github\/actions\//);
    for (const each of used.filter((name) => name.startsWith("./")))
      expect(existsSync(join(ROOT, each, "action.yml"))).toBe(true);
  });

  test("take the same actions as the one that proves, at the same commits", () => {
    const pinned = (steps: readonly Step[]) =>
      new Map(steps.flatMap(({ uses = "" }) => [uses.split("@") as [string, string]]));
    const theirs = pinned(stepsOf(read("access.yml")));
    for (const [action, commit] of pinned([...stepsOf(...ALL), ...SETUP]))
      if (theirs.has(action)) expect([action, commit]).toEqual([action, theirs.get(action)]);
  });

  test("may do what they need, and no more", () => {
    for (const { permissions } of ALL) expect(permissions).toEqual({});
    const who = { contents: "read", "id-token": "write" };
    expect(jobOf(plan, "plan").permissions).toEqual(who);
    expect(jobOf(plan, "comment").permissions).toEqual({ "pull-requests": "write" });
    for (const { permissions } of jobsOf(promote, wave)) expect(permissions).toEqual(who);
  });

  test("check nothing out, and so run nothing of a pull request, where they may write to it", () => {
    expect(jobOf(plan, "comment").steps?.flatMap(({ uses }) => uses ?? [])).toEqual([]);
  });

  test("put nothing into a script that somebody else can write: values come by the environment", () => {
    for (const { run = "" } of [...stepsOf(...ALL), ...SETUP]) expect(run).not.toContain("${{");
  });

  test("are off until they are switched on, and give a fork nothing", () => {
    const first = [jobOf(plan, "plan"), jobOf(promote, "tooling")];
    for (const each of first) expect(each.if).toContain("vars.GATEHOUSE_PROMOTE == 'true'");
    expect(jobOf(plan, "plan").if).toContain(
      "github.event.pull_request.head.repo.full_name == github.repository",
    );
    const others = [...jobsOf(plan, promote)].filter((each) => !first.includes(each));
    for (const each of others) expect(each.needs).toBeDefined();
  });

  test("plan and apply as the environments that the guide gives roles to", () => {
    const guide = readFileSync(join(ROOT, "docs", "bootstrap.md"), "utf8");
    const environmentOf = (job: string) => jobOf(wave, job).environment ?? "none";
    expect(guide).toContain(`planEnvironment: ${environmentOf("plan")}\n`);
    expect(guide).toContain(`applyEnvironment: ${environmentOf("apply")}\n`);
    expect(jobOf(plan, "plan").environment).toBeUndefined();
  });

  test("never cut off a promotion, and let a newer pull request's plan take the place of an older", () => {
    expect(promote.concurrency?.["cancel-in-progress"]).toBe(false);
    expect(plan.concurrency?.["cancel-in-progress"]).toBe(true);
  });

  test("promote the waves of the shipped platform, each after the one before", async () => {
    const loaded = await load(SHIPPED_TEXT);
    if (loaded.kind === "invalid") throw new Error("the shipped platform is invalid");
    const environments = loaded.platform.environments.map(({ name }) => name);
    const waves = [RESERVED_WAVES.first, ...environments, RESERVED_WAVES.last];
    const jobs = Object.entries(promote.jobs);
    expect(jobs.map(([name, { with: given }]) => [name, given?.wave])).toEqual(
      waves.map((name) => [name, name]),
    );
    expect(jobs.map(([, { needs }]) => needs)).toEqual([undefined, ...waves.slice(0, -1)]);
    for (const [, { uses }] of jobs) expect(uses).toBe("./.github/workflows/promote-wave.yml");
    expect(readdirSync(FOLDER)).toContain("promote-wave.yml");
  });

  test("run commands of Gatehouse's, with options that these have", async () => {
    const lines = stepsOf(...ALL).flatMap(({ run = "" }) => [
      ...run.matchAll(/npx gatehouse ((?:[a-z]+ ?)+)([^>)\n]*)/g),
    ]);
    expect(lines.map(([, words = ""]) => words.trim())).toEqual([
      "promote preview",
      "promote plan",
      "promote push",
      "synth",
      "promote pull",
      "promote apply",
    ]);
    for (const [, words = "", rest = ""] of lines) {
      const { code, stdout } = await runCommand([...words.trim().split(" "), "--help"]);
      expect(code).toBe(0);
      for (const [option] of rest.matchAll(/(?<= |^)--?[a-z]+/g))
        expect(stdout).toMatch(new RegExp(`(^| )${option}\\b`, "m"));
    }
  });
});

describe("a step of them", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "gatehouse-promote-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** As a runner does it, with a command in the place of npx or gh. */
  const run = (
    { jobs }: Workflow,
    job: string,
    name: string,
    { command = "npx", script, env = {} }: Fake,
  ) => {
    writeFileSync(join(folder, command), `#!/bin/bash\necho "$*" >> calls\n${script}\n`);
    chmodSync(join(folder, command), 0o755);
    const step = jobs[job]?.steps?.find((each) => each.name === name);
    const { status } = spawnSync("bash", ["-e", "-c", step?.run ?? "exit 9"], {
      cwd: folder,
      encoding: "utf8",
      env: {
        PATH: [folder, process.env["PATH"]].join(delimiter),
        RUNNER_TEMP: folder,
        GITHUB_OUTPUT: join(folder, "output"),
        GITHUB_STEP_SUMMARY: join(folder, "summary"),
        ...env,
      },
    });
    return { status, calls: text("calls").trimEnd().split("\n") };
  };
  const text = (name: string) =>
    existsSync(join(folder, name)) ? readFileSync(join(folder, name), "utf8") : "";

  interface Fake {
    readonly command?: "npx" | "gh";
    /** What the command does, in bash. */
    readonly script: string;
    readonly env?: Readonly<Record<string, string>>;
  }

  const PLAN = [wave, "plan", "Plan, sign and hand over"] as const;
  const digest = "0f".repeat(32);
  // Keeps what mode the key had and what was in it.
  const planning = `case "$3" in
    plan) cp -p signing-key seen 2>/dev/null || true; echo planned; exit "\${FAIL:-0}";;
    push) echo ${digest};;
  esac`;

  test("plans with the pipeline's key, which nobody else can read and which is gone afterwards", () => {
    const env = { WAVE: "dev", SIGNING_KEY: "the\nkey" };
    const { status, calls } = run(...PLAN, { script: planning, env });
    expect([status, calls]).toEqual([
      0,
      [
        `gatehouse promote plan --wave dev -o ${folder}/bundle --key ${folder}/signing-key`,
        `gatehouse promote push ${folder}/bundle`,
      ],
    ]);
    expect(text("seen")).toBe("the\nkey\n");
    expect(statSync(join(folder, "seen")).mode & 0o777).toBe(0o600);
    expect(existsSync(join(folder, "signing-key"))).toBe(false);
    expect(text("output")).toBe(`bundle=${digest}\n`);
    expect(text("summary")).toBe("```text\nplanned\n```\n");
  });

  test("plans unsigned where there is no key", () => {
    const { calls } = run(...PLAN, { script: planning, env: { WAVE: "dev", SIGNING_KEY: "" } });
    expect(calls[0]).toBe(`gatehouse promote plan --wave dev -o ${folder}/bundle`);
  });

  test("hands nothing over when a plan fails, and leaves no key behind", () => {
    const env = { WAVE: "dev", SIGNING_KEY: "key", FAIL: "1" };
    const { status, calls } = run(...PLAN, { script: planning, env });
    expect([status, calls.length, text("output")]).toEqual([1, 1, ""]);
    expect(existsSync(join(folder, "signing-key"))).toBe(false);
  });

  test("applies the bundle that was handed over, and fails with what applying says", () => {
    const applied = run(wave, "apply", "Apply exactly what was planned", {
      script: '[ "$3" = pull ] || exit 3',
      env: { BUNDLE: digest },
    });
    expect(applied).toEqual({
      status: 3,
      calls: [
        `gatehouse promote pull ${digest} -o ${folder}/bundle`,
        `gatehouse promote apply ${folder}/bundle`,
      ],
    });
  });

  const PREVIEW = [plan, "plan", "Plan each wave, and keep nothing of it"] as const;

  test("gives the comment what fits, by a mark that nothing in it can be, and the summary all", () => {
    const script = 'printf "**Plan**\\nEOF\\n"; head -c 100000 /dev/zero | tr "\\0" x';
    expect(run(...PREVIEW, { script }).status).toBe(0);
    expect(text("summary").length).toBeGreaterThan(100_000);
    const [, mark, body] = /^text<<(end-[0-9a-f]{32})\n([\s\S]*)\n\1\n$/.exec(text("output")) ?? [];
    expect(mark).toBeDefined();
    expect(body?.startsWith("**Plan**\nEOF\nxxx")).toBe(true);
    expect(body?.length).toBe(60_000);
  });

  test("says nothing where the plan fails", () => {
    expect(run(...PREVIEW, { script: "exit 1" }).status).toBe(1);
    expect(text("output")).toBe("");
  });

  const COMMENT = [plan, "comment", "Comment on the pull request"] as const;
  const about = { REPOSITORY: "acme/app", NUMBER: "7" };

  test("comments once, with the text as it is, and writes that comment anew later", () => {
    const hostile = "$(touch owned) `touch owned`\n";
    const env = { ...about, TEXT: hostile };
    const first = run(...COMMENT, { command: "gh", script: "", env });
    expect(first.calls.at(-1)).toBe(
      "api --method POST repos/acme/app/issues/7/comments --field body=@comment.md --silent",
    );
    expect(text("comment.md")).toBe(`<!-- gatehouse plan -->\n${hostile}\n`);
    expect(existsSync(join(folder, "owned"))).toBe(false);
    const again = run(...COMMENT, {
      command: "gh",
      script: '[[ "$*" != *--paginate* ]] || echo 42',
      env,
    });
    expect(again.calls.at(-1)).toBe(
      "api --method PATCH repos/acme/app/issues/comments/42 --field body=@comment.md --silent",
    );
  });

  test("posts no second comment where they can't be listed", () => {
    const script = '[[ "$*" != *--paginate* ]]';
    const { status, calls } = run(...COMMENT, { command: "gh", script, env: about });
    expect([status, calls.length]).toEqual([1, 1]);
  });
});
