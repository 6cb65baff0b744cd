import type { ReportInput } from "../../../../lib/report/html/report-input";

/** Keys whose values choose between cases, and so can't be anything. */
const KEPT: ReadonlySet<string> = new Set([
  "kind",
  "effect",
  "mode",
  "source",
  "category",
  "path",
  "capability",
  "sid",
  "Effect",
]);

/** A report whose every name, text and ARN is another one: as hostile as the caller likes. */
export function renamed(input: ReportInput, rename: (name: string) => string): ReportInput {
  const { explain, placeOf, documentOf, capabilitiesAt, ...data } = input;
  const names = new Map<string, string>();
  const originals = new Map<unknown, unknown>();
  const renaming = (name: string): string => {
    names.set(rename(name), name);
    return rename(name);
  };
  const change = <Value>(value: Value): Value => changeAny(value, renaming, originals) as Value;
  const undo = <Value>(value: Value): Value =>
    changeAny(value, (name) => names.get(name) ?? name, new Map()) as Value;
  return {
    ...change(data),
    capabilitiesAt,
    placeOf: (path) => rename(placeOf(undo(path))),
    explain: (question) => change(explain(undo(question))),
    documentOf: (source) => change(documentOf(back(source, originals))),
  };
}

/** What a renamed thing was made of. */
function back<Value>(value: Value, originals: ReadonlyMap<unknown, unknown>): Value {
  for (const [original, copy] of originals) if (copy === value) return original as Value;
  return value;
}

function changeAny(
  value: unknown,
  rename: (name: string) => string,
  originals: Map<unknown, unknown>,
): unknown {
  if (typeof value === "string") return rename(value);
  if (typeof value !== "object" || value === null) return value;
  const known = originals.get(value);
  if (known !== undefined) return known;
  const copy = Array.isArray(value)
    ? value.map((each) => changeAny(each, rename, originals))
    : Object.fromEntries(
        Object.entries(value).map(([key, each]) => [
          key,
          KEPT.has(key) && typeof each !== "object" ? each : changeAny(each, rename, originals),
        ]),
      );
  originals.set(value, copy);
  return copy;
}
