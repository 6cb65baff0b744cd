import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { BundleContent } from "../../lib/promotion/bundle";
import { digest } from "../../lib/promotion/digest";
import { Refusal } from "../../lib/promotion/refusal";
import { findAtRevision } from "./source-revision";

/**
 * Whether the config here is the one of the bundle's commit: it also says who may approve.
 *
 * @throws Refusal where it isn't
 */
export function checkRevision(file: string, { revision, config }: BundleContent): void {
  const committed = findAtRevision(file, revision, basename(file));
  if (committed === undefined || digest(committed) !== config) {
    throw new Refusal(
      `${file} is not in revision ${revision.slice(0, 12)} as it was planned`,
      "find out who planned this, and plan again",
    );
  }
  if (digest(readFileSync(file)) === config) return;
  throw new Refusal(
    `${file} is not the one of revision ${revision.slice(0, 12)}`,
    `check that revision out: git checkout ${revision}`,
  );
}
