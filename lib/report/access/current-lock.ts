import { type AccessLock, lockOf } from "../../access/lock/access-lock";
import type { AccessMatrix } from "../../access/matrix/access-matrix";
import type { Platform } from "../../model/platform";
import { loosenings } from "../personas/loosenings";

/** The lock as it would be written now, with what the config loosens. */
export function currentLock(platform: Platform, matrix: AccessMatrix): AccessLock {
  const loosened = Object.fromEntries(
    platform.personas
      .filter(({ enabled }) => enabled)
      .map((persona) => [persona.name, loosenings(platform, persona)] as const)
      .filter(([, found]) => found.length > 0),
  );
  return lockOf({ matrix, platform, loosened });
}
