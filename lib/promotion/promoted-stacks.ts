import type { Platform } from "../model/platform";
import { findManagedBackend, WORKSPACES_STACK } from "../model/workspaces";

/**
 * What `gatehouse bootstrap` applies is left out. The stack that makes the workspaces is their owners': the token that
 * confirms runs needs no right to change who else may. And what makes the roles that promotions run as could be
 * promoted as none of these.
 */
export function promotedStacks<T extends { readonly name: string }>(
  platform: Pick<Platform, "backend" | "bootstrap">,
  stacks: readonly T[],
): readonly T[] {
  const makesWorkspaces = findManagedBackend(platform) !== undefined;
  const makesRoles = platform.bootstrap !== undefined;
  return stacks.filter(
    ({ name }) =>
      !(makesWorkspaces && name === WORKSPACES_STACK) &&
      !(makesRoles && name.startsWith("bootstrap-")),
  );
}
