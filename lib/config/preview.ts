const MAX_LENGTH = 80;

/** A value as one short line for a message. Reads no more of it than it shows. */
export function preview(value: unknown): string {
  const text = show(value, MAX_LENGTH + 1);
  return printable(text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH - 3)}...` : text);
}

/**
 * Control and direction-changing characters written out, so that a file can't move the cursor or turn the text round in
 * the terminal of whoever reads a message about it.
 */
export function printable(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

function show(value: unknown, room: number): string {
  if (Array.isArray(value)) return enclose("[", value, (item, left) => show(item, left), "]", room);
  if (typeof value === "object" && value !== null) {
    const entry = ([key, inner]: [string, unknown], left: number) =>
      `${JSON.stringify(key)}:${show(inner, left)}`;
    return enclose("{", Object.entries(value), entry, "}", room);
  }
  if (typeof value === "string") return JSON.stringify(value.slice(0, room));
  return String(value);
}

function enclose<T>(
  start: string,
  items: readonly T[],
  text: (item: T, room: number) => string,
  end: string,
  room: number,
): string {
  let shown = start;
  for (const item of items) {
    if (shown.length >= room) return shown;
    shown += `${shown === start ? "" : ","}${text(item, room - shown.length)}`;
  }
  return shown + end;
}
