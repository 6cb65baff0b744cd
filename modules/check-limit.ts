/** Refuses at synth what AWS would refuse in the middle of an apply, and says which thing it is. */
export function checkLimit(what: string, size: number, limit: number, unit: string): void {
  if (size > limit) throw new Error(`${what} has ${size} ${unit}; AWS takes ${limit}`);
}
