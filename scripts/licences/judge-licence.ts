import parse from "spdx-expression-parse";

/** Permissive licences, and MPL-2.0, whose copyleft stays within its own files. */
const ALLOWED: ReadonlySet<string> = new Set([
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BSL-1.0",
  "CC-BY-3.0",
  "CC-BY-4.0",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MIT-0",
  "MPL-2.0",
  "Python-2.0",
  "Unicode-3.0",
  "Unicode-DFS-2016",
  "Unlicense",
  "WTFPL",
  "Zlib",
]);

export type LicenceVerdict = { kind: "allowed" } | { kind: "rejected"; reason: string };

/** Judges a package.json licence field: any side of an OR will do, every side of an AND must. */
export function judgeLicence(licence: string | undefined): LicenceVerdict {
  if (licence === undefined || licence.trim() === "") {
    return { kind: "rejected", reason: "declares no licence" };
  }
  let expression: parse.Info;
  try {
    expression = parse(licence);
  } catch {
    return { kind: "rejected", reason: `"${licence}" is not an SPDX expression` };
  }
  return isAllowed(expression)
    ? { kind: "allowed" }
    : { kind: "rejected", reason: `"${licence}" is not among the allowed licences` };
}

// A WITH exception only ever adds permissions, so the licence it is added to decides.
function isAllowed(expression: parse.Info): boolean {
  if (!("conjunction" in expression)) return ALLOWED.has(expression.license);
  const { left, right } = expression;
  return expression.conjunction === "or"
    ? isAllowed(left) || isAllowed(right)
    : isAllowed(left) && isAllowed(right);
}
