import type { z } from "zod";
import { suggestAccountId } from "./account-id";
import { suggest } from "./near-miss";
import { preview } from "./preview";
import { type ConfigPath, formatPath } from "./config-path";
import type { Finding } from "./problem";
import { findFormatRule } from "./schema/format";
import { allKeysAt, knownKeysAt, knownValuesAt } from "./schema-lookup";
import type { SourceDocument } from "./source-document";
import { describeWrongType } from "./wrong-type";

type Issue = z.core.$ZodIssue;
type IssueOf<Code extends Issue["code"]> = Extract<Issue, { code: Code }>;

/** What the schema found wrong, in the words of whoever wrote the file. */
export function describeIssue(issue: Issue, document: SourceDocument): Finding[] {
  const path = issue.path.filter((part) => typeof part !== "symbol");
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey([...path, key], key, document));
    case "invalid_type":
      return [
        issue.input === undefined
          ? missing(path)
          : describeWrongType(path, issue.expected, issue.input, document),
      ];
    case "invalid_format":
      return [badFormat(path, issue)];
    case "too_small":
    case "too_big":
      return [outOfRange(path, issue)];
    case "invalid_value":
      return [unknownValue(path, issue.values, issue.input)];
    case "invalid_key":
      return issue.issues
        .flatMap((inner) => describeIssue(inner, document))
        .map((finding) => ({ ...finding, path, atKey: true, got: preview(path.at(-1)) }));
    case "invalid_union":
      return badUnion(path, issue, document);
    case "custom":
      return [custom(path, issue)];
    default:
      return [
        {
          code: "wrong-type",
          path,
          message: issue.message,
          fix: "see platform.schema.json for what is taken here",
        },
      ];
  }
}

/** Rules of our own name their code and their fix. */
function custom(path: ConfigPath, { message, params }: IssueOf<"custom">): Finding {
  const code = params?.["code"] === "empty-stage" ? "empty-stage" : "missing-field";
  return { code, path, message, fix: String(params?.["fix"]) };
}

function unknownKey(path: ConfigPath, key: string, { data }: SourceDocument): Finding {
  const parent = path.slice(0, -1);
  const known = knownKeysAt(parent, data);
  const base = { code: "unknown-key", path, atKey: true, got: preview(key) } as const;
  if (key === "<<") {
    return {
      ...base,
      message:
        "YAML 1.2 has no merge key, so << is a setting like any other, and there is none of this name",
      fix: "write the settings out, or use the anchor for a whole value: tags: *common",
    };
  }
  if (known.length === 0) {
    return { ...base, message: `there is no setting "${key}" here`, fix: "remove it" };
  }
  if (allKeysAt(parent).includes(key)) {
    return {
      ...base,
      message: `the setting "${key}" does not go with the others here`,
      fix: known.includes(key)
        ? `keep one of: ${known.join(", ")}`
        : `these do: ${known.join(", ")}`,
    };
  }
  return { ...base, message: `there is no setting "${key}" here`, fix: suggest(key, known) };
}

function missing(path: ConfigPath): Finding {
  const parent = formatPath(path.slice(0, -1));
  const name = String(path.at(-1));
  return {
    code: "missing-field",
    path,
    message: `"${name}" is missing`,
    fix: `add "${name}" ${parent === "" ? "at the top level" : `under ${parent}`}`,
  };
}

function badFormat(
  path: ConfigPath,
  { pattern, format, input }: IssueOf<"invalid_format">,
): Finding {
  const rule = findFormatRule(pattern);
  if (rule) {
    const meant = rule.code === "invalid-account-id" ? suggestAccountId(input ?? "") : undefined;
    return {
      code: rule.code,
      path,
      message: "this does not have the form it needs",
      fix: meant === undefined ? rule.fix : `did you mean "${meant}"? ${rule.fix}`,
    };
  }
  const fixes: Record<string, string> = {
    email: "give an e-mail address, such as releases@example.com",
    url: "give a full URL that starts with https://",
  };
  return {
    code: "invalid-format",
    path,
    message:
      format === "regex"
        ? "this has a character or a length that AWS does not take"
        : `this is no valid ${format}`,
    fix: fixes[format] ?? `it must match ${pattern ?? format}`,
  };
}

function outOfRange(path: ConfigPath, issue: IssueOf<"too_small" | "too_big">): Finding {
  const bound =
    issue.code === "too_small" ? `at least ${issue.minimum}` : `at most ${issue.maximum}`;
  const one = bound.endsWith(" 1") ? "" : "s";
  const unit =
    issue.origin === "array" ? ` item${one}` : issue.origin === "string" ? ` character${one}` : "";
  return {
    code: "out-of-range",
    path,
    message: `this must be ${bound}${unit}`,
    fix: `give ${bound}${unit}`,
  };
}

function unknownValue(path: ConfigPath, values: readonly unknown[], input: unknown): Finding {
  const known = values.map(String);
  if (input === undefined)
    return { ...missing(path), fix: `${missing(path).fix}: ${oneOf(known)}` };
  if (input === null) {
    return {
      code: "missing-field",
      path,
      message: `"${String(path.at(-1))}" has no value`,
      fix: `use ${oneOf(known)}`,
    };
  }
  const unquoted = typeof input === "string" && known.includes(input);
  return {
    code: "unknown-value",
    path,
    message: unquoted ? "this is text, and a number is needed" : "this value is not known here",
    fix: unquoted
      ? `write it without quotes: ${input}`
      : typeof input === "string"
        ? suggest(input, known)
        : `use ${oneOf(known)}`,
  };
}

function oneOf(values: readonly string[]): string {
  return `${values.length > 1 ? "one of " : ""}${values.join(", ")}`;
}

function badUnion(
  path: ConfigPath,
  issue: IssueOf<"invalid_union">,
  document: SourceDocument,
): Finding[] {
  if ("discriminator" in issue && typeof issue.discriminator === "string") {
    const input: unknown = (issue.input as Record<string, unknown> | undefined)?.[
      issue.discriminator
    ];
    return [unknownValue(path, knownValuesAt(path), input)];
  }
  const isMap =
    typeof issue.input === "object" && issue.input !== null && !Array.isArray(issue.input);
  const literals = knownValuesAt(path).map(String);
  if (!isMap && literals.length > 0) {
    const isText = typeof issue.input === "string";
    return [
      {
        code: isText ? "unknown-value" : "wrong-type",
        path,
        message: isText
          ? "this value is not known here"
          : `this must be ${oneOf(literals)} or a map`,
        fix: `write ${oneOf(literals)}, or a map with some of ${allKeysAt(path).join(", ")}`,
      },
    ];
  }
  const [closest = []] = issue.errors
    .filter(
      (branch) =>
        branch.length > 0 &&
        !branch.some(({ code, path: [first] }) => code === "invalid_value" && first === undefined),
    )
    .sort((a, b) => depth(b) - depth(a) || a.length - b.length);
  return closest.flatMap((inner) =>
    describeIssue({ ...inner, path: [...path, ...inner.path] }, document),
  );
}

/** The branch whose faults lie deepest is the one the writer had in mind. */
function depth(branch: readonly Issue[]): number {
  return Math.max(
    0,
    ...branch.map((issue) => issue.path.length + (issue.code === "unrecognized_keys" ? 1 : 0)),
  );
}
