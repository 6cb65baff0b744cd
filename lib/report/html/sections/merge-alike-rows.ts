import { groupBy } from "../data/group-by";
import { listNames } from "../../text/list-names";
import type { FilteredGroup, FilteredPlaces, FilteredRow } from "../view/filter-places";

/**
 * For a page without a script that would be too long: pipelines that everybody has the same rights on are one group, and
 * so are accounts of an environment. All of it is still said, in fewer rows.
 */
export function mergeAlikeRows(places: FilteredPlaces): FilteredPlaces {
  const groups = groupBy(places.groups, ({ group, rows }) =>
    group.key.startsWith("pipeline/")
      ? JSON.stringify(rows.map((row) => [row.row.label, heldIn(row)]))
      : group.key,
  );
  return { ...places, groups: [...groups.values()].flatMap(mergeGroups) };
}

function mergeGroups(alike: readonly FilteredGroup[]): FilteredGroup[] {
  const [first] = alike;
  if (first === undefined) return [];
  const title = listNames(alike.map(({ group }) => group.title));
  const note = alike.length === 1 ? first.group.note : `${alike.length} pipelines, all alike`;
  return [{ group: { ...first.group, title, note }, open: true, rows: mergeRows(first, title) }];
}

function mergeRows({ group, rows }: FilteredGroup, title: string): FilteredRow[] {
  if (group.key.startsWith("pipeline/"))
    return rows.map(({ row, cells }) => ({
      row: { ...row, words: `${row.label} of ${title}` },
      cells,
    }));
  return [...groupBy(rows, heldIn).values()].flatMap((alike): FilteredRow[] => {
    const [first] = alike;
    if (first === undefined) return [];
    if (alike.length === 1) return [first];
    const label = listNames(alike.map(({ row }) => row.label));
    return [{ ...first, row: { ...first.row, label, words: `accounts ${label}`, names: [] } }];
  });
}

/** What shows in a row; why it is so may differ. */
function heldIn({ cells }: FilteredRow): string {
  return JSON.stringify(
    cells.map((cell) =>
      cell.map(({ capability, effect, intended, teams }) => [capability, effect, intended, teams]),
    ),
  );
}
