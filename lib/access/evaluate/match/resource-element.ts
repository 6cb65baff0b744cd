import type { RequestedResource } from "../request/requested-resource";
import { either, not, type Tri } from "../tri";
import type { Lookup } from "./lookup";
import { ResourcePattern } from "./resource-pattern";

export interface ResourceElementOptions {
  readonly effect: "Allow" | "Deny";
  /** NotResource: everything but these. */
  readonly negated: boolean;
  readonly variables: boolean;
}

/** The Resource or NotResource element of a statement. */
export class ResourceElement {
  readonly patterns: readonly ResourcePattern[];
  readonly negated: boolean;
  readonly #all: boolean;

  constructor(texts: readonly string[], { effect, negated, variables }: ResourceElementOptions) {
    this.negated = negated;
    this.#all = !negated && texts.includes("*");
    // In doubt an allow doesn't reach the resource, and a deny leaves it open.
    const doubt = effect === "Deny" ? "unknown" : negated ? "yes" : "no";
    const options = {
      variables,
      doubt,
      partly: doubt,
      absent: effect === "Allow" && negated ? "unknown" : "no",
      expands: negated === (effect === "Allow"),
    } as const;
    this.patterns = texts.map((text) => new ResourcePattern(text, options));
  }

  matches(resource: RequestedResource, lookup: Lookup): Tri {
    if (this.#all) return "yes";
    let found: Tri = "no";
    for (const pattern of this.patterns) {
      const one = pattern.matches(resource, lookup);
      if (one === "no") continue;
      found = either(found, one);
      if (found === "yes") break;
    }
    return this.negated ? not(found) : found;
  }
}
