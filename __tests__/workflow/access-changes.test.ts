import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { parse } from "yaml";
import { GOLDEN_TEXT } from "../support/platform-file";
import { ROOT } from "../support/synth-platform";

const { jobs } = parse(readFileSync(join(ROOT, ".github", "workflows", "access.yml"), "utf8")) as {
  jobs: { prove: { steps: { name?: string; run?: string }[] } };
};
const script = jobs.prove.steps.find(({ name }) => name === "Say what changes")?.run ?? "exit 9";

let folder: string;
let base: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gatehouse-changes-"));
  const npx = join(folder, "npx");
  const cli = join(ROOT, "cli", "gatehouse.js");
  writeFileSync(npx, `#!/bin/bash\nshift\nexec ${process.execPath} ${cli} "$@"\n`);
  chmodSync(npx, 0o755);
  writeFileSync(join(folder, "README.md"), "nothing of Gatehouse yet\n");
  git("init", "-q");
  base = commit("README.md");
  writeFileSync(join(folder, "platform.yaml"), GOLDEN_TEXT);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function git(...args: readonly string[]): string {
  return execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...args], {
    cwd: folder,
    encoding: "utf8",
  });
}

function commit(file: string): string {
  git("add", file);
  git("commit", "-q", "-m", "one");
  return git("rev-parse", "HEAD").trim();
}

/** As a runner does it. */
function run(from: string) {
  const { status, stderr } = spawnSync("bash", ["-e", "-c", script], {
    cwd: folder,
    encoding: "utf8",
    env: {
      PATH: [folder, process.env["PATH"]].join(delimiter),
      BASE: from,
      GITHUB_STEP_SUMMARY: join(folder, "summary.md"),
    },
  });
  return { status, stderr, text: readFileSync(join(folder, "access.md"), "utf8") };
}

test("the first pull request says that everything is new, and what in short", () => {
  const { status, text } = run(base);
  expect(status).toBe(0);
  const [head, , ...table] = text.trimEnd().split("\n");
  expect(head).toBe(
    `**Access**: everything is new, as \`${base}\` has no access.lock.json. \`gatehouse access\` shows where.`,
  );
  expect(table.slice(0, 2)).toEqual(["| who | can | places |", "| --- | --- | --- |"]);
  expect(table.find((row) => row.startsWith("| `release-manager` |"))).toMatch(
    /^\| `release-manager` \| `approve`, .*`view` \| \d+ \|$/,
  );
  expect(readFileSync(join(folder, "summary.md"), "utf8")).toBe(text);
});

test("the next one says that nothing changes", () => {
  execFileSync(process.execPath, [join(ROOT, "cli/gatehouse.js"), "access", "--lock", "--update"], {
    cwd: folder,
    stdio: "pipe",
  });
  const { status, text } = run(commit("access.lock.json"));
  expect([status, text]).toEqual([0, expect.stringMatching(/^\*\*Access\*\*: nothing changes /)]);
});

test("a base that isn't there fails the step", () => {
  const { status, stderr, text } = run("0123456789012345678901234567890123456789");
  expect([status, text]).toEqual([1, ""]);
  expect(stderr).toContain("as a git ref it can't be found");
});
