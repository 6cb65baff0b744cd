/** A part of a pattern: text that stands for itself, any run of characters (`*`), or any one (`?`). */
export type GlobToken =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "any" }
  | { readonly kind: "one" };

/** What stands between two `*`: text in which some places take any character. */
interface Piece {
  readonly text: string;
  /** Places that take any character; most pieces have none. */
  readonly open: ReadonlySet<number> | undefined;
}

/**
 * A pattern in which `*` stands for any run of characters, none included, and `?` for exactly one. Prepared once, so
 * that matching is a few comparisons and no regular expression.
 */
export class Glob {
  readonly #pieces: readonly [Piece, ...Piece[]];
  readonly #least: number;
  /** The one text that matches, where the pattern has no wildcard. */
  readonly exact: string | undefined;

  constructor(readonly tokens: readonly GlobToken[]) {
    this.#pieces = toPieces(tokens);
    this.#least = this.#pieces.reduce((sum, { text }) => sum + text.length, 0);
    const [first] = this.#pieces;
    this.exact = this.#pieces.length === 1 && first.open === undefined ? first.text : undefined;
  }

  /** Whether some character is left open. */
  get hasWildcard(): boolean {
    return this.exact === undefined;
  }

  get hasOne(): boolean {
    return this.#pieces.some(({ open }) => open !== undefined);
  }

  matches(text: string): boolean {
    if (this.exact !== undefined) return this.exact === text;
    if (text.length < this.#least) return false;
    const pieces = this.#pieces;
    const [first] = pieces;
    if (pieces.length === 1) return text.length === first.text.length && fits(first, text, 0);
    const last = pieces[pieces.length - 1] ?? first;
    const end = text.length - last.text.length;
    if (!fits(first, text, 0) || !fits(last, text, end)) return false;
    let from = first.text.length;
    for (let index = 1; index < pieces.length - 1; index += 1) {
      const piece = pieces[index] ?? first;
      const at = find(piece, text, from, end);
      if (at === -1) return false;
      from = at + piece.text.length;
    }
    return from <= end;
  }
}

function toPieces(tokens: readonly GlobToken[]): [Piece, ...Piece[]] {
  const pieces: Piece[] = [];
  let text = "";
  let open: Set<number> | undefined;
  for (const token of tokens) {
    if (token.kind === "any") {
      pieces.push({ text, open });
      text = "";
      open = undefined;
    } else if (token.kind === "text") text += token.text;
    else {
      open ??= new Set();
      open.add(text.length);
      text += "?";
    }
  }
  const last: Piece = { text, open };
  const [first, ...rest] = pieces;
  return first === undefined ? [last] : [first, ...rest, last];
}

function fits({ text, open }: Piece, subject: string, at: number): boolean {
  if (open === undefined) return subject.startsWith(text, at);
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] !== subject[at + index] && !open.has(index)) return false;
  }
  return at + text.length <= subject.length;
}

/** The first place from `from` on where the piece fits and ends by `end`; -1 where there is none. */
function find(piece: Piece, subject: string, from: number, end: number): number {
  if (piece.open === undefined) {
    const at = subject.indexOf(piece.text, from);
    return at + piece.text.length <= end ? at : -1;
  }
  for (let at = from; at + piece.text.length <= end; at += 1) {
    if (fits(piece, subject, at)) return at;
  }
  return -1;
}
