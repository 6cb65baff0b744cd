import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { readMembers } from "../../cli/read-members";
import { UserError } from "../../cli/user-error";
import { CliFolder } from "./cli-folder";
import { GOLDEN_TEXT, goldenWith } from "../support/platform-file";

const COMPLETE = {
  Developers: ["ada"],
  "Release Managers": ["grace"],
  "Platform Team": ["edsger"],
  Auditors: [],
};

let folder: CliFolder;
beforeAll(() => {
  folder = new CliFolder(GOLDEN_TEXT);
});
afterAll(() => folder.remove());

function members(data: unknown): string {
  return folder.write("members.json", JSON.stringify(data));
}

test("an export in which nobody unites what is kept apart is valid, without a note", async () => {
  const file = members(COMPLETE);
  expect(await folder.run("validate", "--members", file)).toEqual({
    code: 0,
    stdout: "platform.yaml is valid\n",
    stderr: "",
  });
});

test("a person in two groups that must not meet makes the config invalid, whatever the case", async () => {
  const file = members({ ...COMPLETE, developers: ["Grace"] });
  const { code, stderr } = await folder.run("validate", "--members", file);
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /"grace" may approve stage "\w+" of pipeline "\w+" as release-manager \(group "Release Managers"\) and start it as developer/,
  );
  expect(stderr).toContain('fix: take "grace" out of one of the two groups');
  const json = await folder.run("validate", "--members", file, "--json");
  expect(JSON.parse(json.stdout)).toMatchObject({
    valid: false,
    problems: [{ code: "duty-conflict", got: "grace" }],
  });
  expect((await folder.run("personas", "--members", file)).code).toBe(2);
});

test("groups that the config doesn't know, and groups that the export lacks, are noted", async () => {
  const file = members({ AUDITORS: ["alan"], Finance: ["joan"], Sales: ["grace"] });
  const { code, stdout, stderr } = await folder.run("validate", "--members", file);
  expect({ code, stdout }).toEqual({ code: 0, stdout: "platform.yaml is valid\n" });
  expect(stderr).toBe(
    [
      "note: members.json has 2 groups that the config doesn't know: ignored, Finance, Sales",
      "note: members.json lacks 3 groups of the config: who is in them was not checked, Developers, Platform Team, Release Managers\n",
    ].join("\n"),
  );
});

test("names are compared without regard to spaces around them and to how accents are written", async () => {
  const file = members({ ...COMPLETE, " Developers ": ["zo\u00e9 "], Auditors: ["alan"] });
  expect((await folder.run("validate", "--members", file)).stderr).toBe("");
  const both = members({
    ...COMPLETE,
    Developers: [" zoe\u0301"],
    "Release Managers ": ["ZO\u00c9"],
  });
  const { code, stderr } = await folder.run("validate", "--members", both);
  expect(code).toBe(2);
  expect(stderr).toContain("as release-manager");
});

test("an export that shares nobody with the config's members is noted: ids in place of names", async () => {
  const named = new CliFolder(
    goldenWith({ path: ["groups", 2, "members"], value: ["edsger", "barbara"] }),
  );
  const noted = async (data: object) => {
    named.write("members.json", JSON.stringify(data));
    return (await named.run("validate", "--members", "members.json")).stderr;
  };
  const ids = { ...COMPLETE, Developers: ["9067-1"], "Platform Team": ["9067-2"] };
  expect(await noted({ ...ids, "Release Managers": ["9067-3"] })).toBe(
    "note: members.json and the config's members share nobody: if one has ids and the other names, everybody counts as two people; write both alike\n",
  );
  expect(await noted({ ...ids, "Release Managers": ["Barbara"] })).not.toContain("share nobody");
  const nobody = { Developers: [], "Release Managers": [], "Platform Team": [], Auditors: [] };
  expect(await noted(nobody)).toBe("");
  named.remove();
});

test("an export that can't be read is told on stderr, with what to do and no stack trace", async () => {
  folder.write("broken.json", '{"Developers": [');
  expect(await folder.run("validate", "--json", "--members", "broken.json")).toEqual({
    code: 2,
    stdout: "",
    stderr: `gatehouse: broken.json:1:17 is not JSON: the text ends where a value should be
  fix: write one object: {"Group name": ["user", …], …}; gatehouse validate --help shows how to export it
`,
  });
});

function refusal(file: string): string {
  try {
    readMembers(file);
  } catch (error) {
    if (error instanceof UserError) return error.message.replace(`${folder.path}/`, "");
    throw error;
  }
  throw new Error(`${file} was taken`);
}

test.each([
  ['{\n  "Developers": ["ada",]\n}', "a.json:2:24 is not JSON: a value should be here"],
  ['["ada"]', 'a.json holds no object but ["ada"]'],
  ["null", "a.json holds no object but null"],
  ['{"Dev": "ada"}', 'a.json: the members of group "Dev" are no list but "ada"'],
  ['{"Dev": ["ada", 7]}', 'a.json: member 2 of group "Dev" is no user name but 7'],
  ['{"Dev": [""]}', 'a.json: member 1 of group "Dev" is no user name but ""'],
  ['{"Dev": [], "Dev": ["ada"]}', 'a.json:1:13 is not JSON: "Dev" is there twice'],
  ['{"\\u001b[2J": 1}', 'a.json: the members of group "\\u001b[2J" are no list but 1'],
  ["", "a.json:1:1 is not JSON: the text ends where a value should be"],
])("an export of %j is refused by what is wrong with it", (text, message) => {
  folder.write("a.json", text);
  expect(refusal(join(folder.path, "a.json"))).toBe(message);
});

test("a file that is none, UTF-16, more than 10 MB or not there is refused by what it is", () => {
  const text = JSON.stringify(COMPLETE);
  folder.write("utf16.json", Buffer.from(`\ufeff${text}`, "utf16le"));
  folder.write("large.json", `{"Dev": ["${"x".repeat(10_000_000)}"]}`);
  mkdirSync(join(folder.path, "folder.json"));
  const files = ["utf16.json", "large.json", "folder.json", "none.json", "utf16.json/none.json"];
  expect([...files.map((file) => join(folder.path, file)), "/dev/null", ""].map(refusal)).toEqual([
    "utf16.json is not UTF-8 text",
    "large.json has 10000013 bytes; at most 10000000 are read",
    "folder.json is a folder",
    "none.json can't be read: there is no such file",
    "utf16.json/none.json can't be read: there is no such file",
    "/dev/null is no regular file",
    "--members names no file",
  ]);
});

test("the lists of a group that is written in two cases are joined", () => {
  folder.write("a.json", '{"Dev": ["ada"], "DEV": ["grace"]}');
  const members = readMembers(join(folder.path, "a.json"));
  expect(members?.byGroup).toEqual(new Map([["dev", ["ada", "grace"]]]));
});

test("a byte-order mark, as Windows writes it, is no matter", () => {
  folder.write("a.json", `\ufeff${JSON.stringify(COMPLETE)}`);
  const members = readMembers(join(folder.path, "a.json"));
  expect(members?.byGroup.get("developers")).toEqual(["ada"]);
});

test("validate --help tells how to make the export", async () => {
  const { stdout } = await folder.run("validate", "--help");
  expect(stdout).toContain("aws identitystore list-groups ");
  expect(stdout).toContain("aws identitystore list-group-memberships ");
});
