import { oneLine } from "../text/one-line";
import type { PolicyDocument } from "./policy-document";
import { wrapText } from "../text/wrap-text";

const WIDTH = 100;

/**
 * Policies as JSON with comments: without the lines that begin with `//`, each is a policy as AWS gets it.
 *
 * @param width how wide the comments are at most
 */
export function renderPolicyDocuments(documents: readonly PolicyDocument[], width = WIDTH): string {
  return documents.map((policy) => renderDocument(policy, width)).join("\n\n");
}

function renderDocument(policy: PolicyDocument, width: number): string {
  const { Version, Statement } = policy.document;
  const comment = (text: string, before: string): string[] =>
    wrapText(text, width - before.length - 3).map((line) => `${before}// ${line}`);
  return [
    ...comment(headline(policy), ""),
    "{",
    `  "Version": ${JSON.stringify(Version)},`,
    '  "Statement": [',
    ...Statement.flatMap((statement, index) => [
      ...comment(describeReasons(policy.reasons[index] ?? [], statement), INDENT),
      `${indent(JSON.stringify(statement, null, 2))}${index === Statement.length - 1 ? "" : ","}`,
    ]),
    "  ]",
    "}",
  ].join("\n");
}

const INDENT = "    ";

/** `permission set gatehouse-developer, inline: 5,724 of 10,240 characters` */
function headline({
  holder,
  holderName,
  account,
  kind,
  name,
  size,
  limit,
}: PolicyDocument): string {
  const what = {
    "permission-set": `permission set ${holderName}`,
    role: `role ${holderName}${account === undefined ? "" : ` in ${account.name} (${account.id})`}`,
    nobody: `persona ${holderName} (identity.mode is none: given to nobody)`,
  }[holder];
  const which = {
    trust: "who may take it",
    inline: "inline",
    "customer-managed": `customer-managed policy ${name ?? ""}`,
  }[kind];
  return `${what}, ${which}: ${size.toLocaleString("en-US")} of ${limit.toLocaleString("en-US")} characters`;
}

/** `start: platform.yaml:231:9; view: platform.yaml:231:9` */
function describeReasons(
  reasons: PolicyDocument["reasons"][number],
  { Sid }: PolicyDocument["document"]["Statement"][number],
): string {
  const places = new Map<string, string[]>();
  for (const { text, at } of reasons)
    places.set(text, [...(places.get(text) ?? []), ...(at === undefined ? [] : [at])]);
  const parts = [...places].map(([text, at]) =>
    at.length === 0 ? oneLine(text) : `${oneLine(text)}: ${at.join(", ")}`,
  );
  return parts.length === 0 ? inWords(Sid) : parts.join("; ");
}

/** Statements of trust policies have no other reason than their name: `SignIn`. */
function inWords(sid: string): string {
  return sid.replace(/(?<!^)(?=[A-Z])/g, " ").toLowerCase();
}

function indent(text: string): string {
  return text
    .split("\n")
    .map((line) => `${INDENT}${line}`)
    .join("\n");
}
