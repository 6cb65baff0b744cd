/** What is wrong with a JSON text, and where. */
export interface JsonFault {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/**
 * The first thing that is wrong with a JSON text, or undefined. `JSON.parse` doesn't always say where, and takes the last
 * of two entries with one name without a word.
 */
export function findJsonFault(text: string): JsonFault | undefined {
  try {
    new Scanner(text).scan();
    return undefined;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const before = text.slice(0, error.offset).split("\n");
    return {
      message: error.message,
      line: before.length,
      column: (before.at(-1)?.length ?? 0) + 1,
    };
  }
}

class Fault extends Error {
  constructor(
    readonly offset: number,
    message: string,
  ) {
    super(message);
  }
}

const SPACE = /[ \t\n\r]*/y;
/** What stands in a string as it is: all but control characters, quotes and backslashes. */
const PLAIN = /[ !#-[\]-\uffff]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** Far deeper than anything that is meant, and shallow enough to go through by recursion. */
const DEEPEST = 100;

class Scanner {
  private at = 0;

  constructor(private readonly text: string) {}

  scan(): void {
    this.value(0);
    if (this.next() !== undefined) throw this.fault("there is more after the end");
  }

  private value(depth: number): void {
    if (depth > DEEPEST) throw this.fault("this is nested too deeply");
    switch (this.next()) {
      case "{":
        this.list("}", "a name in double quotes", this.entries(depth));
        return;
      case "[":
        this.list("]", "a value", () => this.value(depth + 1));
        return;
      default:
        if ((this.string() ?? this.take(SCALAR)) === undefined) throw this.missing("a value");
    }
  }

  /** What stands between brackets, with commas in between. */
  private list(end: "}" | "]", what: string, item: () => void): void {
    this.at++;
    if (this.skip(end)) return;
    do {
      // A comma at the end is the commonest slip.
      if (this.next() === end) throw this.missing(what);
      item();
    } while (this.skip(","));
    if (!this.skip(end)) throw this.missing(`a comma or ${end}`);
  }

  private entries(depth: number): () => void {
    const names = new Set<string>();
    return () => {
      this.next();
      const start = this.at;
      const written = this.string();
      if (written === undefined) throw this.missing("a name in double quotes");
      const name = JSON.parse(written) as string;
      if (names.has(name)) throw new Fault(start, `${written} is there twice`);
      names.add(name);
      if (!this.skip(":")) throw this.missing("a colon");
      this.value(depth + 1);
    };
  }

  /** A string as it is written, if one begins here. Piece by piece: one pattern for all of it overflows. */
  private string(): string | undefined {
    const start = this.at;
    if (this.text[start] !== '"') return undefined;
    this.at++;
    do this.take(PLAIN);
    while (this.take(ESCAPE) !== undefined);
    if (this.text[this.at] !== '"') {
      throw this.fault(
        this.text[this.at] === undefined
          ? "the text ends within a string"
          : "this can't stand in a string",
      );
    }
    this.at++;
    return this.text.slice(start, this.at);
  }

  /** The next character that is no white space. */
  private next(): string | undefined {
    this.take(SPACE);
    return this.text[this.at];
  }

  private skip(character: string): boolean {
    const isNext = this.next() === character;
    if (isNext) this.at++;
    return isNext;
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  private missing(what: string): Fault {
    return this.fault(
      this.next() === undefined
        ? `the text ends where ${what} should be`
        : `${what} should be here`,
    );
  }

  private fault(message: string): Fault {
    return new Fault(this.at, message);
  }
}
