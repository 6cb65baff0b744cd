/** Whether some text matches both patterns, in which `*` stands for any run of characters. */
export function globsMeet(a: string, b: string): boolean {
  const seen = new Set<number>();
  const visit = (i: number, j: number): boolean => {
    const key = i * (b.length + 1) + j;
    if (seen.has(key)) return false;
    seen.add(key);
    if (i === a.length && j === b.length) return true;
    if (a[i] === "*") return visit(i + 1, j) || (j < b.length && visit(i, j + 1));
    if (b[j] === "*") return visit(i, j + 1) || (i < a.length && visit(i + 1, j));
    return i < a.length && j < b.length && a[i] === b[j] && visit(i + 1, j + 1);
  };
  return visit(0, 0);
}
