/** What an average letter of a sans-serif font is wide, beside its size; a little more, as the font isn't known. */
const LETTER = 0.62;

/** About how wide a text is, in the picture's units. */
export function textWidth(text: string, size: number): number {
  return Math.ceil(Array.from(text).length * size * LETTER);
}

/** A text that fits, cut at its end if it must be. */
export function clipText(text: string, size: number, width: number): string {
  const most = Math.max(1, Math.floor(width / (size * LETTER)));
  const letters = Array.from(text);
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join("")}…`;
}
