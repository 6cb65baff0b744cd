import type { Holding, PlaceRow, ReportData, RowGroup } from "../data/report-data";
import { isProblem, stateOf } from "./chip";
import type { ViewState } from "./view-state";

/** What is left of the grid for a view. */
export interface FilteredPlaces {
  /** Numbers of the personas that have a column. */
  readonly columns: readonly number[];
  readonly groups: readonly FilteredGroup[];
  readonly places: number;
  readonly problems: number;
}

export interface FilteredGroup {
  readonly group: RowGroup;
  readonly open: boolean;
  readonly rows: readonly FilteredRow[];
}

export interface FilteredRow {
  readonly row: PlaceRow;
  /** What to show for each column. */
  readonly cells: readonly (readonly Holding[])[];
}

/** Above so many personas, only those have a column who hold something of what is shown. */
const MOST_COLUMNS = 24;

/** Above so many places, groups are closed until somebody opens them. */
const MOST_OPEN = 300;

export function filterPlaces(data: ReportData, view: ViewState): FilteredPlaces {
  const all = data.personas.map((_, index) => index);
  const chosen = all.filter((index) => isWanted(data.personas[index]?.name ?? "", view));
  const wanted = view.text.trim().toLowerCase();
  const narrowed = view.capability !== "" || view.onlyProblems;
  const matching = data.groups
    .map((group) => ({ group, rows: group.rows.filter((row) => matches(row, group, wanted)) }))
    .filter(({ rows }) => rows.length > 0);
  const shown = squaresShown(data, view);
  const cell = (row: PlaceRow, persona: number) => shown[squareOf(row, persona)] ?? NOTHING;
  const holds = (persona: number) =>
    matching.some(({ rows }) => rows.some((row) => cell(row, persona).length > 0));
  const columns = chosen.length <= MOST_COLUMNS ? chosen : chosen.filter(holds);
  const filtered = matching
    .map(({ group, rows: all }) => ({
      group,
      rows: all
        .map((row) => ({ row, cells: columns.map((column) => cell(row, column)) }))
        .filter(({ cells }) => !narrowed || cells.some((cell) => cell.length > 0)),
    }))
    .filter(({ rows }) => rows.length > 0);
  const places = filtered.reduce((sum, { rows }) => sum + rows.length, 0);
  const [opened, closed] = [new Set(view.opened), new Set(view.closed)];
  return {
    columns,
    groups: filtered.map(({ group, rows }) => ({
      group,
      rows,
      open: opened.has(group.key) || (places <= MOST_OPEN && !closed.has(group.key)),
    })),
    places,
    problems: filtered.reduce((sum, { rows }) => sum + countProblems(rows), 0),
  };
}

/** Everything that a persona was asked about at a place, also what is denied. */
export function holdingsAt(data: ReportData, row: PlaceRow, persona: number): Holding[] {
  return holdingsOf(data, data.squares[squareOf(row, persona)] ?? []);
}

function squareOf({ squares, usual }: PlaceRow, persona: number): number {
  return squares[persona] ?? usual;
}

function holdingsOf({ holdings }: ReportData, square: readonly number[]): Holding[] {
  return square.flatMap((number) => holdings[number] ?? []);
}

const NOTHING: readonly Holding[] = [];

/** What a view says, for whoever can't see it change. */
export function filterWords({ places, problems, columns }: FilteredPlaces): string {
  if (places === 0) return "No place matches.";
  return [
    `${places} ${places === 1 ? "place" : "places"}`,
    `${columns.length} ${columns.length === 1 ? "persona" : "personas"}`,
    problems === 0 ? "no problem" : `${problems} ${problems === 1 ? "problem" : "problems"}`,
  ].join(", ");
}

function isWanted(persona: string, { personas }: ViewState): boolean {
  return personas.length === 0 || personas.includes(persona);
}

function matches({ words, names }: PlaceRow, { title, note }: RowGroup, wanted: string): boolean {
  return (
    wanted === "" ||
    [words, title, note, ...names].some((text) => text.toLowerCase().includes(wanted))
  );
}

/** What a view leaves of each square: many places share one. */
function squaresShown(data: ReportData, view: ViewState): (readonly Holding[])[] {
  return data.squares.map((square) =>
    holdingsOf(data, square).filter(
      (holding) =>
        stateOf(holding) !== "denied" &&
        (view.capability === "" || holding.capability === view.capability) &&
        (!view.onlyProblems || isProblem(holding)),
    ),
  );
}

function countProblems(rows: readonly FilteredRow[]): number {
  return rows.reduce(
    (sum, { cells }) =>
      sum + cells.reduce((count, cell) => count + cell.filter(isProblem).length, 0),
    0,
  );
}
