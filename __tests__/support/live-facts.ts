import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { World } from "../../lib/access/world/world";
import { compareProvisioned } from "../../lib/audit/compare/compare-provisioned";
import { liveWorld, provisionedRoles } from "../../lib/audit/live/live-world";
import { readPlatform } from "../../lib/audit/live/read-platform";
import { SnapshotFolder } from "../../lib/audit/live/snapshot-folder";
import type { OpenLab } from "./use-lab";
import { type Facts, worldFacts } from "./world-facts";

/** Of the organisation, and not of what is applied. */
const NOT_OURS = /role\/OrganizationAccountAccessRole$/;

/**
 * The facts of a world as they are in the accounts, but for what is not ours. Throws where Identity Center has not made
 * what a permission set says.
 *
 * @param expected whose accounts are read
 */
export async function liveFacts(
  { aws, platform }: Pick<OpenLab, "aws" | "platform">,
  expected: World,
): Promise<Facts> {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-live-"));
  try {
    const read = await readPlatform({
      platform,
      expected,
      folder: new SnapshotFolder(folder),
      inAccount: (accountId) => aws.inAccount(accountId, platform.tooling.homeRegion),
      atATime: 4,
      now: () => new Date(),
      tell: () => undefined,
    });
    if (read.kind === "unread") throw read.unread[0]?.error;
    const world = liveWorld(read);
    const [notMade] = compareProvisioned(world.roles, provisionedRoles(read.accounts));
    if (notMade !== undefined) throw new Error(`${notMade.thing}: ${notMade.message}`);
    const facts = Object.entries(worldFacts(world)).filter(([name]) => !NOT_OURS.test(name));
    return Object.fromEntries(facts);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
