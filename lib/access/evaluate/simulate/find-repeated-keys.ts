/**
 * JSON paths of keys that an object has twice. JSON.parse keeps the last of them in silence, and with the first a
 * condition may go; AWS refuses such a policy: "individual elements must not contain multiple instances of the same key".
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 *
 * @param text valid JSON
 */
export function findRepeatedKeys(text: string): readonly string[] {
  const found: string[] = [];
  const open: Level[] = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text)) {
    const [token] = match;
    const level = open.at(-1);
    if (token === "{") open.push({ keys: new Set(), key: "", index: 0 });
    else if (token === "[") open.push({ keys: undefined, key: "", index: 0 });
    else if (token === "}" || token === "]") open.pop();
    else if (token === ",") {
      if (level !== undefined) level.index += 1;
    } else if (token.endsWith(":") && level?.keys !== undefined) {
      level.key = JSON.parse(token.slice(0, -1).trimEnd()) as string;
      if (level.keys.has(level.key)) found.push(pathOf(open));
      level.keys.add(level.key);
    }
  }
  return found;
}

interface Level {
  /** Undefined for a list. */
  readonly keys: Set<string> | undefined;
  key: string;
  index: number;
}

/** Brackets, commas, and texts with the colon that makes them a key; all the rest is skipped. */
const TOKEN = /[{}[\],]|"(?:[^"\\]|\\.)*"(?:\s*:)?/g;

function pathOf(open: readonly Level[]): string {
  const steps = open.map(({ keys, key, index }) => {
    if (keys === undefined) return `[${index}]`;
    return /^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
  });
  return `$${steps.join("")}`;
}
