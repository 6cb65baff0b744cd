import { basename, dirname, relative, resolve } from "node:path";
import { withLocalState } from "../../lib/export/export-files";
import { type ExportRecord, readRecord, RECORD } from "../../lib/export/export-record";
import type { ExportFolder } from "../../lib/export/export-folder";
import { listNames } from "../../lib/report/text/list-names";
import { outputFolder } from "../output-folder";
import { UserError } from "../user-error";

/**
 * What an earlier export left in a folder.
 *
 * @throws UserError where the folder is used for something else
 */
export function checkPlace(folder: ExportFolder, overwrite: boolean): ExportRecord {
  const record = readRecord(folder.path);
  if (record === "unreadable") {
    if (overwrite) return new Map();
    throw new UserError(
      `${folder.path}/${RECORD} can't be read, so nobody knows which files there are an export's`,
      "bring it back from git; or let --overwrite write all files anew",
    );
  }
  const content = folder.content();
  if (record !== undefined || content.length === 0) return record ?? new Map();
  throw new UserError(
    `${folder.path} holds something else than an export: ${listNames(content)}`,
    "name a folder that is empty or not there yet, such as terraform",
  );
}

/**
 * A path of local state leads from the stack's folder up to where the folder of all stacks is. An export beside that
 * one finds the same state; anywhere else it would begin new ones.
 *
 * @throws UserError where state would not be found
 */
export function checkLocalState(folder: string, files: ReadonlyMap<string, string>): void {
  const stacks = withLocalState(files);
  const project = dirname(resolve(outputFolder(undefined)));
  if (stacks.length === 0 || dirname(resolve(folder)) === project) return;
  const place = relative(process.cwd(), project);
  throw new UserError(
    `${listNames(stacks)} ${stacks.length === 1 ? "keeps its" : "keep their"} state in files, which would not be found from ${folder}`,
    `keep state in s3 or cloud (docs/backends.md says how to move it), or export to ${place === "" ? "" : `${place}/`}${basename(resolve(folder))}`,
  );
}
