import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { parse } from "yaml";
import { NAMES } from "../../examples/promotion-pipeline/names";
import { runCommand } from "../support/run-command";
import { ROOT } from "../support/synth-platform";

interface Buildspec {
  readonly env: { readonly "exported-variables"?: readonly string[] };
  readonly phases: Readonly<Record<string, { readonly commands: readonly string[] }>>;
}

const FOLDER = join(ROOT, "examples", "promotion-pipeline");
const PHASES = ["plan", "apply"];
const script = (name: string) => readFileSync(join(FOLDER, name), "utf8");
const buildspec = (phase: string) => parse(script(`${phase}.buildspec.yml`)) as Buildspec;

describe("the builds of the pipeline that promotes", () => {
  test("run the scripts that are here", () => {
    for (const phase of PHASES) {
      const commands = Object.values(buildspec(phase).phases).flatMap((each) => each.commands);
      const scripts = commands.flatMap((each) => /^bash (\S+)/.exec(each)?.[1] ?? []);
      expect(scripts).toEqual(
        ["install", phase].map((name) => `examples/promotion-pipeline/${name}.sh`),
      );
      for (const each of scripts) expect(existsSync(join(ROOT, each))).toBe(true);
    }
  });

  test("export the digest alone, under the name that the pipeline hands on", () => {
    expect(buildspec("plan").env["exported-variables"]).toEqual(["BUNDLE"]);
    expect(buildspec("apply").env["exported-variables"]).toBeUndefined();
  });

  test("use the Terraform of the workflows, by its digest", () => {
    const action = readFileSync(join(ROOT, ".github/actions/gatehouse/action.yml"), "utf8");
    const [, version = "none"] = /terraform_version: (\S+)/.exec(action) ?? [];
    expect(script("install.sh")).toContain(`version=${version}\n`);
    expect(script("install.sh")).toMatch(/^digest=[0-9a-f]{64}$/m);
  });

  test("run commands of Gatehouse's, with options that these have", async () => {
    const lines = ["plan.sh", "apply.sh"].flatMap((name) => [
      ...script(name).matchAll(/npx gatehouse ((?:[a-z]+ ?)+)([^>)\n]*)/g),
    ]);
    expect(lines.map(([, words = ""]) => words.trim())).toEqual([
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

describe("such a build", () => {
  let work: string;
  beforeEach(() => {
    work = mkdtempSync(join(tmpdir(), "gatehouse-promotion-"));
  });
  afterEach(() => rmSync(work, { recursive: true, force: true }));

  const kept = (name: string) =>
    existsSync(join(work, name)) ? readFileSync(join(work, name), "utf8") : "";

  /** A phase's commands as CodeBuild runs them: one shell, and the first that fails is the last. Commands are faked. */
  const run = (
    phase: string,
    name: string,
    fakes: Readonly<Record<string, string>>,
    env: Readonly<Record<string, string>>,
  ) => {
    for (const [command, body] of Object.entries(fakes)) {
      writeFileSync(join(work, command), `#!/bin/bash\necho "${command} $*" >> calls\n${body}\n`);
      chmodSync(join(work, command), 0o755);
    }
    const commands = [
      ...(buildspec(phase).phases[name]?.commands ?? []),
      'printf %s "${BUNDLE-}" > exported',
    ]
      .map((each) => each.replaceAll("/tmp/promotion", join(work, "at")))
      .map((each) => each.replace("bash examples", `bash ${ROOT}/examples`));
    const { status } = spawnSync("bash", ["-c", commands.join(" || exit\n")], {
      cwd: work,
      encoding: "utf8",
      env: { PATH: [work, process.env["PATH"]].join(delimiter), TMPDIR: work, ...env },
    });
    const calls = kept("calls").replaceAll(work, "WORK").trimEnd().split("\n");
    return { status, calls, exported: kept("exported") };
  };

  const digest = "0f".repeat(32);
  const aws = 'printf "the\\nkey\\n"';
  const npx = `case "$3" in
    plan) cp -p "$9" seen; env > environment; exit "\${FAIL:-0}";;
    push) echo ${digest};;
  esac`;
  const ASKED =
    "aws secretsmanager get-secret-value --secret-id promotion/signing-key --query SecretString --output text";

  test("plans its wave with the pipeline's key, which nobody else can read and which is gone afterwards", () => {
    const { status, calls, exported } = run("plan", "build", { aws, npx }, { WAVE: "prod" });
    expect([status, exported]).toEqual([0, digest]);
    expect(calls).toEqual([
      ASKED,
      "npx gatehouse promote plan --wave prod -o WORK/at/bundle --key WORK/at/signing-key",
      "npx gatehouse promote push WORK/at/bundle",
    ]);
    expect(kept("seen")).toBe("the\nkey\n");
    expect(statSync(join(work, "seen")).mode & 0o777).toBe(0o600);
    expect(kept("environment")).not.toContain("the\nkey");
    expect(existsSync(join(work, "at", "signing-key"))).toBe(false);
  });

  test("asks for the key by the name that its role may read", () => {
    expect(ASKED).toContain(`--secret-id ${NAMES.signingKey} `);
  });

  test.each([
    ["a plan fails", { FAIL: "1" }, aws, 2],
    ["there is no key", {}, "exit 254", 1],
  ])("hands nothing over when %s, and leaves no key behind", (_, env, secret, count) => {
    const all = { WAVE: "prod", ...env };
    const { status, calls, exported } = run("plan", "build", { aws: secret, npx }, all);
    expect(status).not.toBe(0);
    expect([calls.length, exported]).toEqual([count, ""]);
    expect(existsSync(join(work, "at", "signing-key"))).toBe(false);
  });

  test("applies the bundle that was handed over, and fails with what applying says", () => {
    const applying = { npx: '[ "$3" != apply ] || exit 3' };
    const { status, calls } = run("apply", "build", applying, { BUNDLE: digest });
    expect(status).toBe(3);
    expect(calls).toEqual([
      "npx gatehouse synth",
      `npx gatehouse promote pull ${digest} -o WORK/at/bundle`,
      "npx gatehouse promote apply WORK/at/bundle",
    ]);
  });

  test("installs no Terraform but the one of its digest", () => {
    const curl = 'echo another > "$3"';
    const { status, calls } = run("plan", "install", { curl, unzip: "", npm: "" }, {});
    expect(status).toBe(1);
    expect(calls.map((call) => call.split(" ")[0])).toEqual(["curl"]);
  });
});
