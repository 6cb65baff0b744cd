import { sorted } from "../model/order";
import { digest, type Digest } from "../promotion/digest";
import type { ExportRecord } from "./export-record";

/** What is in the folder at a path. */
export type Found = Digest | "nothing" | "no-file";

interface ExportInput {
  readonly wanted: ReadonlyMap<string, string>;
  readonly record: ExportRecord;
  readonly find: (path: string) => Found;
  /** Terraform in the folders of stacks. */
  readonly terraformFiles: readonly string[];
}

/** How a folder differs from what an export would have in it; each list is sorted. */
export interface ExportDifferences {
  readonly missing: readonly string[];
  /** As an earlier export left them, and no longer what is to be there. */
  readonly outdated: readonly string[];
  /** As an earlier export left them, and no longer to be there. */
  readonly leftOver: readonly string[];
  /** Of an earlier export, and changed since by somebody else. */
  readonly edited: readonly string[];
  /** Where a file is to be, and one is that no export wrote. */
  readonly inTheWay: readonly string[];
  /** Where a file is to be, and a folder, a link or the like is. */
  readonly blocked: readonly string[];
  /** What no export wrote, and Terraform would read nevertheless. */
  readonly added: readonly string[];
}

export function compareExport(input: ExportInput): ExportDifferences {
  const { wanted, record, find, terraformFiles } = input;
  const kinds = new Map<string, keyof ExportDifferences>();
  for (const path of new Set([...wanted.keys(), ...record.keys()])) {
    const kind = kindOf(path, find(path), input);
    if (kind !== undefined) kinds.set(path, kind);
  }
  for (const path of terraformFiles)
    if (!wanted.has(path) && !record.has(path)) kinds.set(path, "added");
  const of = (kind: keyof ExportDifferences): string[] =>
    sorted([...kinds].filter(([, each]) => each === kind).map(([path]) => path));
  return {
    missing: of("missing"),
    outdated: of("outdated"),
    leftOver: of("leftOver"),
    edited: of("edited"),
    inTheWay: of("inTheWay"),
    blocked: of("blocked"),
    added: of("added"),
  };
}

function kindOf(
  path: string,
  found: Found,
  { wanted, record }: Pick<ExportInput, "wanted" | "record">,
): keyof ExportDifferences | undefined {
  const text = wanted.get(path);
  if (found === "nothing") return text === undefined ? undefined : "missing";
  if (found === "no-file") return "blocked";
  if (text !== undefined && digest(text) === found) return undefined;
  const known = record.get(path);
  if (known === undefined) return "inTheWay";
  if (!known.includes(found)) return "edited";
  return text === undefined ? "leftOver" : "outdated";
}
