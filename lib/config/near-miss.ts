import { distance } from "fastest-levenshtein";

/** The known word closest to `word`, if it is close enough to be a slip; ties go to the first in order. */
export function findNearMiss(word: string, known: Iterable<string>): string | undefined {
  const lower = word.toLowerCase();
  const limit = Math.max(1, Math.floor(word.length / 3));
  let best: { word: string; distance: number } | undefined;
  for (const candidate of known) {
    const steps = slips(lower, candidate.toLowerCase());
    if (steps <= limit && (best === undefined || steps < best.distance)) {
      best = { word: candidate, distance: steps };
    }
  }
  if (best) return best.word;
  if (word.length < 3) return undefined;
  const prefixed = [...known].filter((candidate) => candidate.toLowerCase().startsWith(lower));
  return prefixed.length === 1 ? prefixed[0] : undefined;
}

/** Letters to change, add or leave out; two that are swapped are one slip. */
function slips(word: string, candidate: string): number {
  const at = word.split("").findIndex((letter, index) => letter !== candidate[index]);
  const swapped = word.slice(0, at) + (word[at + 1] ?? "") + (word[at] ?? "") + word.slice(at + 2);
  return at !== -1 && swapped === candidate ? 1 : distance(word, candidate);
}

/** So many known words are listed; of more, the first and how many there are. */
const MOST = 12;

/**
 * `did you mean "prod"? known: dev, staging, prod`
 *
 * @param most how many are listed where none is near
 */
export function suggest(word: string, known: Iterable<string>, most = MOST): string {
  const names = [...known];
  const nearest = findNearMiss(word, names);
  const room = nearest === undefined ? most : MOST;
  const shown =
    names.slice(0, room).join(", ") + (names.length > room ? `, … (${names.length})` : "");
  const list = names.length === 0 ? "none is defined" : `known: ${shown}`;
  return nearest === undefined ? list : `did you mean "${nearest}"? ${list}`;
}
