import type { z } from "zod";
import { findFormatRule } from "./schema/format";
import { type PlatformConfig, platformSchema } from "./schema/platform";
import type { ConfigPath, Finding } from "./problem";
import { formatPath, preview } from "./problem";
import type { ProblemCode } from "./problems/catalogue";
import { salvage } from "./salvage";
import { suggest } from "./near-miss";
import { knownKeysAt, knownValuesAt } from "./schema-lookup";
import type { SourceDocument } from "./source-document";

export interface ParsedConfig {
  /** The checked config; where `findings` holds errors, what could be saved of it, to check further. */
  readonly config?: PlatformConfig;
  /** Parts that were left out of `config` because they are wrong in themselves. */
  readonly dropped: readonly ConfigPath[];
  readonly findings: readonly Finding[];
}

/** Checks the shape of the config. Shapes only: what names refer to is the model's business. */
export function parseConfig(source: SourceDocument): ParsedConfig {
  const first = platformSchema.safeParse(source.data, { reportInput: true });
  if (first.success) return { config: first.data, dropped: [], findings: [] };
  const findings = first.error.issues.flatMap((issue) => describe(issue, source));
  return { ...salvage(source.data, first.error.issues), findings };
}

type Issue = z.core.$ZodIssue;

function describe(issue: Issue, source: SourceDocument): Finding[] {
  const path = issue.path.filter((part) => typeof part !== "symbol");
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey([...path, key], key));
    case "invalid_type":
      return [issue.input === undefined ? missing(path) : wrongType(path, issue.expected, issue.input, source)];
    case "invalid_format":
      return [badFormat(path, issue.pattern, issue.format)];
    case "too_small":
    case "too_big":
      return [outOfRange(path, issue)];
    case "invalid_value":
      return [unknownValue(path, issue.values, issue.input)];
    case "invalid_key":
      return issue.issues.flatMap((inner) => describe(inner, source)).map((finding) => ({ ...finding, path, atKey: true, got: preview(path.at(-1)) }));
    case "invalid_union":
      return [badUnion(path, issue, source)].flat();
    case "custom":
      return [{ code: customCode(issue.params), path, message: issue.message, fix: "see `npx gatehouse explain` for an example" }];
    default:
      return [{ code: "wrong-type", path, message: issue.message, fix: "see platform.schema.json for what is taken here" }];
  }
}

function customCode(params: Record<string, unknown> | undefined): ProblemCode {
  return params?.["code"] === "empty-stage" ? "empty-stage" : "missing-field";
}

function unknownKey(path: ConfigPath, key: string): Finding {
  return {
    code: "unknown-key",
    path,
    atKey: true,
    got: preview(key),
    message: `there is no setting "${key}" here`,
    fix: suggest(key, knownKeysAt(path.slice(0, -1))),
  };
}

function missing(path: ConfigPath): Finding {
  const name = String(path.at(-1));
  return {
    code: "missing-field",
    path,
    message: path.length === 0 ? "the file holds no map of settings" : `"${name}" is missing`,
    fix: path.length === 0 ? "start from the shipped platform.yaml" : `add "${name}" under ${formatPath(path.slice(0, -1)) || "the top level"}`,
  };
}

function wrongType(path: ConfigPath, expected: string, input: unknown, source: SourceDocument): Finding {
  const written = source.sourceAt(path);
  if (expected === "string" && typeof input === "number" && written !== undefined) {
    const account = /^(id|.*AccountId)$/.test(String(path.at(-1))) || path.at(-1) === "accountId";
    if (account) {
      const digits = /^[0-9]{1,12}$/.test(written) ? written.padStart(12, "0") : undefined;
      return {
        code: "account-id-not-text",
        path,
        got: written,
        message: "an account id without quotes is a number to YAML, which loses leading zeros",
        fix: `put it in quotes${digits === undefined ? "" : `: "${digits}"`}`,
      };
    }
    return { code: "wrong-type", path, got: written, message: "this must be text, and YAML reads it as a number", fix: `put it in quotes: "${written}"` };
  }
  if (expected === "string" && (typeof input === "boolean" || input === null) && written !== undefined && written !== "") {
    return { code: "wrong-type", path, got: written, message: `this must be text, and YAML reads it as ${String(input)}`, fix: `put it in quotes: "${written}"` };
  }
  if (input === null) return { ...missing(path), code: "missing-field", message: `"${String(path.at(-1))}" has no value` };
  return {
    code: "wrong-type",
    path,
    message: `this must be ${article(expected)}`,
    fix: expected === "array" ? "write it as a list: each item on a line with a leading -" : expected === "object" || expected === "record" ? "write it as a map: key: value" : `give ${article(expected)}`,
  };
}

function article(type: string): string {
  const names: Record<string, string> = { array: "a list", object: "a map", record: "a map", boolean: "true or false", int: "a whole number", number: "a number", string: "text" };
  return names[type] ?? `a ${type}`;
}

function badFormat(path: ConfigPath, pattern: string | undefined, kind: string): Finding {
  const rule = findFormatRule(pattern);
  if (rule) return { code: rule.code, path, message: "this does not have the form it needs", fix: rule.fix };
  const fixes: Record<string, string> = { email: "give an e-mail address", url: "give a full URL that starts with https://" };
  return {
    code: "invalid-format",
    path,
    message: kind === "regex" ? "this has a character or a length that AWS does not take" : `this is no valid ${kind}`,
    fix: fixes[kind] ?? `it must match ${pattern ?? kind}`,
  };
}

function outOfRange(path: ConfigPath, issue: Extract<Issue, { code: "too_small" | "too_big" }>): Finding {
  const unit = issue.origin === "array" ? " items" : issue.origin === "string" ? " characters" : "";
  const bound = issue.code === "too_small" ? `at least ${String(issue.minimum)}` : `at most ${String(issue.maximum)}`;
  return { code: "out-of-range", path, message: `this must be ${bound}${unit}`, fix: `give ${bound}${unit}` };
}

function unknownValue(path: ConfigPath, values: readonly unknown[], input: unknown): Finding {
  const known = values.map(String);
  return {
    code: input === undefined ? "missing-field" : "unknown-value",
    path,
    message: input === undefined ? `"${String(path.at(-1))}" is missing` : "this value is not known here",
    fix: typeof input === "string" ? suggest(input, known) : `use one of: ${known.join(", ")}`,
  };
}

function badUnion(path: ConfigPath, issue: Extract<Issue, { code: "invalid_union" }>, source: SourceDocument): Finding[] {
  if ("discriminator" in issue && typeof issue.discriminator === "string") {
    const options = knownValuesAt([...path, issue.discriminator]);
    const input: unknown = (issue.input as Record<string, unknown> | undefined)?.[issue.discriminator];
    return [unknownValue([...path, issue.discriminator], options, input)];
  }
  const branches = issue.errors ?? [];
  const closest = branches.filter((branch) => branch.length > 0).sort((a, b) => depth(b) - depth(a) || a.length - b.length)[0] ?? [];
  return closest.flatMap((inner) => describe({ ...inner, path: [...path, ...inner.path] } as Issue, source));
}

/** The branch whose faults lie deepest is the one the writer had in mind. */
function depth(branch: readonly Issue[]): number {
  return Math.max(0, ...branch.map((issue) => issue.path.length + (issue.code === "unrecognized_keys" ? 1 : 0)));
}
