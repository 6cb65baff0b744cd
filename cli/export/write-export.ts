import { mkdirSync, rmdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ExportDifferences } from "../../lib/export/compare-export";
import {
  bothRecords,
  type ExportRecord,
  RECORD,
  recordOf,
  recordText,
} from "../../lib/export/export-record";
import { writeError } from "../user-error";
import { writeAtomically } from "../write-atomically";

interface WriteProps {
  readonly folder: string;
  readonly files: ReadonlyMap<string, string>;
  /** Of the export that is there. */
  readonly record: ExportRecord;
  readonly differences: ExportDifferences;
}

interface Written {
  readonly written: readonly string[];
  readonly removed: readonly string[];
}

/**
 * Each file is replaced in one step, and the record says of both, the old one and the new one, that it is ours until all
 * are there: an export that is killed is gone on with by the next.
 */
export function writeExport({ folder, files, record, differences }: WriteProps): Written {
  const { missing, outdated, leftOver, edited, inTheWay } = differences;
  const written = [...missing, ...outdated, ...edited, ...inTheWay].filter((path) =>
    files.has(path),
  );
  const removed = [...leftOver, ...edited].filter((path) => !files.has(path));
  const after = recordOf(files);
  const write = (path: string, text: string): void => {
    makeFolder(dirname(join(folder, path)));
    writeAtomically(join(folder, path), text);
  };
  write(RECORD, recordText(bothRecords(record, after)));
  for (const path of written) write(path, files.get(path) ?? "");
  for (const path of removed) remove(folder, path);
  write(RECORD, recordText(after));
  return { written: written.sort(), removed: removed.sort() };
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw writeError(folder, error);
  }
}

/** With its folder, where nothing else is in that. */
function remove(folder: string, path: string): void {
  rmSync(join(folder, path), { force: true });
  try {
    rmdirSync(dirname(join(folder, path)));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ENOTEMPTY" && code !== "EEXIST") throw error;
  }
}
