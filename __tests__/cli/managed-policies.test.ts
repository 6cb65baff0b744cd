import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { readManagedPolicies } from "../../cli/given/read-managed-policies";
import { GOLDEN_TEXT } from "../support/platform-file";
import { CliFolder } from "./cli-folder";

const document = (action: string | readonly string[], Effect = "Allow") => ({
  Version: "2012-10-17",
  Statement: [{ Sid: "Given", Effect, Action: action, Resource: "*" }],
});
/** As `aws iam get-policy-version` prints it. */
const version = (action: string | readonly string[], effect?: string) =>
  JSON.stringify({ PolicyVersion: { Document: document(action, effect), VersionId: "v1" } });

let folder: CliFolder;
beforeAll(async () => {
  folder = new CliFolder(
    GOLDEN_TEXT.replace(
      "  auditor:\n    description: Sees",
      "  auditor:\n    customerManagedPolicies: [from-elsewhere]\n    description: Sees",
    ),
  );
  mkdirSync(join(folder.path, "policies"));
  mkdirSync(join(folder.path, "empty"));
  mkdirSync(join(folder.path, "allows"));
  folder.write("allows/from-elsewhere.json", version(["codebuild:*", "logs:*"]));
  folder.write("policies/from-elsewhere.json", version("sqs:*"));
  folder.write("policies/README.md", "no policy");
  folder.write("half.json", '{"Version": ');
  folder.write("no-policy.json", '{"PolicyName": "x"}');
  folder.write("from-elsewhere.json", version("codepipeline:*", "Deny"));
  await folder.run("synth", "-q", "-o", "out");
});
afterAll(() => folder.remove());

const can = (capability: string, ...args: readonly string[]) =>
  folder.run("can", "auditor", capability, "web", "--from", "out", ...args);

test("a policy that nobody knows leaves all open; once its text is given, all is decided", async () => {
  expect((await can("logs")).code).toBe(3);
  const lacking = await can("logs", "--managed-policies", "policies");
  expect([lacking.code, lacking.stderr]).toEqual([1, ""]);
  const allowing = await can("logs", "--managed-policies", "allows/from-elsewhere.json");
  expect([allowing.code, allowing.stdout]).toEqual([
    0,
    expect.stringMatching(/^auditor can logs web\n/),
  ]);
});

test("what the given text denies is denied", async () => {
  const { code, stdout } = await can("view", "--managed-policies", "from-elsewhere.json");
  expect([code, stdout]).toEqual([1, expect.stringMatching(/by Deny Given of from-elsewhere \(/)]);
});

test("the proof has nothing more to say of a policy once its text is given", async () => {
  const prove = (...args: readonly string[]) =>
    folder.run("prove", "--check", "membership", "--from", "out", ...args);
  expect((await prove()).stderr).toContain("not modelled: policy from-elsewhere is unknown");
  expect((await prove("--managed-policies", "policies")).stderr).toBe("");
});

test("what is wrong with a file is told, with what to do", async () => {
  const { code, stdout, stderr } = await can("view", "--managed-policies", "half.json");
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(
    /^gatehouse: half\.json:1:13 is not JSON: the text ends where a value should be\n {2}fix: save what `aws iam get-policy-version` prints/,
  );
});

test.each<[readonly string[], string]>([
  [["none.json"], "none.json can't be read: there is no such file"],
  [["no-policy.json"], "no-policy.json: "],
  [["empty"], "empty is a folder without JSON files"],
  [
    ["policies", "from-elsewhere.json"],
    "from-elsewhere.json and policies/from-elsewhere.json have different texts of policy from-elsewhere",
  ],
])("%j is refused", (files, message) => {
  const read = () => readManagedPolicies(files.map((file) => join(folder.path, file)));
  expect(() => read()).toThrow(
    message.replaceAll(/(^|and )(?=\S+\.json|empty)/g, `$1${folder.path}/`),
  );
});

test("an empty path is refused", () => {
  expect(() => readManagedPolicies([""])).toThrow("--managed-policies names nothing");
});

test("the same text twice is no contradiction", () => {
  const file = join(folder.path, "policies/from-elsewhere.json");
  expect(readManagedPolicies([file, file])).toEqual(
    new Map([["from-elsewhere", document("sqs:*")]]),
  );
});
