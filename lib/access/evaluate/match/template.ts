import type { Tri } from "../tri";
import { Glob, type GlobToken } from "./glob";
import { type Lookup, UNKNOWN_VALUES } from "./lookup";

interface Variable {
  readonly kind: "variable";
  /** In lower case: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html */
  readonly key: string;
  /** As the policy spells it. */
  readonly name: string;
  /** What stands in where the key has no value. */
  readonly fallback: string | undefined;
}

type Token = GlobToken | Variable;

export interface TemplateOptions {
  /** Version 2012-10-17 has variables; in 2008-10-17 `${…}` is text. */
  readonly variables: boolean;
  /** Whether `*` and `?` are wildcards. */
  readonly wildcards: boolean;
  /** @default false */
  readonly ignoreCase?: boolean;
  /**
   * What to say of a text that would match but for a variable that has several values, or an empty one.
   * @default that it is unknown
   */
  readonly doubt?: Tri;
}

const NO_VARIABLES: readonly Variable[] = Object.freeze([]);

function toGlobToken(token: Token): GlobToken {
  return token.kind === "variable" ? { kind: "any" } : token;
}

/** `${key}`, `${key, 'default'}`, or one of the escapes `${*}`, `${?}` and `${$}`. */
const VARIABLE = /\$\{(?:([*?$])|\s*([^,'{}]*?)\s*(?:,\s*'([^']*)'\s*)?)\}/y;

/** A text of a policy with wildcards and variables, parsed once. */
export class Template {
  readonly #tokens: readonly Token[];
  readonly #fixed: Glob | undefined;
  readonly #ignoreCase: boolean;
  readonly #doubt: Tri;
  #resolved: Map<string, Glob> | undefined;
  readonly variables: readonly Variable[];
  /** With `*` for each variable: what doesn't match this matches under no value of theirs. */
  readonly widest: Glob;

  constructor(
    readonly text: string,
    options: TemplateOptions,
  ) {
    this.#ignoreCase = options.ignoreCase ?? false;
    this.#doubt = options.doubt ?? "unknown";
    this.#tokens = parse(this.#ignoreCase ? lowerText(text) : text, options);
    const globs = this.#tokens.map(toGlobToken);
    const variables = this.#tokens.filter((token) => token.kind === "variable");
    this.variables = variables.length === 0 ? NO_VARIABLES : variables;
    this.widest = new Glob(globs);
    this.#fixed = variables.length === 0 ? this.widest : undefined;
  }

  /** The one text that matches, where neither wildcards nor variables leave a choice. */
  get exact(): string | undefined {
    return this.#fixed?.exact;
  }

  /** Whether `text` matches, with the variables' values taken from the request. */
  matches(text: string, lookup: Lookup): Tri {
    const subject = this.#ignoreCase ? text.toLowerCase() : text;
    if (this.#fixed !== undefined) return this.#fixed.matches(subject) ? "yes" : "no";
    if (!this.widest.matches(subject)) return "no";
    const glob = this.resolve(lookup);
    if (glob === "absent") return "no";
    if (glob === "unusable") return this.#doubt;
    return glob === "unknown" ? "unknown" : glob.matches(subject) ? "yes" : "no";
  }

  /**
   * The pattern with the variables' values, which are literal. A key without a value leaves nothing to match, unless
   * there is a default; "you can't use a multivalued condition key as a variable", and an empty value is perhaps none.
   * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
   */
  resolve(lookup: Lookup): Glob | "absent" | "unusable" | "unknown" {
    if (this.#fixed !== undefined) return this.#fixed;
    const values: string[] = [];
    let absent = false;
    for (const { key, fallback } of this.variables) {
      const found = lookup.values(key);
      if (found === UNKNOWN_VALUES) return "unknown";
      if (found.length > 1 || found[0] === "" || MULTIVALUED.has(key)) return "unusable";
      const value = found[0] ?? fallback;
      if (value === undefined) absent = true;
      else values.push(this.#ignoreCase ? value.toLowerCase() : value);
    }
    return absent ? "absent" : this.#fill(values);
  }

  #fill(values: readonly string[]): Glob {
    const id = JSON.stringify(values);
    this.#resolved ??= new Map();
    const known = this.#resolved.get(id);
    if (known !== undefined) return known;
    let next = 0;
    const glob = new Glob(
      this.#tokens.map((token) => {
        if (token.kind !== "variable") return token;
        next += 1;
        return { kind: "text", text: values[next - 1] ?? "" };
      }),
    );
    if (this.#resolved.size >= MOST_KEPT) this.#resolved.clear();
    this.#resolved.set(id, glob);
    return glob;
  }
}

/** Enough for the people of one account; a bound keeps a long run from filling the memory. */
const MOST_KEPT = 1_000;

/** The global keys that have several values. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
const MULTIVALUED: ReadonlySet<string> = new Set([
  "aws:calledvia",
  "aws:principalorgpaths",
  "aws:principalservicenameslist",
  "aws:resourceorgpaths",
  "aws:sourceorgpaths",
  "aws:tagkeys",
  "aws:vpceorgpaths",
]);

/** Names of variables don't depend on case either, and defaults are compared as the rest is. */
function lowerText(text: string): string {
  return text.toLowerCase();
}

/** What may begin something that doesn't stand for itself. */
const MARK = /[*?$]/g;

function parse(text: string, { variables, wildcards }: TemplateOptions): Token[] {
  const tokens: Token[] = [];
  let plain = "";
  let from = 0;
  const close = (token?: Token): void => {
    if (plain !== "") tokens.push({ kind: "text", text: plain });
    plain = "";
    if (token !== undefined) tokens.push(token);
  };
  for (const { 0: mark, index } of text.matchAll(MARK)) {
    if (index < from) continue;
    const isVariable = mark === "$" && variables && text.charAt(index + 1) === "{";
    if (!isVariable && (mark === "$" || !wildcards)) continue;
    plain += text.slice(from, index);
    from = index + 1;
    if (mark === "*") close({ kind: "any" });
    else if (mark === "?") close({ kind: "one" });
    else {
      VARIABLE.lastIndex = index;
      const [whole, escaped, name, fallback] = VARIABLE.exec(text) ?? [text.slice(index)];
      if (escaped !== undefined) plain += escaped;
      // What can't be read as a variable is one that never has a value.
      else
        close({ kind: "variable", key: (name ?? "").toLowerCase(), name: name ?? whole, fallback });
      from = index + whole.length;
    }
  }
  plain += text.slice(from);
  close();
  return tokens;
}
