import type { Condition } from "../../../evaluate/condition/condition";
import type { CompiledStatement } from "../../../evaluate/policy/compiled-statement";
import type { Context } from "../../scene/contexts";
import type { Right } from "./right";
import { strayOf } from "./witnesses";

/** Condition keys with which an allow surely applies, as far as its own conditions say so. */
export function satisfying({ conditions }: CompiledStatement): Context {
  return Object.fromEntries(conditions.map((condition) => [condition.key, valueFor(condition)]));
}

function valueFor({ operator, operatorText, texts }: Condition): string | null {
  const [text = ""] = texts;
  if (operator.base === undefined) return text.toLowerCase() === "true" ? null : STRAY;
  if (/^(numeric|date).*less/i.test(operatorText)) return /^date/i.test(operatorText) ? PAST : "0";
  if (/^(numeric|date).*greater/i.test(operatorText))
    return /^date/i.test(operatorText) ? FUTURE : "999999999";
  if (operator.base.negated) return /bool/i.test(operatorText) ? "false" : STRAY;
  return strayOf(text);
}

const STRAY = "zz-stray";
const PAST = "1971-01-01T00:00:00Z";
const FUTURE = "2999-01-01T00:00:00Z";

/**
 * Requests that differ in one condition key from what a right is meant for: without it, with a value that nobody gave,
 * with each that the statement itself names.
 */
export function variedContexts(right: Right, statement: CompiledStatement): readonly Context[] {
  const { when = {} } = right;
  const meant: Context = {
    ...satisfying(statement),
    ...Object.fromEntries(
      Object.entries(when).map(([key, { values }]) => [key, values[0] ?? null]),
    ),
  };
  const keys = new Set([...Object.keys(when), ...Object.keys(satisfying(statement))]);
  return [...keys].flatMap((key) => {
    const named = statement.conditions
      .filter((condition) => condition.key.toLowerCase() === key.toLowerCase())
      .flatMap(({ texts }) => texts.map(strayOf));
    const near = (when[key]?.values ?? []).flatMap((value) => [
      `${value}-stray`,
      value.replace(/[^:./]+$/, STRAY),
      value.replace(/^[^:.]+/, STRAY),
    ]);
    return [...new Set([null, STRAY, ...named, ...near])].map((value) => ({
      ...meant,
      [key]: value,
    }));
  });
}
