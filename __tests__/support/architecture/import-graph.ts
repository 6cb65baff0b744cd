import { posix } from "node:path";
import { findImports, type Import } from "./find-imports";

/** Source text by path from the project's root, with forward slashes. */
export type SourceFiles = ReadonlyMap<string, string>;

export interface GraphImport extends Import {
  readonly from: string;
  /** Our own file or a package; `unresolved` is a relative import of nothing that exists. */
  readonly target:
    | { readonly kind: "file"; readonly path: string }
    | { readonly kind: "package"; readonly name: string }
    | { readonly kind: "unresolved" };
}

/** Every import in the files, resolved among them. Data files (JSON) are no part of the graph. */
export function importGraph(files: SourceFiles): readonly GraphImport[] {
  return [...files].flatMap(([from, text]) =>
    findImports(from, text)
      .filter(({ specifier }) => !specifier.endsWith(".json"))
      .map((found) => ({ ...found, from, target: resolve(files, from, found.specifier) })),
  );
}

function resolve(files: SourceFiles, from: string, specifier: string): GraphImport["target"] {
  if (!/^\.{0,2}\//.test(specifier) && specifier !== "." && specifier !== "..") {
    return { kind: "package", name: specifier };
  }
  const base = posix.normalize(posix.join(posix.dirname(from), specifier)).replace(/\/$/, "");
  const candidates = [
    base,
    `${base}.ts`,
    `${base}.js`,
    base.replace(/\.js$/, ".ts"),
    posix.join(base, "index.ts"),
    posix.join(base, "index.js"),
  ];
  const path = candidates.find((candidate) => files.has(candidate));
  return path === undefined ? { kind: "unresolved" } : { kind: "file", path };
}
