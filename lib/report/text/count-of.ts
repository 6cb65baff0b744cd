/** `1 pipeline`, `3 pipelines`, `1,204 pipelines`. */
export function countOf(number: number, noun: string): string {
  const written = number.toLocaleString("en-US");
  if (number === 1) return `${written} ${noun}`;
  return `${written} ${noun.endsWith("y") ? `${noun.slice(0, -1)}ies` : `${noun}s`}`;
}
