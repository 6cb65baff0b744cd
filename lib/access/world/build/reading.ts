import { isRecord, isSet, recordIn } from "../terraform/json-value";
import { partitionOf } from "../terraform/partition-of";
import type { Resolver } from "../terraform/resolver";
import type { TerraformBlock } from "../terraform/terraform-stack";
import type { Origin, Unmodelled } from "../world";
import type { PolicyShelf } from "./policy-shelf";

/** A resource that is placed: without an account nothing can be said of who may reach it. */
export type PlacedBlock = TerraformBlock & { readonly accountId: string };

export interface Tags {
  readonly tags: Readonly<Record<string, string>>;
  readonly tagsOpen?: true;
}

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
  tags(block: TerraformBlock): Tags {
    const { tags: own, tags_all: merged } = block.values;
    const tags: Record<string, string> = {};
    let tagsOpen = [own, merged].some((value) => isSet(value) && !isRecord(value));
    const all = { ...block.defaultTags, ...recordIn(merged), ...recordIn(own) };
    for (const [key, value] of Object.entries(all)) {
      const text = this.resolver.text(block, value);
      if (text.kind === "known") tags[key] = text.text;
      else tagsOpen = true;
    }
    if (tagsOpen)
      this.report(block, "not all of its tags are known: whatever hangs on one is open");
    return tagsOpen ? { tags, tagsOpen } : { tags };
  }

  partition(block: TerraformBlock): string {
    return partitionOf(block.region);
  }
}

export function originOf({ file, address }: TerraformBlock): Origin {
  return { file, address };
}
