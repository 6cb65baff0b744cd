import { findRepeatedKeys } from "./find-repeated-keys";

/** A case as it was read, or why it couldn't be. */
export type ReadCase =
  { readonly value: unknown } | { readonly error: string; readonly id?: unknown };

/**
 * The cases in some lines: JSON Lines, one after another as they come, or one JSON document that is a case or a list of
 * cases.
 */
export async function* readCases(lines: AsyncIterable<string>): AsyncGenerator<ReadCase> {
  let number = 0;
  let started = false;
  let document: string[] | undefined;
  for await (const line of lines) {
    number += 1;
    const text = number === 1 ? line.replace(/^\uFEFF/, "") : line;
    if (document !== undefined) document.push(text);
    else if (text.trim() !== "") {
      const parsed = parse(text);
      // A document over several lines starts with a line that is no JSON by itself.
      if (parsed === undefined && /^\s*[[{]/.test(text) && !started) document = [text];
      else yield* casesOf(text, parsed, `line ${number}`);
      started = true;
    }
  }
  if (document !== undefined) yield* casesOfDocument(document);
}

function* casesOfDocument(lines: readonly string[]): Generator<ReadCase> {
  const text = lines.join("\n");
  const parsed = parse(text);
  const isList = /^\s*\[/.test(text);
  if (parsed !== undefined || isList || lines.length === 1) {
    yield* casesOf(text, parsed, "the document");
    return;
  }
  // JSON Lines after all, of which the first is broken; or one broken document, which is one fault.
  const each = lines.map(parse);
  if (each.every((one) => one === undefined)) {
    yield* casesOf(text, undefined, "the document");
    return;
  }
  for (const [index, line] of lines.entries()) {
    if (line.trim() !== "") yield* casesOf(line, each[index], `line ${index + 1}`);
  }
}

interface Parsed {
  readonly value: unknown;
}

function parse(text: string): Parsed | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

function* casesOf(text: string, parsed: Parsed | undefined, where: string): Generator<ReadCase> {
  if (parsed === undefined) {
    yield { error: `${where} is not JSON` };
    return;
  }
  const repeated = findRepeatedKeys(text);
  const isList = Array.isArray(parsed.value);
  const values: readonly unknown[] = isList ? (parsed.value as unknown[]) : [parsed.value];
  for (const [index, value] of values.entries()) {
    const root = isList ? `$[${index}]` : "$";
    const own = repeated.filter(
      (path) => path.startsWith(root) && !/^\d/.test(path.slice(root.length)),
    );
    if (own.length === 0) yield { value };
    else yield { error: `${own.join(", ")}: given twice`, id: idOf(value) };
  }
}

function idOf(value: unknown): unknown {
  return typeof value === "object" && value !== null && "id" in value ? value.id : null;
}
