const PREFIXES = ["codeconnections", "codestar-connections"] as const;

/**
 * The service was renamed, and a connection's actions have the prefix of its ARN; both where only AWS knows the ARN.
 * @see https://docs.aws.amazon.com/dtconsole/latest/userguide/rename.html
 */
export function connectionPrefixes(connectionArn: string | undefined): readonly string[] {
  const known = PREFIXES.filter((prefix) => connectionArn?.includes(`:${prefix}:`) === true);
  return known.length === 0 ? PREFIXES : known;
}
