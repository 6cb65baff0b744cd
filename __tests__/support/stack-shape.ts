import { createHash } from "node:crypto";

/**
 * A hash of what kinds of thing a synthesised stack holds, whatever their names and number: stacks
 * of equal shape are equally valid to Terraform, so that one of each shape is worth validating.
 */
export function stackShape(cdkTfJson: unknown): string {
  return createHash("sha256").update(describeStack(cdkTfJson)).digest("hex");
}

function describeStack(stack: unknown): string {
  if (!isRecord(stack)) throw new TypeError("a synthesised stack is a JSON object");
  const parts = Object.entries(stack).map(([block, body]) => {
    if (block === "resource" || block === "data") {
      // { type: { name: body } }
      const byType = entriesOf(body).map(([type, named]) => [type, shapesOf(valuesOf(named))]);
      return `${block}:${join(byType.map((pair) => pair.join("=")))}`;
    }
    if (block === "terraform" || block === "provider") return `${block}:${shapeOf(body)}`;
    // Variables, outputs, locals and modules: { name: body }; moved and import: [body].
    return `${block}:${shapesOf(valuesOf(body))}`;
  });
  return join(parts.filter((part) => !part.startsWith("//")));
}

function shapeOf(value: unknown): string {
  if (Array.isArray(value)) return `[${shapesOf(value)}]`;
  if (isRecord(value)) {
    return `{${join(entriesOf(value).map(([key, inner]) => `${key}:${shapeOf(inner)}`))}}`;
  }
  if (value === null) return "null";
  return typeof value === "string" ? shapeOfString(value) : typeof value;
}

/** A reference is checked against the schema too, so its type and attribute belong to the shape. */
function shapeOfString(text: string): string {
  const references = [...text.matchAll(REFERENCE)].map(([, type = "", path = ""]) =>
    `${type}${path}`.replace(/\[[^\]]*\]/g, "[]"),
  );
  return references.length === 0 ? "string" : `string<${join(references)}>`;
}

// ${aws_kms_key.name.arn} or ${data.aws_region.name.id}, but not the escaped $${aws:username}.
const REFERENCE = /(?<!\$)\$\{((?:data\.)?[a-z][a-z0-9_]*)\.[\w-]+((?:\.[a-z_0-9]+|\[[^\]]*\])*)/g;

function shapesOf(values: readonly unknown[]): string {
  return join(values.map(shapeOf));
}

/** Sorted, each once: order and multiplicity are no part of a shape. */
function join(parts: readonly string[]): string {
  return [...new Set(parts)].sort().join(",");
}

/** CDKTF's "//" keys are comments, with construct paths in them. */
function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return isRecord(value) ? Object.entries(value).filter(([key]) => key !== "//") : [];
}

function valuesOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return entriesOf(value).map(([, inner]) => inner);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
