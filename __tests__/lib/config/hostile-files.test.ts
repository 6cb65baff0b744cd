import { GOLDEN_TEXT, goldenWith, load, problemsIn } from "../../support/platform-file";

/** Each comes back as problems with a place, whatever it is. */
async function codesOf(text: string | Uint8Array): Promise<string[]> {
  const problems = await problemsIn(text);
  for (const { at, message, fix } of problems) {
    expect(at).toMatch(/^platform\.yaml:[1-9]\d*:[1-9]\d*$/);
    expect(message.length * fix.length).toBeGreaterThan(0);
    // No control characters reach a terminal.
    expect(`${at}${message}${fix}`).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  }
  return problems.map(({ at, code }) => `${at.replace("platform.yaml:", "")} ${code}`);
}

/** Nine lists of nine, each of the one before. */
const laughs = ["b", "c", "d", "e", "f", "g", "h", "i"].map((name, index) => {
  const before = `*${"abcdefgh".charAt(index)}`;
  return `${name}: &${name} [${Array.from({ length: 9 }, () => before).join(", ")}]`;
});

describe("what is no config at all is told in one line", () => {
  test.each<[string, string | Uint8Array, string]>([
    ["an empty file", "", "1:1 file-empty"],
    ["only comments", "# one\n\n  # two\n", "1:1 file-empty"],
    ["only ---", "---\n", "1:1 file-empty"],
    ["only --- with a comment", "--- # platform\n", "1:1 file-empty"],
    ["only the value null", "null\n", "1:1 file-empty"],
    ["a list at the top", "- a\n- b\n", "1:1 wrong-type"],
    ["a word at the top", "hello\n", "1:1 wrong-type"],
    ["a number at the top", "\n42\n", "2:1 wrong-type"],
    ["10 MB", Buffer.alloc(10_000_000, "a: b\n"), "1:1 file-too-large"],
    ["a zero byte", "version: 1\na: \0\n", "2:1 file-binary"],
    ["Latin 1", Buffer.from([0x61, 0x3a, 0x20, 0xe9]), "1:1 file-binary"],
    ["UTF-16", Buffer.from("\ufeffversion: 1", "utf16le"), "1:1 file-binary"],
    ["two documents", "version: 1\n---\nversion: 1\n", "2:1 yaml-syntax"],
    ["YAML 1.1", "%YAML 1.1\n---\nversion: 1\n", "1:1 yaml-syntax"],
    ["a tab as indent", "version: 1\ntooling:\n\taccountId: x\n", "3:1 yaml-tab"],
    ["a quote that stays open", 'version: "1\na: 2\n', "3:1 yaml-syntax"],
    ["a bracket that stays open", "version: [1\na: 2\n", "2:1 yaml-syntax"],
    ["a missing colon", "version 1\na: 2\n", "1:1 yaml-syntax"],
    ["a colon too many", "version: 1: 2\n", "1:10 yaml-syntax"],
    ["braces that need quotes", "version: {prefix}-x\n", "1:18 yaml-syntax"],
    ["a list as a key", "? [a, b]\n: c\n", "1:3 yaml-syntax"],
    ["an alias as a key", "a: &x b\n*x : c\n", "2:1 yaml-syntax"],
    ["a key of a million letters", `${"x".repeat(1_000_000)}: 1\n`, "1:1 yaml-syntax"],
  ])("%s", async (_name, text, expected) => {
    expect(await codesOf(text)).toEqual([expected]);
  });
});

describe("YAML that would not end is refused before it is expanded", () => {
  test.each([
    [
      "a billion laughs",
      ["a: &a [x, x, x, x, x, x, x, x, x]", ...laughs].join("\n"),
      "yaml-too-many-aliases",
    ],
    [
      "two hundred thousand values without an alias",
      `a: [${"1,".repeat(200_001)}]`,
      "file-too-large",
    ],
    ["six thousand aliases", `a: &a 1\nb: [${"*a,".repeat(6_000)}]`, "yaml-too-many-aliases"],
    ["an alias inside its own list", "a: &a [*a]\n", "circular-reference"],
    ["an alias inside its own map", "a: &a\n  b: { c: *a }\n", "circular-reference"],
    ["ten thousand open brackets", `a: ${"[".repeat(10_000)}`, "yaml-too-deep"],
    ["ten thousand brackets", `a: ${"[".repeat(10_000)}${"]".repeat(10_000)}`, "yaml-too-deep"],
    ["ten thousand dashes", `${"- ".repeat(10_000)}x`, "yaml-too-deep"],
    ["two hundred brackets", `a: ${"[".repeat(200)}${"]".repeat(200)}`, "yaml-too-deep"],
  ])("%s", async (_name, text, code) => {
    expect(await codesOf(text)).toEqual([expect.stringMatching(new RegExp(`^\\d+:\\d+ ${code}$`))]);
  });

  test("a list used by hundreds of accounts is no such thing", async () => {
    const accounts = Array.from(
      { length: 900 },
      (_, index) =>
        `  a${index}: { id: "${300_000_000_000 + index}", environment: dev, regions: *r }`,
    );
    const text = GOLDEN_TEXT.replace("regions: [eu-west-1]", "regions: &r [eu-west-1]").replace(
      "connections:",
      `${accounts.join("\n")}\n\nconnections:`,
    );
    expect((await load(text)).kind).toBe("valid");
  });
});

