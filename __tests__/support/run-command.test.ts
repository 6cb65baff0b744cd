import { CliFolder } from "../cli/cli-folder";
import { GOLDEN_TEXT } from "./platform-file";
import { type CliResult, runCli } from "./run-cli";
import { runCommand } from "./run-command";

let folder: CliFolder;
let cwd: string;
beforeAll(async () => {
  folder = new CliFolder(GOLDEN_TEXT);
  cwd = folder.path;
  folder.write("wrong.yaml", GOLDEN_TEXT.replace("kind: ecs", "kind: ec"));
  folder.write("members.json", JSON.stringify({ Developers: ["ada"], Sales: ["grace"] }));
  expect((await runCli(["synth", "-q", "-o", "out"], { cwd })).code).toBe(0);
  // esbuild starts a worker at its first use, and keeps it.
  await runCommand(["report", "-o", "first.html", "--from", "out"], { cwd });
});
afterAll(() => folder.remove());

/** All that a run could leave changed in the process that it borrows. */
const surroundings = () => ({
  cwd: process.cwd(),
  env: { ...process.env },
  listeners: process.eventNames().map((name) => [name, process.listenerCount(name)]),
  onStdout: process.stdout.eventNames().map((name) => process.stdout.listenerCount(name)),
  onStderr: process.stderr.eventNames().map((name) => process.stderr.listenerCount(name)),
  stackTraceLimit: Error.stackTraceLimit,
});
const globals = () => [console, process.stdout, process.stderr];

/** It counts from the start of the process. */
const withoutDuration = ({ stdout, ...others }: CliResult) => ({
  ...others,
  stdout: stdout.replace(/ in \d+\.\d s\.$/m, " in some time."),
});

// Failures stand between, so that whatever one leaves behind would show in the next.
test.each<[readonly string[], number]>([
  [["--help"], 0],
  [["valdate"], 2],
  [["validate", "--members", "members.json"], 0],
  [["access", "--from", "out"], 0],
  [["access", "--from", "out", "--persona", "nobody"], 2],
  [["can", "release-manager", "start", "web", "--from", "out"], 1],
  [["who-can", "view", "web", "-c", "wrong.yaml", "--json"], 2],
  [["prove", "--check", "intent", "--from", "out"], 0],
  [["synth", "-o", "out"], 0],
])("%j says here what it says in a process of its own, and leaves nothing", async (args, code) => {
  const alone = await runCli(args, { cwd });
  const [before, same] = [surroundings(), globals()];
  const here = await runCommand(args, { cwd });
  expect(withoutDuration(here)).toEqual(withoutDuration(alone));
  expect(here.code).toBe(code);
  expect(surroundings()).toEqual(before);
  expect(globals().map((each, index) => each === same[index])).toEqual(same.map(() => true));
});

test("the page of a report and the stacks of a synth are the same, byte for byte", async () => {
  for (const [run, name] of [
    [runCli, "alone"],
    [runCommand, "here"],
  ] as const) {
    await run(["report", "-o", `${name}.html`, "--from", "out"], { cwd });
    await run(["synth", "-q", "-o", name], { cwd });
  }
  expect(folder.read("here.html")).toBe(folder.read("alone.html"));
  for (const file of ["manifest.json", "stacks/identity-center/cdk.tf.json"])
    expect(folder.read(`here/${file}`)).toBe(folder.read(`alone/${file}`));
});

test("settings reach the command, and the next one no longer", async () => {
  const env = { COLUMNS: "60", GATEHOUSE_CONFIG: "wrong.yaml" };
  expect(await runCommand(["validate"], { cwd, env })).toEqual(
    await runCli(["validate"], { cwd, env }),
  );
  expect((await runCommand(["validate"], { cwd })).stdout).toBe("platform.yaml is valid\n");
});

test("a config that changes between two runs is read anew", async () => {
  const changing = new CliFolder(GOLDEN_TEXT);
  const validate = () => runCommand(["validate"], { cwd: changing.path });
  expect((await validate()).code).toBe(0);
  changing.write("platform.yaml", folder.read("wrong.yaml"));
  expect((await validate()).code).toBe(2);
  changing.write("platform.yaml", GOLDEN_TEXT);
  expect(await validate()).toEqual({ code: 0, stdout: "platform.yaml is valid\n", stderr: "" });
  changing.remove();
});

test("runs that are started at once keep to their own folders and streams", async () => {
  const other = new CliFolder(folder.read("wrong.yaml"));
  const [valid, invalid, nowhere] = await Promise.allSettled([
    runCommand(["validate"], { cwd }),
    runCommand(["validate"], { cwd: other.path }),
    runCommand(["validate"], { cwd: `${cwd}/nowhere` }),
  ]);
  expect(valid).toMatchObject({ value: { code: 0, stdout: "platform.yaml is valid\n" } });
  expect(invalid).toMatchObject({ value: { code: 2, stdout: "" } });
  expect(nowhere.status).toBe("rejected");
  expect((await runCommand(["validate"], { cwd })).code).toBe(0);
  other.remove();
});
