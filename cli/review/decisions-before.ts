import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Decision, readDecisions } from "../../lib/audit/review/decisions";
import { UserError } from "../user-error";

/** In the folder of a review. */
export const DECISIONS = "decisions.yaml";

/** What was decided so far: this review's own decisions win over those of the one before. */
export function decisionsBefore(out: string, previous: string | undefined): readonly Decision[] {
  if (previous !== undefined && !existsSync(join(previous, DECISIONS)))
    throw new UserError(
      `${previous} is no review: there is no ${DECISIONS} in it`,
      "name a folder that gatehouse review -o wrote",
    );
  const own = decisionsIn(out).filter(({ decision }) => decision !== null);
  return [...own, ...(previous === undefined ? [] : decisionsIn(previous))];
}

function decisionsIn(folder: string): readonly Decision[] {
  const file = join(folder, DECISIONS);
  if (!existsSync(file)) return [];
  const read = readDecisions(readFileSync(file, "utf8"));
  if (read.kind === "decisions") return read.decisions;
  throw new UserError(`${file} can't be read: ${read.why}`, "mend it, or take it away");
}
