/**
 * Texts that differ only by the place's own names are told apart by a mark for each name: a thousand accounts share one
 * explanation. The marks are private characters, which no text keeps.
 */
const MARKS = "\uE000\uE001\uE002\uE003\uE004\uE005\uE006\uE007";

/** The names of one place, and how they leave a text and come back. */
export class PlaceNames {
  readonly #pattern: RegExp | undefined;
  readonly #names: readonly string[];

  /** @param names no more than eight; an empty one is never found */
  constructor(names: readonly string[]) {
    this.#names = names;
    // The longest first: `checkout` is a part of `checkout-api`.
    const wanted = [...new Set(names)]
      .filter((name) => name !== "")
      .sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
    this.#pattern =
      wanted.length === 0
        ? undefined
        : new RegExp(`(?<![A-Za-z0-9])(?:${wanted.map(escape).join("|")})(?![A-Za-z0-9])`, "g");
  }

  /** With a mark for each name. */
  take(text: string): string {
    const clean = text.replace(/[\uE000-\uE007]/g, "\uFFFD");
    if (this.#pattern === undefined) return clean;
    return clean.replace(this.#pattern, (name) => MARKS.charAt(this.#names.indexOf(name)));
  }

  /** With the names again. */
  put(text: string): string {
    return text.replace(/[\uE000-\uE007]/g, (mark) => this.#names[MARKS.indexOf(mark)] ?? "\uFFFD");
  }
}

function escape(name: string): string {
  return name.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}
