import { createHash } from "node:crypto";

/** A SHA-256 in hexadecimal. */
export type Digest = string & { readonly brand: "Digest" };

export const DIGEST = /^[0-9a-f]{64}$/;

export function digest(content: string | Uint8Array): Digest {
  return createHash("sha256").update(content).digest("hex") as Digest;
}

/** Of files by name; the same whatever order they are given in, and another if one is renamed. */
export function digestOfFiles(files: ReadonlyMap<string, Uint8Array>): Digest {
  const lines = [...files]
    .map(([name, content]) => `${digest(content)} ${JSON.stringify(name)}\n`)
    .sort();
  return digest(lines.join(""));
}

/** What of a digest people read. */
export function shortDigest(whole: string): string {
  return whole.slice(0, 12);
}
