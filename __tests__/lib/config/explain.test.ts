import { CATALOGUE, type ProblemCode } from "../../../lib/config/problems/catalogue";
import { explain, explainIndex } from "../../../lib/config/problems/explain";

const CODES = Object.keys(CATALOGUE) as ProblemCode[];

test.each(CODES)(
  "%s: code, title, meaning, example and remedy, in lines that fit a terminal",
  (code) => {
    const text = explain(code);
    const lines = text.split("\n");
    expect(lines[0]?.split(" ")[0]).toBe(code);
    expect(lines).toContain(CATALOGUE[code].title);
    expect(text.replace(/\s+/g, " ")).toContain(CATALOGUE[code].meaning);
    expect(text).toMatch(/\nAn example:\n\n {2}\S[\s\S]+\nWhat mends it:\n\n {2}\S/);
    expect(
      lines.filter(
        (line) => line.length > 84 && !line.includes("https://") && !line.includes("arn:"),
      ),
    ).toEqual([]);
  },
);

test("an example stands as it would in the file, below its place", () => {
  expect(explain("account-id-not-text")).toContain(
    [
      "An example:",
      "",
      "  # accounts.dev",
      "  id: 12345678901",
      "",
      "What mends it:",
      "",
      "  # accounts.dev",
      '  id: "012345678901"',
    ].join("\n"),
  );
});

test("a removed setting is shown as one that is not there", () => {
  expect(explain("missing-field")).toContain("  # pipelines.web\n  # (without team)\n");
});

test("an item of a list is shown with its dash", () => {
  expect(explain("invalid-format")).toContain(
    "  # pipelines.api.stages[2].approval.notify\n  - releases\n",
  );
});

test("a long example is cut where it repeats itself", () => {
  expect(explain("too-many-actions")).toContain("  # and so on\n");
  expect(explain("yaml-too-deep")).toContain("[[[…\n");
});

test("a warning is called one", () => {
  expect(explain("privileged-build")).toMatch(/^privileged-build \(a warning\)\n/);
  expect(explain("unknown-key")).toMatch(/^unknown-key\n/);
});

test("the index lists every code once, with its title", () => {
  const lines = explainIndex().split("\n");
  for (const code of CODES) {
    const listed = lines.filter((line) => line.trim().split(/ {2,}/)[0] === code);
    expect(listed.map((line) => line.trim().split(/ {2,}/)[1])).toEqual([CATALOGUE[code].title]);
  }
});