describe("aliases, anchors and tags", () => {
  test.each([
    ["an alias without an anchor", "a: *nope\n", ["1:4 yaml-unknown-alias"]],
    ["an alias before its anchor", "a: *x\nb: &x 1\n", ["1:4 yaml-unknown-alias"]],
    [
      "binary, a set, and a tag of another program",
      "a: !!binary aGk=\nb: !!set { x, y }\nc: !Ref d\n",
      ["1:13 yaml-tag", "2:10 yaml-tag", "3:9 yaml-tag"],
    ],
    ["a key that stands twice", "a: 1\nb: 2\na: 3\n", ["3:1 duplicate-key"]],
    ["a key that stands twice in a flow map", "a: { b: 1, b: 2 }\n", ["1:12 duplicate-key"]],
    ["__proto__ as a key", "accounts:\n  __proto__: { id: 1 }\n", ["2:3 invalid-name"]],
  ])("%s", async (_name, text, expected) => {
    expect(await codesOf(text)).toEqual(expected);
  });

  test("an anchor that is defined anew means the last one before", async () => {
    const text = GOLDEN_TEXT.replace(
      "owner: platform",
      "owner: &x platform, team: &x core, same: *x",
    );
    const loaded = await load(text);
    expect(loaded.kind === "valid" && loaded.platform.tags).toEqual({
      owner: "platform",
      team: "core",
      same: "core",
    });
  });

  test("a tag that says what is so anyway is no problem", async () => {
    expect(await codesOf(GOLDEN_TEXT.replace("homeRegion: eu", "homeRegion: !!str eu"))).toEqual(
      [],
    );
  });

  test("a merge key is told that YAML 1.2 has none", async () => {
    const text = GOLDEN_TEXT.replace(
      "tags: { stage: live }",
      "tags: { stage: live }\n    <<: { ou: x }",
    );
    const [problem] = await problemsIn(text);
    expect(problem).toMatchObject({ code: "unknown-key", path: 'accounts.prod["<<"]' });
    expect(problem?.message).toContain("merge key");
  });
});

describe("names that mean something to JavaScript mean nothing here", () => {
  test.each(["constructor", "prototype", "hasownproperty"])(
    "an account may be called %s",
    async (name) => {
      const text = goldenWith({
        path: ["accounts", name],
        value: { id: "300000000001", environment: "dev", regions: ["eu-west-1"] },
      });
      expect(await codesOf(text)).toEqual([]);
    },
  );

  test.each([
    [
      "a persona that is extended",
      ["personas", "auditor", "extends"],
      ["constructor"],
      "unknown-persona",
    ],
    [
      "a profile",
      ["pipelines", "queues", "deploy", "executionProfile"],
      "constructor",
      "unknown-profile",
    ],
    [
      "an account",
      ["pipelines", "web", "stages", 1, "accounts", "names", 0],
      "constructor",
      "unknown-account",
    ],
    [
      "a connection",
      ["pipelines", "web", "source", "connection"],
      "constructor",
      "unknown-connection",
    ],
    [
      "a tag's key",
      ["pipelines", "web", "stages", 0, "accounts", "tags"],
      { constructor: "x" },
      "unknown-tag",
    ],
    [
      "an action's service",
      ["executionProfiles", "functions", "permissions", 0, "actions"],
      ["constructor:toString"],
      "unknown-action",
    ],
    [
      "an action",
      ["executionProfiles", "functions", "permissions", 0, "actions"],
      ["s3:constructor"],
      "unknown-action",
    ],
  ])("%s called constructor is unknown", async (_name, path, value, code) => {
    expect(await codesOf(goldenWith({ path, value }))).toContainEqual(
      expect.stringMatching(new RegExp(` ${code}$`)),
    );
  });

  test.each(["constructor", "toString", "valueOf"])("%s is no setting", async (key) => {
    expect(await codesOf(`${GOLDEN_TEXT}\n${key}: 1\n`)).toEqual([
      expect.stringMatching(/ unknown-key$/),
    ]);
  });
});

describe("odd values", () => {
  test.each([
    ["numbers as keys", "accounts", { 1: {}, 2.5: {} }, ["invalid-name"]],
    ["an infinite number", "retention", { artifactDays: Infinity }, ["wrong-type"]],
    ["no number", "retention", { artifactDays: NaN }, ["wrong-type"]],
    ["a fraction", "retention", { artifactDays: 7.5 }, ["wrong-type"]],
    ["no value", "retention", null, ["missing-field"]],
    ["an empty key", "tags", { "": "x" }, ["invalid-tag"]],
    ["text for a number", "version", "1", ["unknown-value"]],
  ])("%s", async (_name, key, value, codes) => {
    const found = (await problemsIn(goldenWith({ path: [key], value }))).map(({ code }) => code);
    for (const code of codes) expect(found).toContain(code);
  });

  test("characters that move the cursor or turn the text round are written out", async () => {
    const text = `${GOLDEN_TEXT}\n"\\u001b[2J\\u202enwod": 1\n`;
    const [problem] = await problemsIn(text);
    expect(problem?.message).toBe('there is no setting "\\u{1b}[2J\\u{202e}nwod" here');
    expect(await codesOf(text)).toHaveLength(1);
  });

  test("a very long value is shortened", async () => {
    const [problem] = await problemsIn(
      goldenWith({ path: ["namePrefix"], value: "x".repeat(1_000_000) }),
    );
    expect(problem?.code).toBe("invalid-name");
    expect(problem?.got).toHaveLength(80);
  });

  test.each([
    ["Windows", "\r\n"],
    ["old Mac", "\r"],
  ])("%s line ends are no problem, or told", async (name, end) => {
    const codes = await codesOf(GOLDEN_TEXT.replaceAll("\n", end));
    expect(name === "Windows" ? codes : codes.slice(0, 1)).toEqual(
      name === "Windows" ? [] : [expect.stringMatching(/^\d+:\d+ /)],
    );
  });

  test("a byte order mark is no problem", async () => {
    expect(await codesOf(`\ufeff${GOLDEN_TEXT}`)).toEqual([]);
  });
});
