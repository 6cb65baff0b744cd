import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { compilePersona } from "../../lib/policy/persona/compile-persona";
import { renderPolicy } from "../../lib/policy/render-policy";
import type { PersonaReport } from "../../lib/report/personas/describe-persona";
import type { PersonaMatrix } from "../../lib/report/matrix/persona-matrix";
import type { PolicyDocument } from "../../lib/report/policies/policy-document";
import { checkXml } from "../lib/report/svg/check-xml";
import { RICH_TEXT } from "../lib/report/rich-platform";
import { GOLDEN_TEXT, SHIPPED_TEXT, textAt, validPlatform } from "../support/platform-file";
import { runCli } from "../support/run-cli";
import { runCommand } from "../support/run-command";
import { CliFolder } from "./cli-folder";

let folder: CliFolder;
beforeAll(() => {
  folder = new CliFolder(GOLDEN_TEXT);
  folder.write("rich.yaml", RICH_TEXT);
});
afterAll(() => folder.remove());

describe("personas", () => {
  test("shows all: who, what, where, how the policies are written, and that nothing is looser", async () => {
    const { code, stdout, stderr } = await folder.run("personas");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const [header = "", ...lines] = stdout.split("\n");
    expect(header.trim().split(/ {2,}/)).toEqual(["persona", "who", "may", "where", "policies"]);
    expect(lines.map((line) => line.trim().split(/ {2,}/))).toEqual(
      expect.arrayContaining([
        ["auditor", "Auditors", "view", "all pipelines", "exact"],
        ["developer", "Developers", "view, start, retry, logs", "2 pipelines: api, web", "exact"],
        ["inspect", "dev"],
      ]),
    );
    expect(stdout).toContain("Nothing is looser than the default.");
  });

  test("warnings go to stderr, and what is looser than the default stands below the table", async () => {
    const { code, stdout, stderr } = await folder.run("personas", "-c", "rich.yaml");
    expect(code).toBe(0);
    expect(stderr).toContain("[managed-policy]");
    expect(stdout).not.toContain("[managed-policy]");
    expect(stdout).toContain("Looser than the default\n  teammate: AWS-managed policy");
  });

  test("--json has every persona in full", async () => {
    const { code, stdout, stderr } = await folder.run("personas", "--json", "-c", "rich.yaml");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const { valid, personas, problems } = JSON.parse(stdout) as {
      valid: boolean;
      personas: readonly PersonaReport[];
      problems: readonly { code: string }[];
    };
    expect(valid).toBe(true);
    expect(problems.map(({ code: each }) => each)).toEqual([
      "policy-nearly-full",
      "managed-policy",
      "managed-policy",
    ]);
    const platform = await validPlatform(RICH_TEXT);
    expect(personas.map(({ name }) => name)).toEqual(platform.personas.map(({ name }) => name));
    for (const { may, policies } of personas) {
      expect(policies).toEqual({ style: "exact", customerManaged: 0 });
      for (const { at, path } of may) {
        expect(at).toMatch(/^rich\.yaml:\d+:\d+$/);
        expect(path).toMatch(/^personas\.[a-z-]+\.grants\[\d\]$/);
      }
    }
  });

  test("a config that is wrong exits with 2, its problems on stderr and nothing on stdout", async () => {
    const file = folder.write("wrong.yaml", GOLDEN_TEXT.replace("[view, start,", "[veiw, start,"));
    const { code, stdout, stderr } = await folder.run("personas", "-c", file);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/wrong\.yaml:\d+:\d+ error [\s\S]*did you mean "view"/);
    const json = await folder.run("personas", "developer", "--policy", "--json", "-c", file);
    expect(json).toMatchObject({ code: 2, stderr: "" });
    expect(JSON.parse(json.stdout)).toMatchObject({
      valid: false,
      problems: [{ path: expect.any(String) as string }],
    });
  });

  test("the shipped platform is told in the same bytes each time, as data, Markdown and policies", async () => {
    const all = () =>
      Promise.all([
        runCli(["personas", "--json"]),
        runCli(["personas", "--matrix"]),
        runCli(["personas", "release-manager", "--policy"]),
      ]);
    const once = await all();
    expect(await all()).toEqual(once);
    for (const { code, stdout } of once) {
      expect(code).toBe(0);
      expect(stdout).not.toBe("");
      expect(stdout).not.toContain(process.cwd());
    }
  });

  test("its colours are left out where NO_COLOR says so", async () => {
    const plain = await folder.run("personas", "developer");
    expect(plain.stdout).not.toContain("\u001b[");
    const coloured = await runCli(["personas", "developer"], {
      cwd: folder.path,
      env: { NO_COLOR: "", FORCE_COLOR: "1" },
    });
    expect(coloured.stdout).toContain("\u001b[");
    const escape = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, "g");
    expect(coloured.stdout.replace(escape, "")).toBe(plain.stdout);
  });
});

