import type { AccessLock } from "../../../access/lock/access-lock";
import { type AccessChange, diffLocks } from "../../../access/lock/diff-locks";
import type { AccessMatrix } from "../../../access/matrix/access-matrix";
import type { Platform } from "../../../model/platform";
import { currentLock } from "../../access/current-lock";
import type { ReportChanges } from "../report-input";
import type { ReportChange } from "../sections/changes-section";

/** What was reviewed before, and what it is called. */
export interface Earlier {
  readonly lock: AccessLock;
  /** Such as `origin/main`. */
  readonly name: string;
}

/** What is given and taken since then, by persona. */
export function reportChanges(
  { lock, name }: Earlier,
  platform: Platform,
  matrix: AccessMatrix,
): ReportChanges {
  const changes = diffLocks(lock, currentLock(platform, matrix));
  return {
    against: name,
    changes: changes.flatMap((change) => [
      ...changeOf(change, "gives", change.given),
      ...changeOf(change, "takes", change.taken),
    ]),
  };
}

function changeOf(
  { who, kind, capability = "" }: AccessChange,
  direction: ReportChange["kind"],
  items: readonly string[],
): ReportChange[] {
  if (items.length === 0) return [];
  const words = {
    access: `${capability} on`,
    capabilities: "actions of this capability:",
    groups: "to the people of",
    loosened: "loosened:",
  }[kind];
  return [{ persona: who, kind: direction, words: `${words} ${items.join(", ")}` }];
}
