/** What `${aws_iam_role.pipeline-role.arn}` refers to. */
export interface Reference {
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly attribute: string;
}

const REFERENCE = /^\$\{(data\.)?(aws_\w+)\.([\w-]+)\.(\w+)\}$/;

/** A string that is one reference, and nothing else. */
export function parseReference(value: unknown): Reference | undefined {
  const [, data, type, name, attribute] =
    (typeof value === "string" ? REFERENCE.exec(value) : null) ?? [];
  if (type === undefined || name === undefined || attribute === undefined) return undefined;
  return { mode: data === undefined ? "managed" : "data", type, name, attribute };
}
