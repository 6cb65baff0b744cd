import { computed, type Siblings } from "./computed";
import { isRecord, listIn } from "./json-value";
import { parseReference, type Reference } from "./parse-reference";
import { parseTemplate } from "./parse-template";
import type { TerraformBlock, TerraformStack } from "./terraform-stack";
import { known, type Text, unknown } from "./text";

/** Tells what Terraform would make of the strings of a set of stacks, without running it. */
export class Resolver {
  readonly #byAddress = new Map<string, TerraformBlock[]>();
  readonly #byType = new Map<string, TerraformBlock[]>();
  readonly #dataByType = new Map<string, TerraformBlock[]>();
  readonly #byName = new Map<string, Map<string, TerraformBlock>>();
  /** Attributes that are being resolved, so that a circle ends. */
  readonly #open = new Set<string>();
  readonly #siblings: Siblings = {
    attribute: (block, name) => this.find(block, name),
    text: (block, value) => textOrNothing(this.text(block, value)),
    findByName: (block, type) => this.#findByName(block, type),
  };

  constructor(stacks: readonly TerraformStack[]) {
    for (const block of stacks.flatMap(({ blocks }) => blocks)) {
      push(this.#byAddress, addressOf(block, block.stack), block);
      push(block.mode === "managed" ? this.#byType : this.#dataByType, block.type, block);
    }
  }

  /** The resources of a type. */
  all(type: string): readonly TerraformBlock[] {
    return this.#byType.get(type) ?? [];
  }

  /** The data sources of a type. */
  data(type: string): readonly TerraformBlock[] {
    return this.#dataByType.get(type) ?? [];
  }

  get types(): readonly string[] {
    return [...this.#byType.keys()];
  }

  /** What a value of a block says; `value` is a string of its own or of one of its nested blocks. */
  text(block: TerraformBlock, value: unknown): Text {
    if (typeof value === "number" || typeof value === "boolean") return known(String(value));
    if (typeof value !== "string") return unknown("it isn't set, or only known after apply");
    if (!value.includes("${") && !value.includes("%{")) return known(value);
    let text = "";
    for (const part of parseTemplate(value)) {
      if (part.kind === "text") {
        text += part.text;
        continue;
      }
      const reference = parseReference(part.text);
      const found = reference === undefined ? undefined : this.#follow(block, reference);
      if (found === undefined) return unknown(`\${${part.text}} can't be told from the files read`);
      text += found;
    }
    return known(text);
  }

  /** An argument or computed attribute of a block. */
  attribute(block: TerraformBlock, name: string): Text {
    const value = block.values[name];
    if (value !== undefined && value !== null) return this.text(block, value);
    const found = this.#compute(block, [name]);
    return found === undefined ? unknown(`its ${name} isn't known before apply`) : known(found);
  }

  /** Like {@link attribute}; undefined where it isn't known. */
  find(block: TerraformBlock, name: string): string | undefined {
    return textOrNothing(this.attribute(block, name));
  }

  #follow(from: TerraformBlock, reference: Reference): string | undefined {
    const instances =
      this.#byAddress.get(addressOf({ scope: from.scope, ...reference }, from.stack)) ?? [];
    // Without an index several instances are a list, which is no string.
    const [block, ...others] =
      reference.index === ""
        ? instances
        : instances.filter(({ index }) => index === reference.index);
    if (block === undefined || others.length > 0) return undefined;
    const value = valueAt(block.values, reference.path);
    if (value === undefined || value === null) return this.#compute(block, reference.path);
    return this.#once(block, reference.path, () => textOrNothing(this.text(block, value)));
  }

  #compute(block: TerraformBlock, path: Reference["path"]): string | undefined {
    return this.#once(block, path, () => computed(block, path, this.#siblings));
  }

  #once(
    block: TerraformBlock,
    path: Reference["path"],
    resolve: () => string | undefined,
  ): string | undefined {
    const id = `${block.stack} ${block.address} ${path.join(".")}`;
    if (this.#open.has(id)) return undefined;
    this.#open.add(id);
    try {
      return resolve();
    } finally {
      this.#open.delete(id);
    }
  }

  #findByName(block: TerraformBlock, type: string): TerraformBlock | undefined {
    const name = this.find(block, type === "aws_s3_bucket" ? "bucket" : "name");
    if (name === undefined) return undefined;
    let named = this.#byName.get(type);
    if (named === undefined) {
      named = new Map();
      for (const one of this.all(type)) {
        const own = this.find(one, type === "aws_s3_bucket" ? "bucket" : "name");
        if (own !== undefined) named.set(placed(type, one, own), one);
      }
      this.#byName.set(type, named);
    }
    return named.get(placed(type, block, name));
  }
}

function textOrNothing(text: Text): string | undefined {
  return text.kind === "known" ? text.text : undefined;
}

function placed(type: string, { accountId = "", region = "" }: TerraformBlock, name: string) {
  return type.startsWith("aws_iam_") ? `${accountId} ${name}` : `${accountId} ${region} ${name}`;
}

function addressOf(
  { scope, mode, type, name }: Pick<TerraformBlock, "scope" | "mode" | "type" | "name">,
  stack: string,
): string {
  return `${stack} ${scope}${mode}.${type}.${name}`;
}

function valueAt(values: unknown, path: Reference["path"]): unknown {
  let value = values;
  for (const step of path) {
    if (typeof step === "number") {
      value = listIn(value)[step];
    } else {
      value = isRecord(value) && Object.hasOwn(value, step) ? value[step] : undefined;
    }
  }
  return value;
}

function push(map: Map<string, TerraformBlock[]>, key: string, block: TerraformBlock): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [block]);
  else list.push(block);
}
