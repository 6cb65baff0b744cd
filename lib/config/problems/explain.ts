import { stringify } from "yaml";
import { formatPath } from "../config-path";
import { CATALOGUE, GROUPS, type ProblemCode } from "./catalogue";
import type { Example, FileKind, Setting } from "./catalogue-entry";

const WIDTH = 80;
/** An example that repeats itself is clear before this. */
const MAX_LINES = 16;

/** What a code means, with an example of it and of what mends it. */
export function explain(code: ProblemCode): string {
  const { title, meaning, severity, provoke, remedy } = CATALOGUE[code];
  return [
    `${code}${severity === "warning" ? " (a warning)" : ""}`,
    "",
    title,
    "",
    ...wrap(meaning),
    "",
    "An example:",
    "",
    ...showExample(provoke),
    "",
    "What mends it:",
    "",
    ...showExample(remedy),
    "",
  ].join("\n");
}

/** All codes with their titles, by what they are about. */
export function explainIndex(): string {
  const width = Math.max(...Object.keys(CATALOGUE).map((code) => code.length)) + 2;
  return GROUPS.flatMap(({ title, codes }) => [
    title,
    ...codes.map((code) => `  ${code.padEnd(width)}${CATALOGUE[code].title}`),
    "",
  ]).join("\n");
}

function showExample(example: Example): string[] {
  if ("file" in example) return [`  ${FILES[example.file]}`];
  const lines = "text" in example ? example.text.split("\n") : showSettings(example.set);
  const shown = lines.length > MAX_LINES ? [...lines.slice(0, MAX_LINES), "# and so on"] : lines;
  return shown.map((line) => `  ${line.length > WIDTH ? `${line.slice(0, WIDTH - 1)}…` : line}`);
}

const FILES: Readonly<Record<FileKind, string>> = {
  missing: "a path at which there is no file",
  "too-large": "a file of 10 MB",
  binary: "a file with zero bytes in it, such as a picture",
  empty: "a file with comments only",
  sound: "a platform file, such as the shipped platform.yaml",
};

/** Settings as they stand in the file, below a comment that says where. */
function showSettings(settings: readonly Setting[]): string[] {
  const places = settings.map(
    ({ path }) => `# ${formatPath(path.slice(0, -1)) || "at the top level"}`,
  );
  return settings.flatMap((setting, index) => {
    const place = places[index];
    return place === undefined || place === places[index - 1]
      ? showSetting(setting)
      : [place, ...showSetting(setting)];
  });
}

function showSetting({ path, value }: Setting): string[] {
  const key = path.at(-1);
  if (value === undefined)
    return [`# (without ${typeof key === "number" ? `item ${key + 1}` : String(key)})`];
  const fragment = typeof key === "number" ? [value] : { [String(key)]: value };
  return stringify(fragment, { lineWidth: 0 }).trimEnd().split("\n");
}

/** Wrapped between words; a URL goes to a line of its own rather than being cut. */
function wrap(text: string): string[] {
  return text.split(" ").reduce<string[]>((lines, word) => {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= WIDTH)
      return [...lines.slice(0, -1), `${last} ${word}`];
    return [...lines, word];
  }, []);
}
