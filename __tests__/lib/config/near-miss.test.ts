import { findNearMiss, suggest } from "../../../lib/config/near-miss";
import { preview, printable } from "../../../lib/config/preview";
import { formatPath } from "../../../lib/config/config-path";
import { sortProblems } from "../../../lib/config/problem";
import { goldenWith, problemsIn } from "../../support/platform-file";

describe("near misses", () => {
  test.each([
    ["two letters swapped", "prdo", "prod"],
    ["a letter missing", "prd", "prod"],
    ["other case", "PROD", "prod"],
    ["a beginning that only one has", "stag", "staging"],
  ])("%s: the word that was meant", (_name, word, meant) => {
    expect(findNearMiss(word, ["dev", "staging", "prod"])).toBe(meant);
  });

  test("a word like no other is not guessed", () => {
    expect(findNearMiss("production-eu", ["dev", "staging", "prod"])).toBeUndefined();
    expect(findNearMiss("x", [])).toBeUndefined();
  });

  test("of two that are as close, the first is taken", () => {
    expect(findNearMiss("pred", ["prod", "pred-x", "prid"])).toBe("prod");
  });

  test("what is known is listed, but never without end", () => {
    expect(suggest("prd", ["dev", "prod"])).toBe('did you mean "prod"? known: dev, prod');
    expect(suggest("x", [])).toBe("none is defined");
    const many = Array.from({ length: 40 }, (_, index) => `name-${index}`);
    expect(suggest("zzz", many)).toMatch(/^known: name-0, .*name-11, … \(40\)$/);
  });

  test.each([
    [
      "an unknown account",
      ["pipelines", "web", "stages", 1, "accounts", "names", 0],
      "prd",
      'did you mean "prod"? known: dev, prod, staging',
    ],
    ["an unknown persona", ["groups", 0, "personas", 0], "develper", 'did you mean "developer"?'],
    [
      "an unknown setting",
      ["tooling", "homeRegon"],
      "eu-west-1",
      'did you mean "homeRegion"? known: accountId, homeRegion',
    ],
    [
      "an unknown value",
      ["backend", "type"],
      "locl",
      'did you mean "local"? known: local, s3, cloud',
    ],
    ["an unknown region", ["tooling", "homeRegion"], "eu-west1", 'did you mean "eu-west-1"?'],
    [
      "an unknown action",
      ["executionProfiles", "queues", "permissions", 0, "actions", 0],
      "sqs:CreateQueu",
      'did you mean "sqs:CreateQueue"?',
    ],
    [
      "an unknown service",
      ["executionProfiles", "queues", "permissions", 0, "actions", 0],
      "sqss:CreateQueue",
      'did you mean "sqs:CreateQueue"?',
    ],
    [
      "an unknown placeholder",
      ["executionProfiles", "queues", "permissions", 0, "resources", 0],
      "arn:aws:sqs:::{pipline}",
      'did you mean "pipeline"?',
    ],
  ])("%s is told what was meant", async (_name, path, value, fix) => {
    const [problem] = await problemsIn(goldenWith({ path, value }));
    expect(problem?.fix.slice(0, fix.length)).toBe(fix);
  });

  test.each([
    ["aprove", 'did you mean "approve"? known: view, start, '],
    ["deploy", "known: view, start, stop, retry, rollback, approve, gate, override, logs, "],
  ])("an unknown capability: of %s, all are listed that it may have been", async (name, fix) => {
    const [problem] = await problemsIn(
      goldenWith({ path: ["personas", "developer", "grants", 0, "capabilities", 0], value: name }),
    );
    expect(problem).toMatchObject({ code: "unknown-capability", got: `"${name}"` });
    expect(problem?.fix.slice(0, fix.length)).toBe(fix);
    // Those in accounts come last, and none is left out where none is near.
    if (name === "deploy") expect(problem?.fix).toMatch(/, inspect, operate, audit$/);
  });

  test("a setting of another variant is told which settings go with this one", async () => {
    const [problem] = await problemsIn(goldenWith({ path: ["backend", "bucket"], value: "state" }));
    expect(problem).toMatchObject({
      message: 'the setting "bucket" does not go with the others here',
      fix: "these do: type, directory",
    });
  });

  test("a connection that is both there and to be created is told to choose", async () => {
    const arn =
      "arn:aws:codeconnections:eu-west-1:100000000002:connection/01234567-89ab-cdef-0123-456789abcdef";
    const [problem] = await problemsIn(
      goldenWith({ path: ["connections", "github", "arn"], value: arn }),
    );
    expect(problem?.fix).toBe("keep one of: arn, provider");
  });
});

describe("previews", () => {
  test.each([
    ["text", "a", '"a"'],
    ["a list", ["a", 1, null], '["a",1,null]'],
    ["a map", { a: { b: true } }, '{"a":{"b":true}}'],
    ["nothing", undefined, "undefined"],
    ["no number", NaN, "NaN"],
  ])("%s is shown as it would be written", (_name, value, shown) => {
    expect(preview(value)).toBe(shown);
  });

  test("no more than a line is shown, and no more is read", () => {
    const endless: unknown[] = [];
    endless.push("x".repeat(30), endless, endless);
    expect(preview(endless)).toMatch(/^\["x{30}",\["x{30}",.*\.\.\.$/);
    expect(preview("x".repeat(1_000))).toHaveLength(80);
  });

  test("control characters are written out, letters of all scripts stay", () => {
    expect(printable("é ✓ 漢 \u001b[0m\u202e\u2028")).toBe("é ✓ 漢 \\u{1b}[0m\\u{202e}\\u{2028}");
  });
});

describe("problems", () => {
  test("a path reads like the file, with odd keys in quotes", () => {
    expect(formatPath(["pipelines", "web", "stages", 2, "tags", "a b"])).toBe(
      'pipelines.web.stages[2].tags["a b"]',
    );
    expect(formatPath([])).toBe("");
    expect(formatPath(["\u001b"])).toBe('["\\u001b"]');
  });

  test("they are sorted by severity, line, column, code and path", () => {
    const problem = (severity: "error" | "warning", at: string, path: string) => ({
      code: "unknown-key" as const,
      severity,
      at,
      path,
      message: "m",
      fix: "f",
    });
    const sorted = [
      problem("error", "a:b.yaml:2:1000000", "a"),
      problem("error", "a:b.yaml:10:2", "a"),
      problem("error", "a:b.yaml:10:2", "b"),
      problem("error", "a:b.yaml:10:11", "a"),
      problem("warning", "a:b.yaml:1:1", "a"),
    ];
    expect(sortProblems([...sorted].reverse())).toEqual(sorted);
  });
});
