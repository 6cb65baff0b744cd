import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { parse } from "yaml";
import { COMMANDS } from "../../cli/command-table";

const ROOT = join(__dirname, "..", "..");

interface Step {
  readonly name?: string;
  readonly if?: string;
  readonly run?: string;
}
const { jobs } = parse(readFileSync(join(ROOT, ".github", "workflows", "access.yml"), "utf8")) as {
  jobs: { prove: { steps: Step[] } };
};
const { steps } = jobs.prove;
const step = (name: string): Step => {
  const found = steps.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no step "${name}"`);
  return found;
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gatehouse-comment-"));
  const gh = join(folder, "gh");
  writeFileSync(
    gh,
    '#!/bin/bash\nprintf \'%s\\n\' "$*" >> calls\nif [[ "$*" == *--paginate* ]]; then [ -z "$FAIL" ] || exit 1; [ -z "$IDS" ] || echo "$IDS"; fi\n',
  );
  chmodSync(gh, 0o755);
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** As a runner does it: `bash -e`, which stops at the first command that fails. */
function comment(text: string, env: Readonly<Record<string, string>> = {}) {
  writeFileSync(join(folder, "access.md"), text);
  const script = step("Comment on the pull request").run ?? "";
  const { status, stderr } = spawnSync("bash", ["-e", "-c", script], {
    cwd: folder,
    encoding: "utf8",
    env: {
      PATH: [folder, process.env["PATH"]].join(delimiter),
      REPOSITORY: "acme/app",
      NUMBER: "7",
      ...env,
    },
  });
  const calls = existsSync(join(folder, "calls"))
    ? readFileSync(join(folder, "calls"), "utf8").trim().split("\n")
    : [];
  return { status, stderr, writes: calls.filter((call) => call.includes("--method")) };
}

test("a first comment is posted, with the mark that it is found by", () => {
  expect(comment("**Access**: nothing.\n")).toMatchObject({
    status: 0,
    writes: [
      "api --method POST repos/acme/app/issues/7/comments --field body=@comment.md --silent",
    ],
  });
  expect(readFileSync(join(folder, "comment.md"), "utf8")).toBe(
    "<!-- gatehouse access -->\n**Access**: nothing.\n",
  );
});

test("the comment that is there is written anew, and of several the first", () => {
  const patched = [
    "api --method PATCH repos/acme/app/issues/comments/42 --field body=@comment.md --silent",
  ];
  expect(comment("x", { IDS: "42\n43" })).toMatchObject({ status: 0, writes: patched });
});

test("where comments can't be listed none is posted: it could be the second", () => {
  const { status, writes } = comment("x", { FAIL: "1" });
  expect(status).not.toBe(0);
  expect(writes).toEqual([]);
});

test("a comment is no longer than GitHub takes", () => {
  comment("x".repeat(100_000));
  expect(readFileSync(join(folder, "comment.md")).length).toBeLessThan(65_536);
});

test("nothing is said on a pull request where the changes couldn't be told", () => {
  expect(step("Comment on the pull request").if).toContain("steps.changes.outcome == 'success'");
});

test("every command that it runs is one of Gatehouse's", () => {
  const run = steps.flatMap((each) => [...(each.run ?? "").matchAll(/npx gatehouse ([\w-]+)/g)]);
  const names = run.map(([, name]) => name);
  expect(names).toEqual(["prove", "access", "access"]);
  const known = COMMANDS.map(({ name }) => name);
  expect(names.every((name) => name !== undefined && known.includes(name))).toBe(true);
});
