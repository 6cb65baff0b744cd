/** A service's actions that only read, by the verbs they begin with: patterns such as `s3:Get*`. */
export function reading(service: string, ...verbs: readonly string[]): string[] {
  return verbs.map((verb) => `${service}:${verb}*`);
}
