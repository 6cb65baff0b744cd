import type { CatalogueEntry } from "./catalogue-entry";

export const YAML_PROBLEMS = {
  "yaml-syntax": {
    title: "The file is not valid YAML",
    meaning:
      "Most often a missing colon, a bracket or quote that is never closed, a line that is indented differently from its neighbours, or a value with a colon or a leading brace that needs quotes. Nothing else can be checked before this is mended. The file is read as YAML 1.2, one document: https://yaml.org/spec/1.2.2/",
    provoke: { text: "retention: artifactDays: 30" },
    remedy: { text: "retention:\n  artifactDays: 30" },
  },
  "yaml-tab": {
    title: "A tab is used to indent",
    meaning:
      "YAML allows spaces only, because a tab is as wide as each editor likes: https://yaml.org/spec/1.2.2/#61-indentation-spaces",
    provoke: { text: "retention:\n\tartifactDays: 30" },
    remedy: { text: "retention:\n  artifactDays: 30" },
  },
  "yaml-too-deep": {
    title: "Values are nested too deep",
    meaning:
      "No platform file needs more than about 10 levels; past 100 the file is refused. Most often a bracket is opened and never closed, or a program has written the file.",
    provoke: { text: `retention: ${"[".repeat(101)}${"]".repeat(101)}` },
    remedy: { text: "retention: { artifactDays: 30 }" },
  },
  "yaml-unknown-alias": {
    title: "A YAML alias stands for nothing",
    meaning:
      "Text that starts with * is an alias: it repeats the value that an anchor (&) with the same name marks earlier in the file. Define the anchor before it is used. If the * is part of the text, as in IAM patterns, put the text in quotes.",
    provoke: { text: "boundary:\n  toolingPolicy: *boundary" },
    remedy: {
      text: "boundary:\n  toolingPolicy: &boundary acme-boundary\n  targetPolicy: *boundary",
    },
  },
  "yaml-too-many-aliases": {
    title: "The YAML aliases expand to too much",
    meaning:
      "A few lines of anchors that repeat each other can stand for billions of values, and fill the memory of whoever reads them. With its aliases filled in, a file may hold 200,000 values, and 5,000 aliases. Repeating a short list of regions or tags is far from that.",
    provoke: {
      text: [
        "retention:",
        "  a: &a [x, x, x, x, x, x, x, x, x, x]",
        "  b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]",
        "  c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]",
        "  d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]",
        "  e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]",
        "  f: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]",
      ].join("\n"),
    },
    remedy: { text: "retention:\n  artifactDays: &days 30\n  oldVersionDays: *days" },
  },
  "yaml-tag": {
    title: "A YAML tag is used",
    meaning:
      "A word with an exclamation mark before a value, such as !Ref or !!binary, tells programs to read it in a way of their own. CloudFormation has such tags; a platform file has none, and dropping one silently would change what you meant.",
    provoke: { text: "retention:\n  artifactDays: !Ref Days" },
    remedy: { text: "retention:\n  artifactDays: 30" },
  },
  "duplicate-key": {
    title: "A key stands twice in one map",
    meaning:
      "YAML allows each key once. Many programs keep the last one and say nothing, so that half of what you wrote is lost; here it is an error: https://yaml.org/spec/1.2.2/#3213-node-comparison",
    provoke: { text: "retention:\n  artifactDays: 30\n  artifactDays: 90" },
    remedy: { text: "retention:\n  artifactDays: 90" },
  },
} as const satisfies Record<string, CatalogueEntry>;
