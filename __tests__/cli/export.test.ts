import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CliFolder } from "./cli-folder";
import { reversedConfig } from "../support/reversed-config";
import { GOLDEN } from "../support/synth-platform";

const TEXT = readFileSync(GOLDEN, "utf8");
const IN_BUCKET = `${TEXT.replace(/^backend:.*\n( +.*\n)*/m, "")}\nbackend: { type: s3, bucket: acme-state, region: eu-west-1 }\n`;

let folder: CliFolder;
beforeAll(async () => {
  folder = new CliFolder(IN_BUCKET);
  expect(await folder.run("export", "-o", "made")).toMatchObject({ code: 0 });
}, 60_000);
afterAll(() => folder.remove());
beforeEach(() => {
  rmSync(at("terraform"), { recursive: true, force: true });
  for (const [path, text] of filesIn("made")) write(`terraform/${path}`, text);
});

const at = (path: string) => join(folder.path, path);
const run = (...args: readonly string[]) => folder.run("export", "-o", "terraform", ...args);

test("every stack is there, with all that was generated but CDKTF's metadata", async () => {
  await folder.run("synth", "--quiet");
  const stacks = readdirSync(at("cdktf.out/stacks"));
  expect(stacks.length).toBeGreaterThan(3);
  expect(readdirSync(at("made/stacks")).sort()).toEqual(stacks.sort());
  for (const stack of stacks) {
    const exported = folder.read(`made/stacks/${stack}/main.tf.json`);
    const generated = JSON.parse(folder.read(`cdktf.out/stacks/${stack}/cdk.tf.json`)) as unknown;
    expect(JSON.parse(exported)).toEqual(withoutMetadata(generated));
    expect(exported).not.toContain('"metadata"');
    expect(exported).not.toContain(folder.path);
    expect(exported.split("\n").length).toBeGreaterThan(20);
  }
});

test("the same config gives the same bytes, in whatever order it is written", async () => {
  folder.write("reversed.yaml", reversedConfig(IN_BUCKET));
  const { code } = await folder.run("export", "-c", "reversed.yaml", "-o", "reversed");
  expect(code).toBe(0);
  expect(filesIn("reversed")).toEqual(filesIn("made"));
});

test("--check holds where nothing differs, and names what does", async () => {
  expect(await run("--check")).toMatchObject({ code: 0, stdout: "" });
  write("terraform/stacks/tooling/main.tf.json", "{}");
  rmSync(at("terraform/README.md"));
  write("terraform/stacks/tooling/own.tf", "");
  const before = filesIn("terraform");
  const { code, stdout, stderr } = await run("--check");
  expect([code, stdout.trim().split("\n")]).toEqual([
    1,
    [
      "README.md: missing",
      "stacks/tooling/main.tf.json: edited by hand",
      "stacks/tooling/own.tf: not from an export, and read by Terraform",
    ],
  ]);
  expect(stderr).toContain("fix: export again");
  expect(filesIn("terraform")).toEqual(before);
});

test("an edit is refused by name, until it may be thrown away; nothing else is written then", async () => {
  const file = "terraform/stacks/tooling/main.tf.json";
  write(file, "{}");
  rmSync(at("terraform/README.md"));
  const { code, stderr } = await run();
  expect([code, stderr]).toEqual([
    1,
    expect.stringContaining("somebody else wrote stacks/tooling/main.tf.json\n  fix: "),
  ]);
  expect([folder.read(file), existsSync(at("terraform/README.md"))]).toEqual(["{}", false]);
  expect(await run("--overwrite")).toMatchObject({ code: 0 });
  expect(filesIn("terraform")).toEqual(filesIn("made"));
});

test("what Terraform would read beside a stack is refused, whatever is said", async () => {
  write("terraform/stacks/tooling/more.auto.tfvars", "");
  const { code, stderr } = await run("--overwrite");
  expect([code, stderr]).toEqual([1, expect.stringContaining("stacks/tooling/more.auto.tfvars")]);
});

test("a stack that is gone is removed; what somebody else put there stays", async () => {
  // A stack that only an earlier config had.
  const [name, text] = ["stacks/old/main.tf.json", folder.read("made/stacks/tooling/main.tf.json")];
  const record = JSON.parse(folder.read("terraform/.gatehouse-export.json")) as {
    readonly files: Record<string, readonly string[]>;
  };
  const digest = record.files["stacks/tooling/main.tf.json"] ?? [];
  write(`terraform/${name}`, text);
  write(
    "terraform/.gatehouse-export.json",
    JSON.stringify({ files: { ...record.files, [name]: digest } }),
  );
  const kept = ["stacks/tooling/.terraform.lock.hcl", "atlantis.yaml", ".git"];
  for (const path of kept) write(`terraform/${path}`, "# mine");
  const { code, stdout, stderr } = await run();
  expect([code, stdout]).toEqual([0, expect.stringContaining(`removed ${name}\n`)]);
  expect(stderr).toContain("no longer in the config: old. What they made is still at AWS.");
  expect(existsSync(at("terraform/stacks/old"))).toBe(false);
  expect(kept.map((path) => folder.read(`terraform/${path}`))).toEqual(kept.map(() => "# mine"));
});

test("a folder of something else is refused, as is one whose record nobody can read", async () => {
  mkdirSync(at("other"));
  write("other/README.md", "# A project");
  const other = await folder.run("export", "-o", "other", "--overwrite");
  expect([other.code, other.stderr]).toEqual([
    2,
    expect.stringContaining("other holds something else than an export: README.md"),
  ]);
  expect(readdirSync(at("other"))).toEqual(["README.md"]);
  write("terraform/.gatehouse-export.json", "<<<<<<< ours");
  expect(await run()).toMatchObject({ code: 2 });
  expect(await run("--overwrite")).toMatchObject({ code: 0 });
  expect(filesIn("terraform")).toEqual(filesIn("made"));
});

test("state in files is refused where it would not be found, and told where it would", async () => {
  folder.write("local.yaml", TEXT);
  const away = await folder.run("export", "-c", "local.yaml", "-o", "some/where/else");
  expect([away.code, away.stderr]).toEqual([
    2,
    expect.stringMatching(
      /state in files, which would not be found from some\/where\/else\n.*export to else/,
    ),
  ]);
  expect(existsSync(at("some"))).toBe(false);
  expect(await folder.run("export", "-c", "local.yaml", "-o", "beside")).toMatchObject({ code: 0 });
});

function write(path: string, text: string): void {
  mkdirSync(join(at(path), ".."), { recursive: true });
  writeFileSync(at(path), text);
}

function filesIn(name: string): [path: string, text: string][] {
  return readdirSync(at(name), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file): [string, string] => [file.slice(at(name).length + 1), readFileSync(file, "utf8")])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

function withoutMetadata(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutMetadata);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== "//")
      .map(([key, inner]) => [key, withoutMetadata(inner)]),
  );
}