describe("personas NAME", () => {
  test("shows one in full, with the line of each grant", async () => {
    const { code, stdout } = await folder.run("personas", "release-manager");
    expect(code).toBe(0);
    expect(stdout).toContain("  accounts  tooling (100000000002)\n");
    const places = [...stdout.matchAll(/why: (platform\.yaml:\d+:\d+)/g)].map(([, at = ""]) => at);
    expect([...new Set(places.map((at) => textAt(GOLDEN_TEXT, { at })))]).toEqual([
      "capabilities: [view]",
      "capabilities: [approve, rollback]",
    ]);
    expect(stdout).toContain("rule approver-brings-nothing-about: ");
  });

  test("takes a near miss for one, and exits with 2", async () => {
    const { code, stdout, stderr } = await folder.run("personas", "developper");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(
      /there is no persona "developper"\n {2}fix: did you mean "developer"\? known: auditor, developer/,
    );
  });

  test("--policy prints JSON under comments, which without them is what AWS gets", async () => {
    const { code, stdout } = await folder.run("personas", "developer", "--policy");
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^\/\/ permission set acme-developer, inline: [\d,]+ of 10,240 characters\n/,
    );
    expect(stdout).toMatch(/\n {4}\/\/ start: (platform\.yaml:\d+:\d+); view: \1\n {4}\{\n/);
    const bare = stdout.replace(/^\s*\/\/.*$/gm, "");
    const platform = await validPlatform(GOLDEN_TEXT);
    const developer = platform.personas.find(({ name }) => name === "developer");
    if (developer === undefined) throw new Error("there is no developer");
    const expected: unknown = JSON.parse(renderPolicy(compilePersona(platform, developer).inline));
    expect(JSON.parse(bare)).toEqual(expected);
    const json = await folder.run("personas", "developer", "--policy", "--json");
    const { persona, policies } = JSON.parse(json.stdout) as {
      persona: string;
      policies: readonly PolicyDocument[];
    };
    expect(persona).toBe("developer");
    expect(policies).toMatchObject([
      { holder: "permission-set", holderName: "acme-developer", kind: "inline", limit: 10_240 },
    ]);
    expect(policies[0]?.document).toEqual(expected);
    expect(policies[0]?.reasons).toHaveLength(policies[0]?.document.Statement.length ?? -1);
    expect(policies[0]?.reasons.flat()).toContainEqual({
      text: "start",
      at: expect.stringMatching(/^platform\.yaml:\d+:\d+$/) as string,
      path: "personas.developer.grants[0]",
    });
  });

  test.each([
    [["--policy"], /--policy needs the name of a persona\n {2}fix: name one/],
    [
      ["developer", "--policy", "--matrix"],
      /option '--policy' cannot be used with option '--matrix'/,
    ],
    [["--svg", ""], /--svg names no file/],
    [["a", "b"], /too many arguments/],
  ])("%j exits with 2 and says what is meant", async (args, message) => {
    const { code, stdout, stderr } = await folder.run("personas", ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

describe("personas --matrix and --svg", () => {
  test("--matrix prints Markdown, of one persona where one is named", async () => {
    const { code, stdout } = await folder.run("personas", "--matrix", "developer");
    expect(code).toBe(0);
    expect(stdout.split("\n")[0]).toMatch(/^\| Pipeline and stage +\| developer +\|$/);
    const json = await folder.run("personas", "--matrix", "--json");
    const { matrix } = JSON.parse(json.stdout) as { matrix: PersonaMatrix };
    expect(matrix.groups.map(({ name }) => name)).toEqual([
      "api",
      "queues",
      "web",
      "dev",
      "staging",
      "prod",
    ]);
  });

  test("--svg writes the picture whole, over an earlier one, and leaves nothing beside it", async () => {
    const pictures = join(folder.path, "pictures");
    mkdirSync(pictures);
    folder.write("pictures/personas.svg", "an earlier one");
    const result = await folder.run("personas", "--svg", "pictures/personas.svg");
    expect(result).toEqual({ code: 0, stdout: "", stderr: "wrote pictures/personas.svg\n" });
    expect(checkXml(folder.read("pictures/personas.svg"))).toEqual([]);
    expect(readdirSync(pictures)).toEqual(["personas.svg"]);
    const both = await folder.run("personas", "--svg", "pictures/again.svg", "--matrix");
    expect(both.stdout).toMatch(/^\| Pipeline and stage/);
    expect(folder.read("pictures/again.svg")).toBe(folder.read("pictures/personas.svg"));
  });

  test("a picture that can't be written is said plainly, and nothing is left behind", async () => {
    mkdirSync(join(folder.path, "taken.svg"));
    const before = readdirSync(folder.path);
    const refused = async (file: string) => {
      const { code, stdout, stderr } = await folder.run("personas", "--svg", file);
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toMatch(/\n {2}fix: /);
      return stderr.split("\n")[0];
    };
    expect(await refused("taken.svg")).toMatch(
      /taken\.svg can't be written: a folder is in the way/,
    );
    expect(await refused("none/a.svg")).toMatch(
      /none\/a\.svg can't be written: its path leads through/,
    );
    expect(await refused("platform.yaml/a.svg")).toMatch(/can't be written: a file is in the way/);
    expect(await refused("/dev/null")).toMatch(
      /\/dev\/null can't be written: it is no regular file/,
    );
    expect(readdirSync(folder.path)).toEqual(before);
  });
});

test("--help tells of both commands, and each of its options", async () => {
  const { stdout } = await runCommand(["--help"]);
  expect(stdout).toMatch(/^ {2}personas \[options\] \[name\]|^ {2}personas /m);
  expect(stdout).toMatch(/^ {2}policies /m);
  expect((await runCommand(["help", "personas"])).stdout).toContain("--svg <file>");
});

test("the shipped platform's personas are all there, in order", async () => {
  const { stdout } = await runCommand(["personas"]);
  const platform = await validPlatform(SHIPPED_TEXT);
  const [, ...lines] = stdout.split("\n");
  const named = lines.flatMap((line) => /^ {2}([a-z][a-z-]*) {2}/.exec(line)?.[1] ?? []);
  expect(named).toEqual(platform.personas.map(({ name }) => name));
});
