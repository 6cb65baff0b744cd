import { type Alias, type Document, type Node, isAlias, isMap, isScalar, isSeq } from "yaml";
import { preview } from "./preview";
import type { YamlFault } from "./yaml-fault";

/** A platform file is about 10 deep. */
const MAX_DEPTH = 100;
/** A platform of 1,000 accounts has about 20,000 values. */
const MAX_VALUES = 200_000;
/** The parser takes time by the square of this. */
const MAX_ALIASES = 5_000;

/** Tags that say what YAML 1.2 would read anyway, or that a value is text. https://yaml.org/spec/1.2.2/#103-core-schema */
const CORE_TAGS = ["str", "int", "float", "bool", "null", "map", "seq"].map(
  (name) => `tag:yaml.org,2002:${name}`,
);

export interface YamlStructure {
  /** What each alias stands for. */
  readonly targets: ReadonlyMap<Alias, Node>;
  /** Well-formed YAML that no config is written in, or that would not end. */
  readonly faults: readonly YamlFault[];
}

/** Looks over a parsed document before anything is made of it; aliases are counted, not followed. */
export function examineStructure(document: Document): YamlStructure {
  const walk = new Walk();
  walk.size(document.contents ?? undefined, 0);
  return walk;
}

class Walk implements YamlStructure {
  readonly targets = new Map<Alias, Node>();
  readonly faults: YamlFault[] = [];
  private readonly anchors = new Map<string, Node>();
  private readonly open = new Set<Node>();
  private readonly sizes = new Map<Node, number>();
  private readonly once = new Set<YamlFault["code"]>();

  /** How many values a node comes to once its aliases are filled in. */
  size(node: Node | undefined, depth: number): number {
    if (node === undefined) return 1;
    if (isAlias(node)) return this.alias(node);
    if (depth > MAX_DEPTH) {
      this.report("yaml-too-deep", node, {
        message: `values are nested more than ${MAX_DEPTH} deep`,
        fix: "close the brackets that are open before this place",
      });
      return 1;
    }
    if ("anchor" in node && node.anchor !== undefined) this.anchors.set(node.anchor, node);
    this.tag(node);
    this.open.add(node);
    const inner = isMap(node)
      ? this.map(node.items, depth)
      : isSeq(node)
        ? node.items.reduce<number>((sum, item) => sum + this.size(item as Node, depth + 1), 0)
        : 0;
    this.open.delete(node);
    const size = 1 + inner;
    this.sizes.set(node, size);
    if (size > MAX_VALUES) this.tooMany(node);
    return size;
  }

  /** The parser's own check for keys that stand twice takes time by the square of their number. */
  private map(pairs: readonly { key: unknown; value: unknown }[], depth: number): number {
    const seen = new Set<unknown>();
    return pairs.reduce((sum, { key, value }) => {
      const name = isScalar(key) ? key.value : key;
      if (isScalar(key)) {
        if (name === "__proto__") {
          this.faults.push({
            code: "invalid-name",
            offset: key.range?.[0] ?? 0,
            got: preview(name),
            message: "JavaScript gives this name a meaning of its own, so it can name nothing here",
            fix: "choose another name",
          });
        }
        if (seen.has(name)) {
          this.faults.push({
            code: "duplicate-key",
            offset: key.range?.[0] ?? 0,
            got: preview(name),
            message: "this key stands twice in the same map; YAML would keep only one of them",
            fix: "rename or remove one of the two",
          });
        }
        seen.add(name);
        this.size(key, depth + 1);
      }
      return sum + this.size((value ?? undefined) as Node | undefined, depth + 1);
    }, 0);
  }

  private alias(alias: Alias): number {
    const target = this.anchors.get(alias.source);
    if (target === undefined) {
      this.faults.push({
        code: "yaml-unknown-alias",
        offset: alias.range?.[0] ?? 0,
        got: `*${alias.source}`,
        message: `the YAML alias "*${alias.source}" stands for nothing: no "&${alias.source}" comes before it`,
        fix:
          this.anchors.size === 0
            ? "put text that starts with * in quotes, or define the anchor"
            : `known before it: ${[...this.anchors.keys()].slice(0, 12).join(", ")}`,
      });
      return 1;
    }
    if (this.open.has(target)) {
      this.report("circular-reference", alias, {
        got: `*${alias.source}`,
        message: `the YAML anchor "&${alias.source}" contains itself`,
        fix: "write the value out instead of using the alias inside its own anchor",
      });
      return 1;
    }
    this.targets.set(alias, target);
    if (this.targets.size > MAX_ALIASES) this.tooMany(alias);
    return this.sizes.get(target) ?? 1;
  }

  private tag(node: Node): void {
    if (node.tag === undefined || CORE_TAGS.includes(node.tag)) return;
    this.faults.push({
      code: "yaml-tag",
      offset: node.range?.[0] ?? 0,
      got: node.tag.replace("tag:yaml.org,2002:", "!!"),
      message: "the YAML tag before this value means nothing in a platform file",
      fix: "remove the tag, and write the value as plain text, a list or a map",
    });
  }

  private tooMany(node: Node): void {
    const aliased = this.targets.size > 0;
    this.report(aliased ? "yaml-too-many-aliases" : "file-too-large", node, {
      message: aliased
        ? `with its YAML aliases filled in, the file holds more than ${MAX_VALUES} values, or it has more than ${MAX_ALIASES} aliases`
        : `the file holds more than ${MAX_VALUES} values`,
      fix: aliased
        ? "write repeated values out, or nest fewer anchors"
        : "check that this is the platform file; a platform of 1,000 accounts has about 20,000 values",
    });
  }

  /** What holds for a place holds for all around it, so only the first is told. */
  private report(
    code: YamlFault["code"],
    node: Node,
    rest: Omit<YamlFault, "code" | "offset">,
  ): void {
    if (this.once.has(code)) return;
    this.once.add(code);
    this.faults.push({ code, offset: node.range?.[0] ?? 0, ...rest });
  }
}
