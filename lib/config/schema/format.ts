import { z } from "zod";
import type { ProblemCode } from "../problems/catalogue";

interface FormatRule {
  readonly code: ProblemCode;
  readonly fix: string;
}

const rules = new Map<string, FormatRule>();

/**
 * A string of a given form. The pattern goes to the JSON Schema; the code and the fix to whoever breaks it.
 * Zod reports a broken pattern by the pattern alone, so the pattern is the key to its rule.
 */
export function format(pattern: RegExp, rule: FormatRule & { readonly description: string }) {
  rules.set(String(pattern), rule);
  return z.string().regex(pattern).describe(rule.description);
}

export function findFormatRule(pattern: string | undefined): FormatRule | undefined {
  return pattern === undefined ? undefined : rules.get(pattern);
}
