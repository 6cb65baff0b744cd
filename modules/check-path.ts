/**
 * Refuses a path that IAM would refuse.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-names
 */
export function checkPath(what: string, path: string): void {
  if (/^\/([!-~]+\/)?$/.test(path)) return;
  throw new Error(
    `${what} has the path "${path}": a path begins and ends with a slash, as "/people/" does`,
  );
}
