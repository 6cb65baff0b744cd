/** Why AWS would not take a policy, and where. */
export interface PolicyProblem {
  /** JSON path, such as `$.Statement[2].Effect`. */
  readonly path: string;
  readonly message: string;
  /** What is there, shortened; absent where nothing is. */
  readonly got?: string;
}

/** Collects problems, as one seldom comes alone. */
export class Problems {
  readonly found: PolicyProblem[] = [];

  add(path: string, message: string, value?: unknown): void {
    const got = value === undefined ? undefined : shorten(value);
    this.found.push(got === undefined ? { path, message } : { path, message, got });
  }
}

/** `$.Statement[0]["aws:SourceIp"]`: a step down that any key survives. */
export function childPath(path: string, key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
}

function shorten(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  const text = JSON.stringify(value);
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}

const MOST_SHOWN = 60;
