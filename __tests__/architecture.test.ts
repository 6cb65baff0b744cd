import { join } from "node:path";
import { checkArchitecture } from "./support/architecture/check-architecture";
import { readSourceFiles } from "./support/architecture/read-source-files";

test("our own files keep to the arrows of DESIGN.md", () => {
  const files = readSourceFiles(join(__dirname, ".."));
  expect(files.size).toBeGreaterThan(10);
  expect(checkArchitecture(files)).toEqual([]);
});

/** What the checker says of `from` importing, by `statement`, a tree where every target exists. */
function check(from: string, statement: string): readonly string[] {
  const targets = [
    "lib/config/problem.ts",
    "lib/config/parse.ts",
    "lib/model/platform.ts",
    "lib/policy/document.ts",
    "lib/access/verdict.ts",
    "modules/key.ts",
    "stacks/tooling.ts",
    "cli/main.ts",
  ];
  return checkArchitecture(
    new Map([...targets.map((path) => [path, ""] as const), [from, statement] as const]),
  );
}

describe("the checker accepts", () => {
  test.each([
    ["lib/model/a.ts", 'import { parse } from "../config/parse";'],
    ["lib/policy/a.ts", 'import type { Problem } from "../config/problem";'],
    ["lib/policy/a.ts", 'import { type Problem } from "../config/problem";'],
    ["lib/access/a.ts", 'import type { Platform } from "../model/platform";'],
    ["lib/access/a.ts", 'type P = import("../model/platform").Platform;'],
    ["modules/a.ts", 'import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";'],
    ["stacks/a.ts", 'import { Key } from "../modules/key";'],
    ["cli/a.ts", 'const { Tooling } = await import("../stacks/tooling");'],
    ["cli/a.ts", 'import type { Tooling } from "../stacks/tooling";'],
    ["main.ts", 'import { main } from "./cli/main";'],
    ["bench/main.ts", 'import { main } from "../cli/main";'],
    ["modules/index.ts", 'export { Key } from "./key";'],
    ["lib/model/a.ts", 'import schema from "../../platform.schema.json";'],
  ])("%s: %s", (from, statement) => {
    expect(check(from, statement)).toEqual([]);
  });
});

describe("the checker catches", () => {
  test.each([
    ["lib/config/a.ts", 'import { x } from "../model/platform";', "lib/config may not import"],
    ["lib/policy/a.ts", 'import { x } from "../config/problem";', "only its types"],
    ["lib/access/a.ts", 'import { x } from "../model/platform";', "only its types"],
    ["lib/access/a.ts", 'import { x, type Y } from "../model/platform";', "only its types"],
    ["lib/access/a.ts", 'import type { D } from "../policy/document";', "lib/access may not"],
    ["lib/access/a.ts", 'const d = await import("../policy/document");', "lib/access may not"],
    ["lib/access/a.ts", 'const d = require("../policy/document.ts");', "lib/access may not"],
    ["lib/access/a.ts", 'export * from "../policy/document.js";', "lib/access may not import"],
    ["lib/access/a.ts", 'type D = import("../policy/document").D;', "lib/access may not import"],
    ["lib/access/a.ts", 'import d = require("../policy/document");', "lib/access may not import"],
    ["modules/a.ts", 'import { T } from "../stacks/tooling";', "modules may not import stacks"],
    ["modules/a.ts", 'import { T } from "../cli/main";', "modules may not import cli"],
    ["modules/a.ts", 'import { p } from "../lib/config/parse";', "modules may not import lib"],
    ["cli/a.ts", 'import { Tooling } from "../stacks/tooling";', "only it by import()"],
    ["cli/a.ts", 'import { App } from "cdktf";', "cli may not import cdktf"],
    ["cli/a.ts", 'const { App } = await import("cdktf");', "cli may not import cdktf"],
    ["lib/model/a.ts", 'import { Construct } from "constructs";', "may not import constructs"],
    ["modules/a.ts", 'import { s3Bucket } from "@cdktf/provider-aws";', "imports the root of"],
    ["stacks/a.ts", 'import { workspace } from "@cdktf/provider-tfe";', "imports the root of"],
    ["lib/model/index.ts", "", "a barrel file"],
    ["lib/model/a.ts", 'import { x } from "./gone";', 'imports "./gone", which is not there'],
    ["lib/misc/a.ts", "", "belongs to no area"],
  ])("%s: %s", (from, statement, problem) => {
    expect(check(from, statement)).toEqual([expect.stringContaining(problem) as string]);
  });

  test("an import cycle, once, with its path", () => {
    const files = new Map([
      ["lib/model/a.ts", 'import { b } from "./b";'],
      ["lib/model/b.ts", 'import { c } from "./c";'],
      ["lib/model/c.ts", 'import { b } from "./b";'],
    ]);
    expect(checkArchitecture(files)).toEqual([
      "import cycle: lib/model/b.ts → lib/model/c.ts → lib/model/b.ts",
    ]);
  });

  test("no cycle in type-only imports", () => {
    const files = new Map([
      ["lib/model/a.ts", 'import type { B } from "./b";'],
      ["lib/model/b.ts", 'import { a } from "./a";'],
    ]);
    expect(checkArchitecture(files)).toEqual([]);
  });

  test("the line of the import", () => {
    expect(check("cli/a.ts", '\n\nimport { App } from "cdktf";')).toEqual([
      "cli/a.ts:3: cli may not import cdktf",
    ]);
  });
});
