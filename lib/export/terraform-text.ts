import { byKey } from "../model/order";

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A reader's order of what stands at the top; whatever else is there comes after, sorted. */
const FIRST = [
  "terraform",
  "provider",
  "variable",
  "locals",
  "data",
  "resource",
  "moved",
  "output",
];

/**
 * A stack's Terraform without what only CDKTF reads, and in an order that depends on nothing but what it says.
 *
 * @param generated the text of a `cdk.tf.json`
 */
export function terraformText(generated: string): string {
  const content = plain(JSON.parse(generated) as Json) as Readonly<Record<string, Json>>;
  const known = FIRST.filter((name) => name in content).map((name) => [name, content[name]]);
  const ordered = { ...Object.fromEntries(known), ...content } as object;
  return `${JSON.stringify(ordered, null, 2)}\n`;
}

function plain(value: Json): Json {
  if (Array.isArray(value)) return value.map((each: Json) => plain(each));
  if (value === null || typeof value !== "object") return value;
  const kept = Object.entries(value as Readonly<Record<string, Json>>)
    .filter(([key, inner]) => !isMetadata(key, inner))
    .map(([key, inner]) => [key, plain(inner)] as const);
  return byKey(Object.fromEntries(kept));
}

/**
 * Where a construct stands in CDKTF's tree. Terraform takes any `//` for a comment, and those of other content are
 * somebody's. https://developer.hashicorp.com/terraform/language/syntax/json#comment-properties
 */
function isMetadata(key: string, value: Json): boolean {
  return key === "//" && value !== null && typeof value === "object" && "metadata" in value;
}
