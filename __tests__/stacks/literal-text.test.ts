import { goldenWith } from "../support/platform-file";
import { synthPlatform } from "../support/synth-platform";

const HOSTILE = 'see ${file("secrets.txt")} and %{ if true }';

/** What stands in `${…}` and isn't escaped, wherever a stack has it. */
function expressionsIn(value: unknown): string[] {
  if (typeof value === "string") return value.match(/(?<!\$)\$\{[^}]*\}?|(?<!%)%\{/g) ?? [];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(expressionsIn);
}

test("words of the config are words to Terraform, whatever is in them", async () => {
  const synthesized = await synthPlatform(
    goldenWith(
      { path: ["pipelines", "api", "stages", 1, "approval", "instructions"], value: HOSTILE },
      { path: ["pipelines", "api", "build", "environment"], value: { WORDS: HOSTILE } },
      { path: ["pipelines", "api", "build", "buildspec"], value: HOSTILE },
      { path: ["pipelines", "api", "build", "image"], value: HOSTILE },
      { path: ["pipelines", "api", "source", "branch"], value: 'a${file("x")}' },
      { path: ["personas", "developer", "description"], value: HOSTILE },
    ),
  );
  const all = synthesized.stackNames.map((name) => synthesized.stack(name));
  const expressions = [...new Set(all.flatMap(expressionsIn))];
  const references = /^\$\{(data\.|aws_|element\(data\.)/;
  expect(expressions.filter((expression) => !references.test(expression))).toEqual([]);
  const text = JSON.stringify(all);
  expect(text.split('$${file(\\"secrets.txt\\")}').length - 1).toBeGreaterThanOrEqual(5);
  expect(text).toContain("%%{ if true }");
});
