import { isRecord, listIn } from "./json-value";

/** Values of plans, states and accounts are no templates: what looks like one is text. */
export function escapeTemplates<Value>(value: Value): Value;
export function escapeTemplates(value: unknown): unknown {
  if (typeof value === "string")
    return value.replace(/\$\{|%\{/g, (mark) => `${mark[0] ?? ""}${mark}`);
  if (Array.isArray(value)) return listIn(value).map((each) => escapeTemplates(each));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, escapeTemplates(inner)]),
  );
}
