import type { ConfigPath } from "./config-path";
import type { ProblemCode } from "./problems/catalogue";

/** One thing wrong (or worth knowing) in the config, complete enough to act on without reading the source. */
export interface Problem {
  readonly code: ProblemCode;
  /** An error stops everything; a warning is shown and carried into the summary. */
  readonly severity: "error" | "warning";
  /** `file:line:column` of the offending key or value. */
  readonly at: string;
  /** The same place as a path, e.g. `pipelines.web.stages[2].accounts`. Empty for the file itself. */
  readonly path: string;
  /** What the config holds there, shortened; absent where nothing is there. */
  readonly got?: string;
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
}

/** A problem before it is given its place in the file. */
export interface Finding {
  readonly code: ProblemCode;
  /** @default "error" */
  readonly severity?: "error" | "warning";
  readonly path: ConfigPath;
  /** Point at the map key instead of its value. */
  readonly atKey?: boolean;
  /** @default the value found at `path` */
  readonly got?: string;
  readonly message: string;
  readonly fix: string;
}

/** Errors first, as they stand in the file, so that the first line printed is the first to mend. */
export function sortProblems(problems: readonly Problem[]): readonly Problem[] {
  return problems
    .map((problem) => ({
      problem,
      key: [
        Number(problem.severity === "warning"),
        ...placeOf(problem),
        problem.code,
        problem.path,
      ],
    }))
    .sort((a, b) => compare(a.key, b.key))
    .map(({ problem }) => problem);
}

function placeOf({ at }: Problem): [line: number, column: number] {
  const [line, column] = at.split(":").slice(-2).map(Number);
  return [line ?? 0, column ?? 0];
}

/** Part by part; text by code unit, so that the order doesn't depend on the machine's locale. */
function compare(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index] ?? left;
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}
