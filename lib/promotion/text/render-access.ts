import { renderChanges } from "../../report/access/render-changes";
import type { BundleContent } from "../bundle";
import { shortDigest } from "../digest";

/** Who gains and loses what access by a bundle, in lines. */
export function renderAccess(access: BundleContent["access"], width: number): string[] {
  return access === undefined
    ? ["Access: there is nothing reviewed to compare it with; see gatehouse access."]
    : [`Access, against ${shortDigest(access.against)}:`, renderChanges(access.changes, width)];
}
