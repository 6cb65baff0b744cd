/** An attribute of a resource or data source, such as `data.aws_kms_alias.key.target_key_arn`. */
export interface Reference {
  /** The module it is in, where that isn't the one that refers. Only read plans have such references. */
  readonly scope?: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  /** Of the instance: `[0]`, `["a"]`, or empty. */
  readonly index: string;
  /** The way into its values: names and list indexes. */
  readonly path: readonly (string | number)[];
}

const REFERENCE =
  /^(root\.|(?:module\.[\w-]+(?:\[[^\]]*\])?\.)+)?(data\.)?([a-z][a-z0-9]*_[a-z0-9_]*)\.([A-Za-z_][\w-]*)((?:\[\d+\]|\["[^"]*"\])?)((?:\.\w+|\[\d+\])+)$/;

/** `element(LIST, 2)`, which for lists that are long enough is `LIST[2]`. */
const ELEMENT = /^element\(\s*([^,()]+?)\s*,\s*(\d+)\s*\)$/;

/** Understands plain references, which is all that Gatehouse generates; anything else is undefined. */
export function parseReference(expression: string): Reference | undefined {
  const element = ELEMENT.exec(expression);
  if (element !== null) return parseReference(`${element[1] ?? ""}[${element[2] ?? ""}]`);
  const found = REFERENCE.exec(expression);
  if (found === null) return undefined;
  const [, scope, data, type = "", name = "", index = "", rest = ""] = found;
  const path = [...rest.matchAll(/\.(\w+)|\[(\d+)\]/g)].map(([, key, at]) =>
    key === undefined || /^\d+$/.test(key) ? Number(key ?? at) : key,
  );
  return {
    ...(scope === undefined ? {} : { scope: scope === "root." ? "" : scope }),
    mode: data === undefined ? "managed" : "data",
    type,
    name,
    index,
    path,
  };
}
