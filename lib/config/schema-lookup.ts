import { z } from "zod";
import type { ConfigPath } from "./config-path";
import { platformSchema } from "./schema/platform";

interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
}

let root: SchemaNode | undefined;

/** The settings that the schema knows at a path beside those that are there; made only once something is wrong. */
export function knownKeysAt(path: ConfigPath, data: unknown): string[] {
  const nodes = nodesAt(path);
  const here = valueAt(path, data);
  const fitting = nodes.filter((node) => fits(node, here));
  return keysOf(fitting.length === 0 ? nodes : fitting);
}

/** The settings that the schema knows at a path in any of its variants. */
export function allKeysAt(path: ConfigPath): string[] {
  return keysOf(nodesAt(path));
}

/** The fixed values that the schema takes at a path. */
export function knownValuesAt(path: ConfigPath): unknown[] {
  return [
    ...new Set(
      nodesAt(path).flatMap((node) => node.enum ?? (node.const === undefined ? [] : [node.const])),
    ),
  ];
}

function keysOf(nodes: readonly SchemaNode[]): string[] {
  return [...new Set(nodes.flatMap((node) => Object.keys(node.properties ?? {})))];
}

/** Whether a variant's fixed values, such as `type: s3`, are the ones in the data. */
function fits({ properties = {} }: SchemaNode, data: unknown): boolean {
  return Object.entries(properties).every(
    ([key, property]) => property.const === undefined || property.const === valueAt([key], data),
  );
}

function valueAt(path: ConfigPath, data: unknown): unknown {
  return path.reduce(
    (value, part) =>
      (value as Readonly<Record<string | number, unknown>> | null | undefined)?.[part],
    data,
  );
}

function nodesAt(path: ConfigPath): SchemaNode[] {
  root ??= z.toJSONSchema(platformSchema, { io: "input", reused: "inline" }) as SchemaNode;
  return path.reduce<SchemaNode[]>(
    (nodes, part) => nodes.flatMap((node) => step(node, part)).flatMap(alternatives),
    alternatives(root),
  );
}

function step(node: SchemaNode, part: string | number): SchemaNode[] {
  if (typeof part === "number") return node.items === undefined ? [] : [node.items];
  const named = node.properties?.[part];
  if (named !== undefined) return [named];
  return typeof node.additionalProperties === "object" ? [node.additionalProperties] : [];
}

function alternatives(node: SchemaNode): SchemaNode[] {
  const inner = [...(node.anyOf ?? []), ...(node.oneOf ?? [])];
  return inner.length === 0 ? [node] : inner.flatMap(alternatives);
}
