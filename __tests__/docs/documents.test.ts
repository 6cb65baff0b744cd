import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { CATALOGUE } from "../../lib/config/problems/catalogue";
import { DOCUMENTS, ROOT, codeIn, filesBelow, textOf } from "./read-documents";

const decisions = ["docs/threat-model.md", ...filesBelow("docs/adr", ".md")];
/** Pages that name statements and problems. */
const pages = [
  ...decisions,
  "docs/personas.md",
  "docs/identity-center.md",
  "docs/iam-mode.md",
  "docs/access-control-walkthrough.md",
];

/** Words of AWS that our own code has no reason to say. */
const AWS_WORDS = [
  "AccessDenied",
  "BoolIfExists",
  "ConflictException",
  "IdentityStoreId",
  "InvalidApprovalTokenException",
  "MalformedPolicy",
  "Path",
  "RolePath",
];

interface Link {
  readonly text: string;
  readonly path: string;
  readonly anchor?: string;
}

/** Links within the project. */
function linksIn(file: string): Link[] {
  const text = textOf(file);
  const inline = [...text.matchAll(/\[((?:[^[\]]|\[[^\]]*\])*)\]\(([^)\s]+)\)/g)];
  const defined = [...text.matchAll(/^\[([^\]]+)\]: (\S+)/gm)];
  return [...inline, ...defined]
    .map(([, label = "", link = ""]) => ({ label, link }))
    .filter(({ link }) => !/^https?:/.test(link))
    .map(({ label, link }) => {
      const [path = "", anchor] = link.split("#");
      return { text: label, path: path === "" ? file : join(dirname(file), path), anchor };
    });
}

/** As GitHub makes them of headings. */
function anchorsOf(file: string): string[] {
  const headings = textOf(file).replaceAll(/^ *```[\s\S]*?^ *```/gm, "");
  return [...headings.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

test.each(DOCUMENTS)("every link within the project leads somewhere: %s", (file) => {
  const broken = linksIn(file).filter(
    ({ path, anchor }) =>
      !existsSync(join(ROOT, path)) ||
      (anchor !== undefined && !(path.endsWith(".md") && anchorsOf(path).includes(anchor))),
  );
  expect(broken).toEqual([]);
});

test.each(DOCUMENTS)("every test that is quoted is there under that name: %s", (file) => {
  const quoted = linksIn(file).filter(({ text }) => text.startsWith('"'));
  expect(quoted.filter(({ text, path }) => !textOf(path).includes(text))).toEqual([]);
});

test.each(pages)("every file that is named is there: %s", (file) => {
  const named = codeIn(textOf(file)).filter((code) => /^[\w./-]+\/[\w.-]+\.tsx?$/.test(code));
  expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

test.each(pages)("every statement that is named is one of ours: %s", (file) => {
  const sources = [...filesBelow("lib", ".ts"), ...filesBelow("modules", ".ts")].map(textOf).join();
  const words = codeIn(textOf(file)).filter((code) => /^[A-Z][a-z]+[A-Za-z0-9]*$/.test(code));
  const unknown = words.filter((word) => !sources.includes(word) && !AWS_WORDS.includes(word));
  expect(unknown).toEqual([]);
});

/** What else has such names: settings, and what configs and stacks call things. */
const namedElsewhere = [
  "platform.schema.json",
  "platform.yaml",
  ...filesBelow("examples", "platform.yaml"),
  ...filesBelow("stacks", ".ts"),
]
  .map(textOf)
  .join("\n");

test.each(pages)("every problem that is named has that code: %s", (file) => {
  const codes = codeIn(textOf(file)).filter((code) => /^[a-z]+(-[a-z]+)+$/.test(code));
  const unknown = codes.filter(
    (code) =>
      !(code in CATALOGUE) &&
      !new RegExp(`\\b${code.replace(/^gatehouse-/, "")}\\b`).test(namedElsewhere),
  );
  expect(unknown).toEqual([]);
});
