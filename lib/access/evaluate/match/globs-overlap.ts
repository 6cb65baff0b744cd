import type { GlobToken } from "./glob";

/** Whether some text matches both patterns. */
export function globsOverlap(a: readonly GlobToken[], b: readonly GlobToken[]): boolean {
  const left = spread(a);
  const right = spread(b);
  // reached[j]: the start of `left` read so far and the first j symbols of `right` have a text in common.
  let reached = right.map((_, index) => right.slice(0, index).every(isAny));
  reached.push(right.every(isAny));
  for (const symbol of left) {
    const next = new Array<boolean>(right.length + 1).fill(false);
    next[0] = isAny(symbol) && reached[0] === true;
    for (let index = 1; index <= right.length; index += 1) {
      const other = right[index - 1];
      next[index] =
        ((isAny(symbol) || isAny(other)) &&
          (reached[index] === true || next[index - 1] === true)) ||
        (reached[index - 1] === true && meets(symbol, other));
    }
    reached = next;
  }
  return reached[right.length] === true;
}

/** Undefined is any one character; a `*` is a symbol of its own, which no character equals. */
type Letter = string | undefined | typeof ANY;

const ANY: unique symbol = Symbol("any run of characters");

function spread(tokens: readonly GlobToken[]): Letter[] {
  return tokens.flatMap((token): Letter[] => {
    if (token.kind === "any") return [ANY];
    return token.kind === "one" ? [undefined] : token.text.split("");
  });
}

function isAny(symbol: Letter): boolean {
  return symbol === ANY;
}

function meets(a: Letter, b: Letter): boolean {
  return isAny(a) || isAny(b) || a === undefined || b === undefined || a === b;
}
