/** What several that are alike are called together; which they are must be said elsewhere. */
export function mergedLabel([first = "", ...others]: readonly string[]): string {
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}
