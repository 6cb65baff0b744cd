import type { Condition } from "../../evaluate/condition/condition";
import type { CompiledStatement } from "../../evaluate/policy/compiled-statement";
import type { Context } from "./contexts";

/**
 * A context in which a statement's conditions hold as far as whoever asks has a say in it: keys about who calls and on
 * whose behalf are left out, as AWS fills those in.
 *
 * @param translate turns a value of the policy into one that the asker can have
 */
export function favourable(
  { conditions }: CompiledStatement,
  translate: (value: string) => string = (value) => value,
): Context {
  const context: Record<string, string | readonly string[] | null> = {};
  for (const condition of conditions) {
    const { key, operator } = condition;
    if (FILLED_IN.test(key)) continue;
    const value = valueFor(condition, translate);
    const several = operator.quantifier !== "one" && typeof value === "string";
    context[key] = several ? [value] : value;
  }
  return context;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
const FILLED_IN =
  /^aws:(Principal(?!Tag\/)|Source(Arn|Account|Org)|userid$|username$|SecureTransport$|CurrentTime$|EpochTime$)/i;

function valueFor(
  { operator, operatorText, texts }: Condition,
  translate: (value: string) => string,
): string | null {
  const [first = ""] = texts;
  const { base } = operator;
  if (base === undefined) return first === "true" ? null : "any";
  if (/^numeric(less|not)/i.test(operatorText.replace(/^.*:/, ""))) return "0";
  if (/^numericgreater/i.test(operatorText.replace(/^.*:/, ""))) return "999999999";
  if (base.negated) return "none-of-these";
  return fill(translate(first));
}

/** A text that a pattern takes; of an ARN with parts left open, one in the account and region that are given. */
export function fill(pattern: string, { account = "x", region = "x" } = {}): string {
  const parts = pattern.split(":");
  if (parts[0] === "arn" && parts.length > 5) {
    if (/[*?$]/.test(parts[3] ?? "")) parts[3] = region;
    if (/[*?$]/.test(parts[4] ?? "")) parts[4] = account;
  }
  return parts
    .join(":")
    .replace(/\$\{[^}]*\}/g, "x")
    .replace(/\*/g, "x")
    .replace(/\?/g, "1");
}
