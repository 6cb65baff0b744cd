import { createAsk } from "../../lib/access/world/ask";
import { computeMatrix } from "../../lib/access/matrix/compute-matrix";
import { diffLocks } from "../../lib/access/lock/diff-locks";
import { currentLock } from "../../lib/report/access/current-lock";
import type { BundleContent } from "../../lib/promotion/bundle";
import { readTerraform } from "../load-world";
import { readEarlier } from "../lock-file";
import type { OpenPromotion } from "./open-promotion";

/** Who gains and loses what against the revision that a wave runs now; undefined where that one had no lock file. */
export function accessChange(
  { file, platform, folder }: OpenPromotion,
  revision: string,
): BundleContent["access"] {
  const earlier = readEarlier(revision, file);
  if (earlier.kind === "none") return undefined;
  const world = readTerraform({ kind: "folder", folder });
  const matrix = computeMatrix({ platform, world, ask: createAsk(world) });
  return {
    against: revision,
    changes: diffLocks(earlier.lock, currentLock(platform, matrix)).map((change) => ({
      ...change,
      given: [...change.given],
      taken: [...change.taken],
    })),
  };
}
