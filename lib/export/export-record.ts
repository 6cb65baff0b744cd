import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { byKey } from "../model/order";
import { DIGEST, digest, type Digest } from "../promotion/digest";

/** Says which files of a folder are of an export, so that no others are touched. */
export const RECORD = ".gatehouse-export.json";

/**
 * Digests by path. A path has two while an export is at work: of what is there, and of what comes. One that is killed
 * then leaves no file that the next one takes for somebody's edit.
 */
export type ExportRecord = ReadonlyMap<string, readonly Digest[]>;

const sha256 = z
  .string()
  .regex(DIGEST)
  .transform((text) => text as Digest);
const CONTENT = z.object({
  files: z.record(
    z.string().refine((path) => !path.split("/").includes("..") && !path.startsWith("/")),
    z.array(sha256),
  ),
});

/** Undefined where there is none, and "unreadable" where it says nothing, such as after a merge with conflicts. */
export function readRecord(folder: string): ExportRecord | "unreadable" | undefined {
  const file = join(folder, RECORD);
  if (!existsSync(file)) return undefined;
  try {
    return new Map(Object.entries(CONTENT.parse(JSON.parse(readFileSync(file, "utf8"))).files));
  } catch {
    return "unreadable";
  }
}

export function recordOf(files: ReadonlyMap<string, string>): ExportRecord {
  return new Map([...files].map(([path, text]) => [path, [digest(text)]]));
}

/** Both, for while files of the one are replaced by those of the other. */
export function bothRecords(before: ExportRecord, after: ExportRecord): ExportRecord {
  const paths = [...new Set([...before.keys(), ...after.keys()])];
  return new Map(
    paths.map((path) => [
      path,
      [...new Set([...(before.get(path) ?? []), ...(after.get(path) ?? [])])],
    ]),
  );
}

export function recordText(record: ExportRecord): string {
  return `${JSON.stringify({ files: byKey(Object.fromEntries(record)) }, null, 2)}\n`;
}
