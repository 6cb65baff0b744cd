import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Document, isMap, isNode, isScalar, parseDocument } from "yaml";
import type { Problem } from "../../lib/config/problem";
import type { ProblemCode } from "../../lib/config/problems/catalogue";
import type { Setting } from "../../lib/config/problems/catalogue-entry";
import { type LoadedPlatform, loadPlatform } from "../../lib/model/load-platform";
import type { Platform } from "../../lib/model/platform";
import { checkPolicies } from "../../lib/policy/check-policies";

const ROOT = join(__dirname, "..", "..");
const FILE = "platform.yaml";

export const GOLDEN_TEXT = readFileSync(join(ROOT, "__tests__", "golden", FILE), "utf8");
export const SHIPPED_TEXT = readFileSync(join(ROOT, FILE), "utf8");

/** The golden platform with some settings changed, as text that still stands where it stood. */
export function goldenWith(...settings: readonly Setting[]): string {
  return String(change(parseDocument(GOLDEN_TEXT), settings));
}

export function change(document: Document, settings: readonly Setting[]): Document {
  for (const { path, value } of settings) {
    if (value === undefined) document.deleteIn(path);
    else document.setIn(path, document.createNode(value));
  }
  return document;
}

/** When configs are checked here, so that no test hangs on the day it is run. */
const NOW = new Date("2026-06-01T12:00:00Z");

export function load(text: string | Uint8Array): Promise<LoadedPlatform> {
  return loadPlatform(FILE, Buffer.from(text), { extraCheck: checkPolicies, now: NOW });
}

/** Errors and warnings alike. */
export async function problemsIn(text: string | Uint8Array): Promise<readonly Problem[]> {
  const loaded = await load(text);
  return loaded.kind === "invalid" ? loaded.problems : loaded.warnings;
}

export async function problemsOf(
  code: ProblemCode,
  text: string | Uint8Array,
): Promise<readonly Problem[]> {
  return (await problemsIn(text)).filter((problem) => problem.code === code);
}

/** The platform, or a failed test that says what is wrong with the text. */
export async function validPlatform(text: string): Promise<Platform> {
  const loaded = await load(text);
  if (loaded.kind === "valid") return loaded.platform;
  throw new Error(
    loaded.problems.map(({ at, code, message }) => `${at} ${code} ${message}`).join("\n"),
  );
}

/**
 * Where a problem with this path may be shown: at the key or the value, or where neither is there, at what lacks it.
 * Counted here by itself, to check what the program counts.
 */
export function placesOf(path: string, text: string): string[] {
  const parts = [...path.matchAll(/\["([^"]*)"\]|\[(\d+)\]|([^.[\]]+)/g)].map(
    ([, quoted, index, word]) => (index === undefined ? (quoted ?? word ?? "") : Number(index)),
  );
  const document = parseDocument(text);
  const last = parts.at(-1);
  const parent = parts.length === 1 ? document.contents : document.getIn(parts.slice(0, -1), true);
  const pair = isMap(parent)
    ? parent.items.find(({ key }) => isScalar(key) && key.value === last)
    : undefined;
  const nodes =
    pair === undefined ? [document.getIn(parts, true) ?? parent] : [pair.key, pair.value];
  return nodes.flatMap((node) =>
    isNode(node) && node.range ? [placeAt(node.range[0], text)] : [],
  );
}

function placeAt(offset: number, text: string): string {
  const before = text.slice(0, offset).split("\n");
  return `${FILE}:${before.length}:${(before.at(-1) ?? "").length + 1}`;
}

/** The text from a problem's place to the end of its line. */
export function textAt(text: string, { at }: Pick<Problem, "at">): string {
  const [, line = "", column = ""] = /:(\d+):(\d+)$/.exec(at) ?? [];
  return (text.split(/\r?\n/)[Number(line) - 1] ?? "").slice(Number(column) - 1);
}
