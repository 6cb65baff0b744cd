import { computeMatrix } from "../../access/matrix/compute-matrix";
import { createAsk } from "../../access/world/ask";
import type { World } from "../../access/world/world";
import type { Platform } from "../../model/platform";
import { compareProvisioned } from "../compare/compare-provisioned";
import { compareWorlds } from "../compare/compare-worlds";
import { type LiveSnapshots, liveWorld, provisionedRoles } from "../live/live-world";
import { type AccessLine, accessFindings, effectiveAccess } from "./effective-access";
import { findStale } from "./find-stale";
import { outsiders } from "./outsiders";
import type { ReviewFinding } from "./review-finding";

export interface ReviewInput extends LiveSnapshots {
  readonly platform: Platform;
  /** What the config comes to. */
  readonly expected: World;
  readonly now: Date;
  readonly unusedDays: number;
}

/** What an access review finds: what is off, and who can do what today. */
export interface Review {
  /** In the order of what to look at: changes by hand, what follows from them, and what is stale. */
  readonly findings: readonly ReviewFinding[];
  readonly access: readonly AccessLine[];
  /** What of the accounts isn't judged, and what that means. */
  readonly unmodelled: World["unmodelled"];
}

export function reviewAccess(input: ReviewInput): Review {
  const { platform, expected, accounts, directory, now, unusedDays } = input;
  const live = liveWorld(input);
  const ask = createAsk(live);
  const matrix = computeMatrix({ platform, world: live, ask });
  const others = outsiders({ platform, expected, live, ask });
  const holders = {
    world: live,
    ...(directory === undefined ? {} : { directory }),
    toolingAccountId: platform.tooling.accountId,
  };
  return {
    findings: [
      ...compareWorlds(platform, expected, live),
      ...compareProvisioned(live.roles, provisionedRoles(accounts)),
      ...accessFindings(platform, matrix),
      ...findStale({
        platform,
        subjects: matrix.subjects,
        accounts,
        ...(directory === undefined ? {} : { directory }),
        now,
        unusedDays,
      }),
    ],
    access: [
      ...effectiveAccess(platform, matrix, holders),
      ...effectiveAccess(platform, others, holders),
    ],
    unmodelled: live.unmodelled,
  };
}
