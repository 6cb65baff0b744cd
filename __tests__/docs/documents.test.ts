import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { CATALOGUE } from "../../lib/config/problems/catalogue";

const ROOT = join(__dirname, "..", "..");

const filesBelow = (folder: string, ending: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name))
    .sort();

const textOf = (file: string) => readFileSync(join(ROOT, file), "utf8");
const documents = ["README.md", ...filesBelow("docs", ".md"), ...filesBelow("examples", ".md")];
const decisions = ["docs/threat-model.md", ...filesBelow("docs/adr", ".md")];

/** What stands in backticks, blocks of code left out. */
const codeIn = (text: string) =>
  [...text.replaceAll(/^ *```[\s\S]*?^ *```/gm, "").matchAll(/`([^`\n]+)`/g)].map(
    ([, code = ""]) => code,
  );

/** Words of AWS that our own code has no reason to say. */
const AWS_WORDS = ["AccessDenied", "MalformedPolicy", "Path", "RolePath"];

test.each(documents)("every link within the project leads somewhere: %s", (file) => {
  const text = textOf(file);
  const inline = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link);
  const defined = [...text.matchAll(/^\[[^\]]+\]: (\S+)/gm)].map(([, link = ""]) => link);
  const local = [...inline, ...defined].filter((link) => !/^(https?:|#)/.test(link));
  const broken = local.filter(
    (link) => !existsSync(join(ROOT, dirname(file), link.split("#")[0] ?? "")),
  );
  expect(broken).toEqual([]);
});

test.each(decisions)("every file that is named is there: %s", (file) => {
  const named = codeIn(textOf(file)).filter((code) => /^[\w./-]+\/[\w.-]+\.tsx?$/.test(code));
  expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

test.each(decisions)("every statement that is named is one of ours: %s", (file) => {
  const sources = [...filesBelow("lib", ".ts"), ...filesBelow("modules", ".ts")].map(textOf).join();
  const words = codeIn(textOf(file)).filter((code) => /^[A-Z][a-z]+[A-Za-z0-9]*$/.test(code));
  const unknown = words.filter((word) => !sources.includes(word) && !AWS_WORDS.includes(word));
  expect(unknown).toEqual([]);
});

test.each(decisions)("every problem that is named has that code: %s", (file) => {
  const codes = codeIn(textOf(file)).filter((code) => /^[a-z]+(-[a-z]+)+$/.test(code));
  expect(codes.filter((code) => !(code in CATALOGUE))).toEqual([]);
});
