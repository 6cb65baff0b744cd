import { holdsAccountId, suggestAccountId } from "./account-id";
import type { ConfigPath } from "./config-path";
import type { Finding } from "./problem";
import type { SourceDocument } from "./source-document";
import { takesEmptyMap } from "./takes-empty-map";

/** Something of the wrong kind; mostly text that YAML reads as something else because it has no quotes. */
export function describeWrongType(
  path: ConfigPath,
  expected: string,
  input: unknown,
  document: SourceDocument,
): Finding {
  const written = document.sourceAt(path) ?? "";
  if (expected === "string" && typeof input !== "object" && written !== "") {
    return holdsAccountId(path) ? accountId(path, written) : unquoted(path, written, typeof input);
  }
  if (input === null) {
    const name = path.at(-1);
    return {
      code: "missing-field",
      path,
      message: `${typeof name === "string" ? `"${name}"` : "this item"} has no value`,
      fix: `give it ${article(expected)}${orEmpty(expected, path)}, or leave it out where it is not needed`,
    };
  }
  if (typeof input === "number" && !Number.isFinite(input)) {
    return {
      code: "wrong-type",
      path,
      message: "this is no finite number",
      fix: `give ${article(expected)}`,
    };
  }
  return {
    code: "wrong-type",
    path,
    message: `this must be ${article(expected)}`,
    fix: `${howTo(expected)}${orEmpty(expected, path)}`,
  };
}

function accountId(path: ConfigPath, written: string): Finding {
  const meant = suggestAccountId(written);
  return {
    code: "account-id-not-text",
    path,
    got: written,
    message: "an account id without quotes is a number to YAML, which loses leading zeros",
    fix:
      meant === undefined
        ? 'put all its 12 digits in quotes, as in "123456789012"'
        : `put it in quotes: "${meant}"`,
  };
}

function unquoted(path: ConfigPath, written: string, type: string): Finding {
  return {
    code: "wrong-type",
    path,
    got: written,
    message: `this must be text, and YAML reads it as a ${type}`,
    fix: `put it in quotes: "${written}"`,
  };
}

function howTo(expected: string): string {
  switch (expected) {
    case "array":
      return "write it as a list: each item on a line with a leading -";
    case "object":
    case "record":
      return "write it as a map: key: value";
    default:
      return `give ${article(expected)}`;
  }
}

/** Some maps, such as an approval, need say nothing at all. */
function orEmpty(expected: string, path: ConfigPath): string {
  const empty = expected === "object" && takesEmptyMap(path);
  return empty ? ", or {} to take every default" : "";
}

function article(type: string): string {
  const names: Record<string, string> = {
    array: "a list",
    object: "a map",
    record: "a map",
    boolean: "true or false",
    int: "a whole number",
    number: "a number",
    string: "text",
  };
  return names[type] ?? `a ${type}`;
}
