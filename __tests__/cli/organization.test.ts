import { mkdirSync } from "node:fs";
import { GOLDEN_TEXT } from "../support/platform-file";
import { CliFolder } from "./cli-folder";

const APPROVALS = {
  Version: "2012-10-17",
  Statement: [
    { Sid: "Frozen", Effect: "Deny", Action: "codepipeline:PutApprovalResult", Resource: "*" },
  ],
};
/** As `aws organizations describe-policy` prints it. */
const DESCRIBED = {
  Policy: {
    PolicySummary: { Id: "p-1", Name: "freeze", Type: "SERVICE_CONTROL_POLICY" },
    Content: JSON.stringify(APPROVALS),
  },
};

let folder: CliFolder;
beforeAll(async () => {
  folder = new CliFolder(GOLDEN_TEXT);
  mkdirSync(`${folder.path}/scps`);
  folder.write("scps/freeze.json", JSON.stringify(DESCRIBED));
  folder.write(
    "organization.yaml",
    `
ous:
  Infrastructure:
    scps: [FullAWSAccess, scps/freeze.json]
accounts:
  tooling:
    ou: Infrastructure
`,
  );
  await folder.run("synth", "-q", "-o", "out");
});
afterAll(() => folder.remove());

const ask = (...args: readonly string[]) =>
  folder.run(...args, "--from", "out", "--organization", "organization.yaml");

test("an SCP of the tooling account's unit takes the approval from the matrix", async () => {
  const before = await folder.run("access", "--json", "--from", "out");
  const after = await ask("access", "--json");
  const approvals = ({ stdout }: typeof after) =>
    (JSON.parse(stdout) as { access: { capability: string; effect: string }[] }).access
      .filter(({ capability }) => capability === "approve")
      .map(({ effect }) => effect);
  expect([...new Set(approvals(before))]).toEqual(["allowed"]);
  expect([...new Set(approvals(after))]).toEqual(["denied"]);
  expect([after.code, after.stderr]).toEqual([0, ""]);
});

test("the proof says that the approval is missing, and by which policy of which file", async () => {
  const { code, stdout } = await ask("prove", "--check", "intent");
  expect(code).toBe(1);
  expect(stdout).toContain("release-manager was granted approve on");
  expect(stdout).toContain("by:     Deny Frozen of SCP freeze (scps/freeze.json)");
});

test("can and who-can answer by it", async () => {
  const can = await ask("can", "release-manager", "approve", "web/prod");
  expect([can.code, can.stdout]).toEqual([
    1,
    expect.stringContaining("by Deny Frozen of SCP freeze (scps/freeze.json)"),
  ]);
  const whoCan = await ask("who-can", "approve", "web/prod");
  expect([whoCan.code, whoCan.stdout]).toEqual([1, "Nobody can approve web/prod.\n"]);
});

test("the report shows it, and not where it lies", async () => {
  const file = `${folder.path}/organization.yaml`;
  const args = ["report", "-o", "a.html", "--from", "out", "--organization", file];
  expect((await folder.run(...args)).code).toBe(0);
  const page = folder.read("a.html");
  expect(page).toContain("scps/freeze.json");
  expect(page).not.toContain(folder.path);
});

test("an SCP may allow: whatever it leaves out is denied", async () => {
  folder.write(
    "few.yaml",
    `
root:
  scps:
    - Version: "2012-10-17"
      Statement: [{ Effect: Allow, Action: "codepipeline:Get*", Resource: "*" }]
`,
  );
  const few = ["--from", "out", "--organization", "few.yaml"];
  expect((await folder.run("can", "developer", "start", "web", ...few)).code).toBe(1);
  const { code, stdout } = await folder.run(
    "can",
    "developer",
    "codepipeline:GetPipeline",
    "web",
    ...few,
  );
  expect([code, stdout]).toEqual([0, expect.stringContaining("of SCP root.scps[0] (few.yaml)")]);
});

test("what has no say, or is left open, is noted", async () => {
  folder.write(
    "odd.yaml",
    `
root:
  scps: [scps/freeze.json]
ous:
  Worklods: {}
accounts:
  "999999999999": {}
`,
  );
  const { stderr } = await folder.run(
    ...["can", "developer", "start", "web", "--from", "out", "--organization", "odd.yaml"],
  );
  expect(stderr.split("\n")).toEqual([
    expect.stringMatching(/^note: odd\.yaml doesn't say in which ou these are, .*: .*tooling/),
    expect.stringMatching(/^note: odd\.yaml has ou Worklods, in which no account is: .*Workloads/),
    "note: odd.yaml has account 999999999999, which the config doesn't know",
    expect.stringMatching(/^note: odd\.yaml has no SCP that allows anything at root, /),
    "",
  ]);
});
