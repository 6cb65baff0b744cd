import { type Document, LineCounter, type Node, isAlias, isMap, isPair, isScalar, parseDocument, visit } from "yaml";
import type { ConfigPath, Finding, Problem } from "./problem";
import { formatPath, preview } from "./problem";
import { findSourceFault } from "./source-faults";

/**
 * More alias expansions than any hand-written file needs; past this the file is refused before it is expanded.
 * @see https://eemeli.org/yaml/#tojs-options
 */
const MAX_ALIASES = 1_000;

/** A parsed YAML file that remembers where each value stands. */
export interface SourceDocument {
  readonly file: string;
  /** The plain data; only meaningful where `problems` is empty. */
  readonly data: unknown;
  /** Why the file could not be read as YAML at all. */
  readonly problems: readonly Problem[];
  /** Gives a finding its place in the file. */
  locate(finding: Finding): Problem;
  /** The text as written at a path, quotes and all; undefined where nothing is written. */
  sourceAt(path: ConfigPath): string | undefined;
}

/** Parses YAML 1.2 text. Never throws: what can't be parsed comes back as problems. */
export function parseSource(file: string, bytes: Uint8Array): SourceDocument {
  const decoded = findSourceFault(bytes);
  if ("fault" in decoded) return broken(file, [{ ...decoded.fault, at: `${file}:${decoded.line}:1`, path: "" }]);
  const { text } = decoded;
  const lines = new LineCounter();
  const document = parseDocument(text, {
    version: "1.2",
    lineCounter: lines,
    uniqueKeys: true,
    prettyErrors: false,
    stringKeys: true,
  });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${Math.max(1, line)}:${Math.max(1, col)}`;
  };
  const syntax = document.errors.map((error) => describeSyntaxError(error.code, error.message, at(error.pos[0])));
  if (syntax.length > 0) return broken(file, syntax);
  const loop = findAliasLoop(document);
  if (loop !== undefined) {
    return broken(file, [
      {
        code: "circular-reference",
        severity: "error",
        at: at(loop.offset),
        path: "",
        got: `*${loop.name}`,
        message: `the YAML anchor "&${loop.name}" contains itself`,
        fix: "write the value out instead of using the alias inside its own anchor",
      },
    ]);
  }
  let data: unknown;
  try {
    data = document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch {
    return broken(file, [
      {
        code: "yaml-too-many-aliases",
        severity: "error",
        at: `${file}:1:1`,
        path: "",
        message: `the YAML aliases expand to more than ${MAX_ALIASES} copies`,
        fix: "write the repeated values out, or use fewer nested anchors",
      },
    ]);
  }
  const places = new Places(document, at);
  return {
    file,
    data,
    problems: [],
    locate: (finding) => ({
      code: finding.code,
      severity: finding.severity ?? "error",
      at: places.find(finding.path, finding.atKey === true),
      path: formatPath(finding.path),
      got: finding.got ?? places.previewAt(finding.path),
      message: finding.message,
      fix: finding.fix,
    }),
    sourceAt: (path) => places.sourceAt(path),
  };
}

function broken(file: string, problems: readonly Problem[]): SourceDocument {
  return {
    file,
    data: undefined,
    problems,
    locate: (finding) => ({
      ...finding,
      severity: finding.severity ?? "error",
      at: `${file}:1:1`,
      path: formatPath(finding.path),
    }),
    sourceAt: () => undefined,
  };
}

function describeSyntaxError(code: string, message: string, at: string): Problem {
  const base = { severity: "error", at, path: "" } as const;
  if (code === "DUPLICATE_KEY") {
    return {
      ...base,
      code: "duplicate-key",
      message: "this key stands twice in the same map; YAML would keep only one of them",
      fix: "rename or remove one of the two",
    };
  }
  if (code === "TAB_AS_INDENT") {
    return {
      ...base,
      code: "yaml-tab",
      message: "a tab is used to indent, which YAML does not allow",
      fix: "indent with spaces",
    };
  }
  return {
    ...base,
    code: "yaml-syntax",
    message: `this is no valid YAML: ${message.split("\n")[0] ?? message}`,
    fix: "mend the YAML at this place; an editor with the YAML language server shows it as you type",
  };
}

/** An alias that stands inside the node its own anchor names would expand for ever. */
function findAliasLoop(document: Document): { name: string; offset: number } | undefined {
  let found: { name: string; offset: number } | undefined;
  visit(document, {
    Alias(_key, alias, ancestors) {
      const enclosing = ancestors.some((node) => "anchor" in node && node.anchor === alias.source);
      if (!enclosing) return undefined;
      found = { name: alias.source, offset: alias.range?.[0] ?? 0 };
      return visit.BREAK;
    },
  });
  return found;
}

/** Finds nodes by path, through aliases, falling back to the nearest parent that exists. */
class Places {
  constructor(
    private readonly document: Document,
    private readonly at: (offset: number) => string,
  ) {}

  find(path: ConfigPath, atKey: boolean): string {
    const { node, key, depth } = this.walk(path);
    const chosen = depth === path.length && atKey && key !== undefined ? key : node;
    const start = chosen ?? key;
    return this.at(start?.range?.[0] ?? 0);
  }

  previewAt(path: ConfigPath): string | undefined {
    const { node, depth } = this.walk(path);
    if (depth !== path.length || node === undefined) return undefined;
    return isScalar(node) && node.source !== undefined && typeof node.value !== "string"
      ? node.source
      : preview(node.toJS(this.document));
  }

  sourceAt(path: ConfigPath): string | undefined {
    const { node, depth } = this.walk(path);
    return depth === path.length && isScalar(node) ? node.source : undefined;
  }

  private walk(path: ConfigPath): { node?: Node; key?: Node; depth: number } {
    let node: Node | undefined = this.document.contents ?? undefined;
    let key: Node | undefined;
    let depth = 0;
    for (const part of path) {
      const parent: Node | undefined = isAlias(node) ? node.resolve(this.document) : node;
      if (isMap(parent)) {
        const pair = parent.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === part);
        if (pair === undefined) return { node, key, depth };
        key = pair.key as Node;
        node = (pair.value ?? undefined) as Node | undefined;
      } else {
        const items = parent !== undefined && "items" in parent ? (parent.items as Node[]) : [];
        const item = typeof part === "number" ? items[part] : undefined;
        if (item === undefined) return { node, key, depth };
        key = undefined;
        node = item;
      }
      depth += 1;
    }
    return { node: isAlias(node) ? (node.resolve(this.document) ?? node) : node, key, depth };
  }
}
