import type { ConfigPath } from "../problem";

/** What a code means, with an example that can be run. */
export interface CatalogueEntry {
  /** One line. */
  readonly title: string;
  /** Why it matters and what AWS, Terraform or IAM have to do with it; with the source of a fact. */
  readonly meaning: string;
  /** Makes a valid platform show this problem. */
  readonly provoke: Example;
  /** Applied after it, makes the platform valid again, so that the advice is known to work. */
  readonly remedy: Example;
}

/** Either the text of a whole file, or settings to change in a small valid platform. */
export type Example = { readonly text: string } | { readonly set: readonly Setting[] };

export interface Setting {
  readonly path: ConfigPath;
  /** Removed where left out. */
  readonly value?: unknown;
}
