import type { Digest } from "../digest";

/** Where bundles are kept for whoever is to approve or apply them: a folder of files for each, by its digest. */
export interface BundleStore {
  /** Where that is, for people. */
  readonly place: string;
  /** Paths of a bundle's files, with slashes, sorted. */
  list(bundle: Digest): Promise<string[]>;
  read(bundle: Digest, file: string): Promise<Uint8Array>;
  /** Adds a file whole; one that is there already stays as it is. */
  add(bundle: Digest, file: string, content: Uint8Array): Promise<void>;
}
