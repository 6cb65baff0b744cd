import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { SourceFiles } from "./import-graph";

const SKIPPED: ReadonlySet<string> = new Set(["node_modules", "cdktf.out", "coverage"]);

/** The project's own TypeScript and JavaScript, wherever it lies under `root`. */
export function readSourceFiles(root: string): SourceFiles {
  const files = new Map<string, string>();
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!SKIPPED.has(entry.name) && !entry.name.startsWith(".")) walk(path);
      } else if (/\.[cm]?[jt]s$/.test(entry.name)) {
        files.set(path, readFileSync(join(root, path), "utf8"));
      }
    }
  };
  walk("");
  return files;
}
