import { createHash } from "node:crypto";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { GOLDEN_TEXT } from "../support/platform-file";
import { CliFolder } from "./cli-folder";

let folder: CliFolder;
beforeAll(async () => {
  folder = new CliFolder(GOLDEN_TEXT);
  expect((await folder.run("access", "--lock", "--update")).code).toBe(0);
  expect((await folder.run("synth", "-q", "-o", "out")).code).toBe(0);
});
afterAll(() => folder.remove());

test("a pack has every table, policy and digest, is the same each time, and names nothing of this machine", async () => {
  const { code, stdout, stderr } = await folder.run("evidence", "--from", "out", "-o", "pack");
  expect([code, stdout]).toEqual([0, ""]);
  expect(stderr).toContain("files to pack");
  const files = filesIn("pack");
  expect(files.filter((name) => !name.startsWith("policies/"))).toEqual([
    "README.md",
    "SHA256SUMS",
    "access.csv",
    "access.md",
    "approvals.csv",
    "controls.csv",
    "controls.md",
    "people.csv",
    "proof.json",
    "reviewed-access.json",
  ]);
  const sums = files
    .filter((name) => name !== "SHA256SUMS")
    .map((name) => `${sha256(folder.read(join("pack", name)))}  ${name}\n`);
  expect(folder.read("pack/SHA256SUMS")).toBe(sums.join(""));
  for (const name of files) expect(folder.read(join("pack", name))).not.toContain(folder.path);

  expect((await folder.run("evidence", "--from", "out", "-o", "again")).code).toBe(0);
  expect(folder.read("again/SHA256SUMS")).toBe(folder.read("pack/SHA256SUMS"));
});

test("every control is shown on the golden platform but those of a trail, which it has none of, and who can do what is what was reviewed", () => {
  const controls = folder.read("pack/controls.csv").trimEnd().split("\r\n").slice(1);
  for (const line of controls)
    expect(line).toMatch(
      line.includes("claim audit-trail: nothing was asked") ? /,not shown,/ : /,shown,/,
    );
  expect(controls.filter((line) => line.includes(",shown,")).length).toBeGreaterThan(20);
  const index = folder.read("pack/README.md");
  expect(index).toContain("- Review: who can do what is what was reviewed");
  expect(index).toContain(sha256(GOLDEN_TEXT));
  expect(index).toMatch(/^- Proof: \*\*holds\*\*, \d+ claims by [\d,]+ decisions$/m);
});

test("every inline policy that Terraform writes is in it, with what has it", () => {
  const stack = JSON.parse(folder.read("out/stacks/tooling/cdk.tf.json")) as Stack;
  const written = JSON.parse(folder.read("pack/policies/tooling.json")) as WrittenPolicy[];
  const names = Object.values(stack.resource.aws_iam_policy).map(({ name }) => name);
  expect(names.length).toBeGreaterThan(0);
  expect(written.map(({ policy }) => policy)).toEqual(expect.arrayContaining(names));
  for (const { holders, document } of written) {
    expect(holders.length).toBeGreaterThan(0);
    expect(document).toHaveProperty("Statement");
  }
});

test("nobody approves and brings about in approvals.csv", () => {
  const [head, ...rows] = folder.read("pack/approvals.csv").trimEnd().split("\r\n");
  expect(head).toMatch(/who approves,who brings changes about,both$/);
  expect(rows.some((row) => /,yes,approve,\S/.test(row))).toBe(true);
  for (const row of rows) expect(row).toMatch(/,$/);
});

test("what was changed in the Terraform is violated in the pack and by the exit code", async () => {
  const file = "out/stacks/identity-center/cdk.tf.json";
  const text = folder.read(file);
  try {
    folder.write(file, text.replaceAll("codepipeline:PutApprovalResult", "codepipeline:*"));
    const { code } = await folder.run("evidence", "--from", "out", "-o", "broken");
    expect(code).toBe(1);
    expect(folder.read("broken/README.md")).toContain("**violated**");
    expect(folder.read("broken/README.md")).toContain("who can do what **differs**");
    expect(folder.read("broken/controls.csv")).toContain("claim intent: violated");
    expect(folder.read("broken/access-changes.md")).toContain("gives");
  } finally {
    folder.write(file, text);
  }
});

test("a folder that is there already, and an invalid config, are refused and nothing is written", async () => {
  const refused = await folder.run("evidence", "-o", "pack");
  expect([refused.code, refused.stderr]).toEqual([
    2,
    expect.stringContaining("pack is there already\n  fix: name a new folder, or remove it first"),
  ]);
  const before = readdirSync(folder.path).sort();
  const invalid = new CliFolder("version: 1\n");
  try {
    expect((await invalid.run("evidence", "-o", "pack")).code).toBe(2);
    expect(existsSync(join(invalid.path, "pack"))).toBe(false);
  } finally {
    invalid.remove();
  }
  expect(readdirSync(folder.path).sort()).toEqual(before);
});

test("without a reviewed lock, what rests on it is not shown", async () => {
  const other = new CliFolder(GOLDEN_TEXT);
  try {
    writeFileSync(join(other.path, "platform.yaml"), GOLDEN_TEXT);
    const out = join(folder.path, "out");
    expect((await other.run("evidence", "--from", out, "-o", "pack")).code).toBe(0);
    expect(other.read("pack/README.md")).toContain("nothing was reviewed");
    expect(other.read("pack/controls.csv")).toMatch(/reviewed-access\.json: not there",not shown,/);
  } finally {
    other.remove();
  }
});

interface Stack {
  readonly resource: {
    readonly aws_iam_policy: Readonly<Record<string, { readonly name: string }>>;
  };
}

interface WrittenPolicy {
  readonly policy: string;
  readonly holders: readonly string[];
  readonly document: unknown;
}

function filesIn(name: string): string[] {
  return readdirSync(join(folder.path, name), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name: file }) =>
      join(parentPath, file).slice(folder.path.length + name.length + 2),
    )
    .sort();
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
