import { readWorld } from "../../../../lib/access/world/read-world";
import { PROVIDER, readFrom, role } from "./make-world";

const STACK = JSON.stringify({
  provider: { aws: [PROVIDER] },
  resource: { aws_iam_role: { r: role("r") } },
});

function manifest(path: unknown): string {
  return JSON.stringify({ stacks: { one: { synthesizedStackPath: path } } });
}

test.each<[what: string, files: Record<string, string>, file: string, said: RegExp]>([
  ["without a manifest", {}, "manifest.json", /doesn't exist/],
  ["with an empty manifest", { "manifest.json": "" }, "manifest.json", /is empty/],
  ["with a manifest that is no JSON", { "manifest.json": "<html>" }, "manifest.json", /not JSON/],
  ["with a manifest without stacks", { "manifest.json": "{}" }, "manifest.json", /lists no stacks/],
  [
    "with a manifest that is a list",
    { "manifest.json": "[1]" },
    "manifest.json",
    /lists no stacks/,
  ],
  ["that lacks a stack", { "manifest.json": manifest("one.json") }, "one.json", /doesn't exist/],
  [
    "with a half-written stack",
    { "manifest.json": manifest("one.json"), "one.json": STACK.slice(0, 80) },
    "one.json",
    /only half/,
  ],
  [
    "with a stack that is text",
    { "manifest.json": manifest("one.json"), "one.json": '"x"' },
    "one.json",
    /no stack/,
  ],
  [
    "that leads out of itself",
    { "manifest.json": manifest("../x.json") },
    "manifest.json",
    /out of/,
  ],
  [
    "that leads out on a detour",
    { "manifest.json": manifest("a/../../x") },
    "manifest.json",
    /out of/,
  ],
  [
    "with an absolute path",
    { "manifest.json": manifest("/etc/passwd") },
    "manifest.json",
    /out of/,
  ],
  ["with a path that is a number", { "manifest.json": manifest(1) }, "manifest.json", /out of/],
  [
    "with a folder for a stack",
    { "manifest.json": manifest("one"), "one/x.json": "{}" },
    "one",
    /is a folder/,
  ],
])("a folder %s is unreadable, with a remedy", (_, files, file, said) => {
  const read = readFrom(files, (folder) => ({ kind: "folder", folder }));
  expect(read).toEqual({
    kind: "unreadable",
    problems: [
      {
        file,
        what: expect.stringMatching(said) as string,
        fix: expect.stringMatching(/\w/) as string,
      },
    ],
  });
});

test("all problems of a folder are told at once", () => {
  const stacks = { a: { synthesizedStackPath: "a.json" }, b: { synthesizedStackPath: "b.json" } };
  const files = { "manifest.json": JSON.stringify({ stacks }), "b.json": "{" };
  const read = readFrom(files, (folder) => ({ kind: "folder", folder }));
  expect(read.kind === "unreadable" && read.problems.map(({ file }) => file)).toEqual([
    "a.json",
    "b.json",
  ]);
});

const RESOURCE = { mode: "managed", type: "aws_iam_role", name: "r", values: role("r") };

test.each<[what: string, content: unknown, said: RegExp]>([
  ["that isn't Terraform's", {}, /neither a plan nor a state/],
  ["of a stack", JSON.parse(STACK), /neither a plan nor a state/],
  ["with nothing in it", { format_version: "1.0", values: {} }, /no resource/],
  [
    "of a plan that failed",
    { format_version: "1.2", planned_values: {}, errored: true },
    /unfinished/,
  ],
  [
    "of a plan in parts",
    { format_version: "1.2", planned_values: {}, complete: false },
    /unfinished/,
  ],
  [
    "that doesn't say where it belongs",
    { format_version: "1.0", values: { root_module: { resources: [RESOURCE] } } },
    /which account/,
  ],
])("a file %s is unreadable, with a remedy", (_, content, said) => {
  const read = readFrom({ "x.json": JSON.stringify(content) }, (folder) => ({
    kind: "files",
    files: [`${folder}/x.json`],
  }));
  expect(read).toMatchObject({
    kind: "unreadable",
    problems: [{ what: expect.stringMatching(said) as string, fix: expect.any(String) as string }],
  });
});

test("a file that isn't there is named as it was given", () => {
  expect(readWorld({ kind: "files", files: ["no/such.json"] })).toMatchObject({
    problems: [{ file: "no/such.json", what: "it doesn't exist" }],
  });
});

test("a file nested beyond all measure is refused", () => {
  const deep = 200_000;
  const values = `${"[".repeat(deep)}${"]".repeat(deep)}`;
  const text = `{"format_version":"1.0","values":{"root_module":{"resources":[{"type":"aws_x","name":"x","values":{"a":${values}}}]}}}`;
  const read = readFrom({ "x.json": text }, (folder) => ({
    kind: "files",
    files: [`${folder}/x.json`],
  }));
  expect(read).toMatchObject({ kind: "unreadable" });
});
