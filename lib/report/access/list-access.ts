import type { AccessCell, AccessMatrix } from "../../access/matrix/access-matrix";
import { placeName } from "../../access/matrix/compare-places";
import { csv } from "../text/csv";

/** A cell as a row of a table that other programs read. */
export interface AccessRow {
  readonly subject: string;
  readonly capability: string;
  readonly kind: string;
  readonly place: string;
  readonly effect: string;
  readonly intended: boolean;
  /** What it hangs on, or which actions it lacks. */
  readonly because: string;
  /** The last day on which it is intended, such as 2027-01-31; empty where it has no end. */
  readonly until: string;
}

export function listAccess({ cells }: AccessMatrix): AccessRow[] {
  return cells.map((cell) => ({
    subject: cell.subject,
    capability: cell.capability,
    kind: cell.place.kind,
    place: placeName(cell.place),
    effect: cell.effect.kind,
    intended: cell.intended,
    because: because(cell),
    until: cell.lastDay ?? "",
  }));
}

function because({ effect }: AccessCell): string {
  if (effect.kind === "conditional") return effect.when;
  return effect.kind === "partial" ? `lacks ${effect.lacks.join(", ")}` : "";
}

const COLUMNS = [
  "subject",
  "capability",
  "kind",
  "place",
  "effect",
  "intended",
  "because",
  "until",
] as const;

/** A row for each cell, under the names of its columns. */
export function accessCsv(matrix: AccessMatrix): string {
  const rows = listAccess(matrix).map((row) => COLUMNS.map((column) => String(row[column])));
  return csv([COLUMNS, ...rows]);
}
