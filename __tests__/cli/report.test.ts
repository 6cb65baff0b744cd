import { mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { SHIPPED_TEXT } from "../support/platform-file";
import { CliFolder } from "./cli-folder";

let folder: CliFolder;
beforeAll(() => {
  folder = new CliFolder(SHIPPED_TEXT);
});
afterAll(() => folder.remove());

test("report writes one page under 1 MB, the same wherever it is run, and leaves nothing else", async () => {
  const { code, stdout, stderr } = await folder.run("report", "-o", "access.html");
  expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
  expect(stderr).toMatch(/^wrote access\.html, \d+ kB$/m);
  const page = folder.read("access.html");
  expect(Buffer.byteLength(page)).toBeLessThan(1_000_000);
  expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
  expect(page).not.toContain(folder.path);
  expect(page).toContain("platform.yaml:");
  expect(page).toContain("aws_ssoadmin_permission_set_inline_policy.");
  expect(readdirSync(folder.path).sort()).toEqual(["access.html", "platform.yaml"]);

  const other = new CliFolder("");
  try {
    mkdirSync(join(other.path, "elsewhere"));
    symlinkSync(join(folder.path, "platform.yaml"), join(other.path, "elsewhere/platform.yaml"));
    const config = join(other.path, "elsewhere", "platform.yaml");
    expect((await other.run("report", "-c", config, "-o", "b.html")).code).toBe(0);
    expect(other.read("b.html")).toBe(page);
  } finally {
    other.remove();
  }
});

test("report looks at Terraform from elsewhere, and tells what nobody meant", async () => {
  expect((await folder.run("synth", "-q", "-o", "out")).code).toBe(0);
  const stack = "out/stacks/identity-center/cdk.tf.json";
  // In the generated policies alone, whoever has one pipeline has another instead.
  const text = folder.read(stack);
  const other = text.replaceAll(":222222222222:design-system", ":222222222222:data-lake");
  expect(other).not.toBe(text);
  folder.write(stack, other);
  const { code } = await folder.run("report", "--from", "out", "-o", "other.html");
  expect(code).toBe(0);
  const page = folder.read("other.html");
  const names = [...page.matchAll(/aria-label="(developer may [^"]*)"/g)].map(([, name]) => name);
  expect(names).toContain(
    "developer may view, start on pipeline design-system: denied, though intended; logs: allowed, intended",
  );
  expect(names).toContain("developer may view, start on pipeline data-lake: allowed, not intended");
});

test("--members shows who is in which group, and refuses whoever unites what is kept apart", async () => {
  folder.write("members.json", JSON.stringify({ "Release Managers": ["grace-of-the-export"] }));
  const args = ["report", "-o", "people.html", "--members", "members.json"];
  expect((await folder.run(...args)).code).toBe(0);
  expect(folder.read("people.html")).toMatch(/Release Managers: <[^>]*>grace-of-the-export</);
  folder.write(
    "members.json",
    JSON.stringify({ "Release Managers": ["grace"], "Shop Developers": ["Grace"] }),
  );
  const { code, stderr } = await folder.run(...args);
  expect([code, stderr]).toEqual([2, expect.stringContaining('"grace" may approve stage')]);
});

test("--diff shows what changes against a lock file, by persona", async () => {
  expect((await folder.run("access", "--lock", "--update")).code).toBe(0);
  const lock = JSON.parse(folder.read("access.lock.json")) as {
    access: Record<string, Record<string, string[]>>;
  };
  const { tester, ...others } = lock.access;
  expect(tester).toBeDefined();
  const earlier = { ...others, auditor: { ...others.auditor, start: ["checkout-api"] } };
  folder.write("earlier.json", JSON.stringify({ ...lock, access: earlier }));
  expect((await folder.run("report", "-o", "d.html", "--diff", "earlier.json")).code).toBe(0);
  const text = folder
    .read("d.html")
    .replace(/<[^>]*>/g, " ")
    .replace(/ +/g, " ");
  expect(text).toContain(
    "Against earlier.json. auditor Takes: start on checkout-api tester Gives:",
  );
  expect((await folder.run("report", "-o", "d.html", "--diff", "access.lock.json")).code).toBe(0);
  expect(folder.read("d.html")).toContain("Nobody gains or loses anything.");
});

test.each([
  [["report"], "required option '-o, --out <file>'"],
  [["report", "-o", ""], "--out names no file"],
  [["report", "-o", "a.html", "-c", "none.yaml"], "none.yaml"],
  [["report", "-o", "a.html", "--from", "none"], "none"],
  [["report", "-o", "a.html", "--diff", "none"], "none is no file"],
  [["report", "-o", "no/such/folder/a.html"], "can't be written"],
])("%j is refused, with what to do", async (args, message) => {
  const { code, stderr } = await folder.run(...args);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});
