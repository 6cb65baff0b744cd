/** Whether some text matches both patterns as IAM reads them: `*` is any run of characters, `?` any one. */
export function globsMeet(a: string, b: string): boolean {
  if (a === b || a === "*" || b === "*") return true;
  if (startsDiffer(a, b)) return false;
  let row = step(undefined, "", b);
  for (const letter of a) row = step(row, letter, b);
  return row[b.length] === true;
}

/** Settles most pairs at once. */
function startsDiffer(a: string, b: string): boolean {
  for (let index = 0; index < Math.min(a.length, b.length); index += 1) {
    const one = a.charAt(index);
    const other = b.charAt(index);
    if ("*?".includes(one) || "*?".includes(other)) return false;
    if (one !== other) return true;
  }
  return false;
}

/** For each length of `b`'s start, whether it meets what there is of `a`; `before` is the same with a letter less. */
function step(before: readonly boolean[] | undefined, letter: string, b: string): boolean[] {
  const row: boolean[] = [];
  for (let length = 0; length <= b.length; length += 1) {
    const other = b[length - 1];
    const shorter = length > 0 && row[length - 1] === true;
    if (before === undefined) {
      row.push(length === 0 || (other === "*" && shorter));
      continue;
    }
    const both = length > 0 && before[length - 1] === true;
    row.push(
      (letter === "*" && (before[length] === true || shorter)) ||
        (other === "*" && (before[length] === true || shorter)) ||
        (both && (letter === other || letter === "?" || other === "?")),
    );
  }
  return row;
}
