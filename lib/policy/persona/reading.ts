/** A service's actions that only read, by the verbs they begin with: patterns such as `s3:Get*`. */
export function reading(service: string, ...verbs: readonly string[]): string[] {
  return beginning(service, verbs);
}

/**
 * A service's actions that change something, where NotAction can't say so since they have no resources of their own: by
 * as few letters as tell them from the verbs of reading, so that most of what AWS adds later is caught as well.
 */
export function changing(service: string, ...beginnings: readonly string[]): string[] {
  return beginning(service, beginnings);
}

function beginning(service: string, starts: readonly string[]): string[] {
  return starts.map((start) => `${service}:${start}*`);
}
