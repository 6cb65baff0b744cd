import {
  type Alias,
  type Document,
  type Node,
  type Pair,
  type YAMLMap,
  isAlias,
  isMap,
  isScalar,
  isSeq,
} from "yaml";
import { preview } from "./preview";
import type { ConfigPath } from "./config-path";

type Tree = Readonly<Record<string | number, unknown>>;

/** Finds nodes by path, through aliases, falling back to the nearest parent that exists. */
export class Places {
  private readonly pairs = new WeakMap<YAMLMap, ReadonlyMap<unknown, Pair>>();

  constructor(
    private readonly document: Document,
    private readonly data: unknown,
    private readonly targets: ReadonlyMap<Alias, Node>,
  ) {}

  /** The offset of the key or value at a path. */
  find(path: ConfigPath, atKey: boolean): number {
    const { node, key, depth } = this.walk(path);
    const chosen = depth === path.length && atKey && key !== undefined ? key : node;
    return (chosen ?? key)?.range?.[0] ?? 0;
  }

  previewAt(path: ConfigPath): string | undefined {
    const { node, depth } = this.walk(path);
    if (depth !== path.length || node === undefined) return undefined;
    return isScalar(node) && node.source !== undefined && typeof node.value !== "string"
      ? node.source
      : preview(path.reduce((value, part) => (value as Tree)[part], this.data));
  }

  /** The text as written at a path; undefined where nothing is written. */
  sourceAt(path: ConfigPath): string | undefined {
    const { node, depth } = this.walk(path);
    return depth === path.length && isScalar(node) ? node.source : undefined;
  }

  private walk(path: ConfigPath): { node?: Node; key?: Node; depth: number } {
    let node: Node | undefined = this.document.contents ?? undefined;
    let key: Node | undefined;
    for (const [depth, part] of path.entries()) {
      const parent = this.resolve(node);
      if (isMap(parent)) {
        const pair = this.pairsOf(parent).get(part);
        if (pair === undefined) return { node, key, depth };
        key = pair.key as Node;
        node = (pair.value ?? undefined) as Node | undefined;
      } else {
        const item = isSeq(parent) && typeof part === "number" ? parent.items[part] : undefined;
        if (item === undefined) return { node, key, depth };
        key = undefined;
        node = item as Node;
      }
    }
    return { node: this.resolve(node), key, depth: path.length };
  }

  private resolve(node: Node | undefined): Node | undefined {
    return isAlias(node) ? (this.targets.get(node) ?? node) : node;
  }

  private pairsOf(map: YAMLMap): ReadonlyMap<unknown, Pair> {
    const known = this.pairs.get(map);
    if (known !== undefined) return known;
    const pairs = new Map(
      map.items.map((pair) => [isScalar(pair.key) ? pair.key.value : pair.key, pair]),
    );
    this.pairs.set(map, pairs);
    return pairs;
  }
}
