import type { ConfigPath } from "../config-path";

/** What a code means, with an example that can be run. */
export interface CatalogueEntry {
  /** One line. */
  readonly title: string;
  /** Why it matters and what AWS, Terraform or IAM have to do with it; with the source of a fact. */
  readonly meaning: string;
  /** A warning is shown, and stops nothing. */
  readonly severity?: "warning";
  /** Makes a valid platform show this problem. */
  readonly provoke: Example;
  /** Applied after it, makes the platform valid again, so that the advice is known to work. */
  readonly remedy: Example;
}

/** A change to a small valid platform, or what is given in its place. */
export type Example =
  /** Settings that are changed; several where one alone would break something else. */
  | { readonly set: readonly Setting[] }
  /** Lines at the end of the file; instead of those of the example before. */
  | { readonly text: string }
  /** Another file altogether. */
  | { readonly file: FileKind };

export interface Setting {
  readonly path: ConfigPath;
  /** Removed where left out. */
  readonly value?: unknown;
}

export type FileKind = "missing" | "too-large" | "binary" | "empty" | "sound";
