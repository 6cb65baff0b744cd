import { recordIn } from "../terraform/json-value";
import { partitionOf } from "../terraform/partition-of";
import type { Resolver } from "../terraform/resolver";
import type { TerraformBlock } from "../terraform/terraform-stack";
import type { Origin, Unmodelled } from "../world";
import type { PolicyShelf } from "./policy-shelf";

/** A resource that is placed: without an account nothing can be said of who may reach it. */
export type PlacedBlock = TerraformBlock & { readonly accountId: string };

/** What the parts of a world are built with. */
export class Reading {
  readonly unmodelled: Unmodelled[] = [];
  readonly #reported = new Set<TerraformBlock>();

  constructor(
    readonly resolver: Resolver,
    readonly shelf: PolicyShelf,
  ) {}

  /** The resources of a type whose account is known; the others are reported once. */
  placed(type: string): readonly PlacedBlock[] {
    return this.resolver.all(type).filter((block): block is PlacedBlock => {
      if (block.accountId !== undefined) return true;
      if (!this.#reported.has(block))
        this.report(block, "its account isn't known, so it is left out of every verdict");
      this.#reported.add(block);
      return false;
    });
  }

  report(block: TerraformBlock, what: string): void {
    this.unmodelled.push({ origin: originOf(block), what });
  }

  /** An argument that others are found by; reported where it isn't known. */
  need(block: TerraformBlock, attribute: string, otherwise: string): string | undefined {
    const text = this.resolver.attribute(block, attribute);
    if (text.kind === "known") return text.text;
    this.report(block, `its ${attribute} is unknown, as ${text.why}: ${otherwise}`);
    return undefined;
  }

  /** With the provider's default tags; the resource's own win. Keys differ by case. */
  tags(block: TerraformBlock): Readonly<Record<string, string>> {
    const all = { ...block.defaultTags, ...recordIn(block.values.tags_all) };
    const tags: Record<string, string> = {};
    for (const [key, value] of Object.entries({ ...all, ...recordIn(block.values.tags) })) {
      const text = this.resolver.text(block, value);
      if (text.kind === "known") tags[key] = text.text;
    }
    return tags;
  }

  partition(block: TerraformBlock): string {
    return partitionOf(block.region);
  }
}

export function originOf({ file, address }: TerraformBlock): Origin {
  return { file, address };
}
