import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { STARTUP } from "../support/synth-platform";
import { CliFolder } from "./cli-folder";

const PLATFORM = readFileSync(STARTUP, "utf8");

let folder: CliFolder;
beforeAll(() => {
  folder = new CliFolder(PLATFORM);
  mkdirSync(join(folder.path, "docs"));
  folder.write("wrong.yaml", PLATFORM.replace("kind: ecs", "kind: ec"));
});
afterAll(() => folder.remove());

/** A line of a stack trace, which nobody should see. */
const TRACE = /^\s+at .+:\d+:\d+\)?$/m;

test.each<[string, readonly string[], RegExp]>([
  [
    "a ref that isn't there",
    ["access", "--diff", "nowhere"],
    /nowhere is no file, and as a git ref/,
  ],
  ["--diff of nothing", ["access", "--diff", ""], /--diff names nothing/],
  ["a file that is no lock", ["access", "--diff", "platform.yaml"], /no lock file: it is no JSON/],
  ["--update alone", ["access", "--update"], /--update goes with --lock/],
  ["--lock of a part", ["access", "--lock", "--persona", "developer"], /cannot be used with/],
  ["a ref that git would take for an option", ["access", "--diff=--output=x"], /--output=x is no/],
  ["an unknown persona", ["access", "--persona", "developr"], /did you mean "developer"/],
  [
    "a team that a persona hasn't",
    ["access", "--persona", "developer@x"],
    /no persona "developer@x"/,
  ],
  ["--from a device", ["prove", "--from", "/dev/null"], /\/dev\/null, which is no regular file/],
  ["cases in a folder", ["simulate", "docs"], /docs can't be read: it is a folder/],
  ["cases in no file", ["simulate", ""], /the file has no name/],
  ["an unknown claim", ["prove", "--check", "intnt"], /did you mean "intent"/],
  ["an unknown pipeline", ["access", "--pipeline", "ap"], /did you mean "app"/],
  ["an unknown action", ["who-can", "s3:GetObjet", "app"], /no IAM action "s3:GetObjet"/],
  ["--from of nothing", ["prove", "--from", ""], /--from names nothing/],
  ["--from a folder that synth didn't write", ["prove", "--from", "docs"], /manifest\.json/],
  ["--from a file that is no plan", ["prove", "--from", "platform.yaml"], /platform\.yaml: it is/],
  ["--from a folder and a file", ["prove", "--from", "docs", "platform.yaml"], /beside something/],
  ["a config that isn't there", ["prove", "-c", "none.yaml"], /none\.yaml/],
])("%s is bad input, told without a trace", async (_, args, expected) => {
  const { code, stdout, stderr } = await folder.run(...args);
  expect([code, stdout, stderr]).toEqual([2, "", expect.stringMatching(expected)]);
  expect(stderr).not.toMatch(TRACE);
});

test.each([["can", "developer", "view", "app"], ["who-can", "view", "app"], ["prove"]])(
  "%s says as JSON what is wrong with a config, where JSON is asked for",
  async (...args) => {
    const { code, stdout, stderr } = await folder.run(...args, "--json", "-c", "wrong.yaml");
    expect([code, stderr]).toEqual([2, ""]);
    expect(JSON.parse(stdout)).toMatchObject({ valid: false, problems: [{}] });
  },
);

test("files of terraform show -json are looked at, as they are named", async () => {
  const role = {
    address: "aws_iam_role.one",
    mode: "managed",
    type: "aws_iam_role",
    name: "one",
    values: {
      name: "one",
      path: "/",
      arn: "arn:aws:iam::222222222222:role/one",
      assume_role_policy: JSON.stringify({ Version: "2012-10-17", Statement: [] }),
    },
  };
  for (const [file, resources] of [
    ["state.json", [role]],
    ["empty.json", []],
  ] as const)
    folder.write(
      file,
      JSON.stringify({ format_version: "1.0", values: { root_module: { resources } } }),
    );
  const made = await folder.run("prove", "--from", "state.json", "--check", "intent", "--json");
  expect([made.code, JSON.parse(made.stdout)]).toMatchObject([
    1,
    { status: "violated", checks: [{ id: "intent" }] },
  ]);
  const both = await folder.run("prove", "--from", "state.json", "empty.json");
  expect([both.code, both.stderr]).toEqual([
    2,
    expect.stringContaining("empty.json: there is no resource in it"),
  ]);
});

test("a branch that a folder has the name of is a branch", async () => {
  await folder.run("access", "--lock", "--update");
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...args], {
      cwd: folder.path,
    });
  git("init", "-q");
  git("add", "platform.yaml", "access.lock.json");
  git("commit", "-q", "-m", "one");
  git("branch", "docs");
  expect(await folder.run("access", "--diff", "docs")).toEqual({
    code: 0,
    stdout: "No access changes.\n",
    stderr: "",
  });
});
