import type { AccessCell, AccessMatrix } from "./access-matrix";

/** What to look at; everything where nothing is named. */
export interface MatrixFilter {
  readonly persona?: readonly string[];
  readonly pipeline?: readonly string[];
  readonly account?: readonly string[];
  readonly capability?: readonly string[];
}

/** The part of a matrix that a filter names. */
export function filterMatrix(matrix: AccessMatrix, filter: MatrixFilter): AccessMatrix {
  const { persona, pipeline, account, capability } = filter;
  const subjects = matrix.subjects.filter(
    (subject) =>
      persona === undefined || persona.includes(subject.persona) || persona.includes(subject.id),
  );
  const ids = new Set(subjects.map(({ id }) => id));
  const isThere = ({ place }: AccessCell): boolean => {
    if (pipeline === undefined && account === undefined) return true;
    return place.kind === "account"
      ? (account ?? []).some((name) => name === place.account || name === place.accountId)
      : (pipeline ?? []).includes(place.pipeline);
  };
  const cells = matrix.cells.filter(
    (cell) =>
      ids.has(cell.subject) && (capability?.includes(cell.capability) ?? true) && isThere(cell),
  );
  return { ...matrix, subjects, cells };
}
