export const PASS_ROLE = "iam:PassRole";

/** Whether an action, as somebody wrote it, is the one that hands a role to a service. */
export function isPassRole(action: string): boolean {
  return action.toLowerCase() === PASS_ROLE.toLowerCase();
}
