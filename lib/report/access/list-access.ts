import type { AccessCell, AccessMatrix } from "../../access/matrix/access-matrix";
import { placeName } from "../../access/matrix/compare-places";

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
] as const;

/** RFC 4180; a cell that a spreadsheet would take for a formula is quoted as text. */
export function accessCsv(matrix: AccessMatrix): string {
  const rows = listAccess(matrix).map((row) =>
    COLUMNS.map((column) => csvCell(String(row[column]))),
  );
  return [COLUMNS.join(","), ...rows.map((cells) => cells.join(","))].join("\r\n");
}

function csvCell(text: string): string {
  const plain = /^[=+\-@\t]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
