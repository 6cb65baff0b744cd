import { spawnSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Problem } from "../../../lib/config/problem";
import { readConfigFile } from "../../../lib/config/read-config-file";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gatehouse-read-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test("a file comes back byte by byte", async () => {
  writeFileSync(join(folder, "platform.yaml"), Buffer.from([1, 0, 255]));
  const read = await readConfigFile(join(folder, "platform.yaml"));
  expect("bytes" in read ? [...read.bytes] : read).toEqual([1, 0, 255]);
});

test("a mistyped name is told the YAML file that was meant", async () => {
  for (const name of ["platform.yaml", "other.yml", "notes.txt"])
    writeFileSync(join(folder, name), "a: 1");
  expect(await problemOf(join(folder, "platfrom.yaml"))).toMatchObject({
    code: "file-unreadable",
    at: `${join(folder, "platfrom.yaml")}:1:1`,
    message: "there is no such file",
    fix: 'did you mean "platform.yaml"? known: other.yml, platform.yaml',
  });
});

test("a missing file in a folder without YAML is told where to start", async () => {
  expect((await problemOf(join(folder, "platform.yaml"))).fix).toContain("--config");
});

test("a missing folder is named", async () => {
  expect((await problemOf(join(folder, "no", "platform.yaml"))).fix).toContain(
    `no folder ${join(folder, "no")}`,
  );
});

test("a folder is told a YAML file in it", async () => {
  mkdirSync(join(folder, "config"));
  writeFileSync(join(folder, "config", "platform.yaml"), "a: 1");
  expect(await problemOf(join(folder, "config"))).toMatchObject({
    message: "this is a folder, not a file",
    fix: `name the file itself, such as ${join(folder, "config", "platform.yaml")}`,
  });
});

test("an empty folder is told that no YAML file is in it", async () => {
  expect((await problemOf(folder)).fix).toContain("no YAML file in this folder");
});

test("a file of many gigabytes is refused without being read", async () => {
  const file = join(folder, "platform.yaml");
  writeFileSync(file, "");
  truncateSync(file, 40 * 1024 ** 3);
  expect(await problemOf(file)).toMatchObject({ code: "file-too-large", at: `${file}:1:1` });
});

test("a pipe is refused, and not waited for", async () => {
  const pipe = join(folder, "pipe.yaml");
  if (spawnSync("env", ["mkfifo", pipe]).status !== 0) throw new Error("mkfifo is missing here");
  expect((await problemOf(pipe)).message).toBe("this is no regular file");
});

test("a link that leads nowhere is no such file", async () => {
  symlinkSync(join(folder, "gone"), join(folder, "platform.yaml"));
  expect((await problemOf(join(folder, "platform.yaml"))).message).toBe("there is no such file");
});

test("a path through a file is no such file", async () => {
  writeFileSync(join(folder, "file"), "");
  expect((await problemOf(join(folder, "file", "platform.yaml"))).code).toBe("file-unreadable");
});

test("a file without read permission says so, where permissions hold", async () => {
  const file = join(folder, "platform.yaml");
  writeFileSync(file, "a: 1");
  chmodSync(file, 0);
  const read = await readConfigFile(file);
  // The superuser reads it all the same.
  expect("bytes" in read || read.problem.fix.startsWith("give yourself the right to read it")).toBe(
    true,
  );
});

test.each([
  ["a zero byte", "a\0b"],
  ["an empty path", ""],
])("%s in place of a path is a problem, and no exception", async (_name, path) => {
  expect((await problemOf(path)).code).toBe("file-unreadable");
});

test("control characters of a path are written out", async () => {
  const problem = await problemOf(join(folder, "\u001b[31mred.yaml"));
  expect(problem.at).toContain("\\u{1b}[31mred.yaml:1:1");
});

async function problemOf(file: string): Promise<Problem> {
  const read = await readConfigFile(file);
  if ("bytes" in read) throw new Error("it was read");
  expect(read.problem).toMatchObject({ severity: "error", path: "" });
  expect(read.problem.at).toMatch(/:1:1$/);
  expect(read.problem.fix).not.toBe("");
  return read.problem;
}
