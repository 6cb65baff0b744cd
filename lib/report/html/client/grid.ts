import type { ReportData } from "../data/report-data";
import { gridBodies, gridHead } from "../view/access-grid";
import { type FilteredPlaces, filterPlaces, filterWords } from "../view/filter-places";
import type { ViewState } from "../view/view-state";
import { moveFocus } from "./grid-keys";
import type { PageState } from "./page-state";
import { byId, byIdAs, replaceContent } from "./to-dom";

/** The grid: shows what the view says, and lets keys and pointers choose in it. */
export class Grid {
  readonly #table = byIdAs("grid", HTMLTableElement);
  #filtered: FilteredPlaces;
  /** Row and column of the cell that Tab leads to. */
  #focus = { row: 0, column: 0 };

  constructor(
    private readonly data: ReportData,
    private readonly state: PageState,
  ) {
    this.#filtered = filterPlaces(data, state.current);
    // What a large platform's page brings along is a table to read only.
    this.#table.setAttribute("role", "grid");
    this.#show(state.current);
    this.#table.addEventListener("keydown", (event) => {
      this.#onKey(event);
    });
    this.#table.addEventListener("click", (event) => {
      if (!(event.target instanceof Element)) return;
      const chip = event.target.closest<HTMLElement>(".chip");
      this.#choose(event.target.closest("td, th"), chip?.dataset["capability"]);
    });
    state.onChange((view) => {
      this.#show(view);
    });
  }

  /** Back to where the reader was, after the panel. */
  focus(): void {
    this.#cellAt(this.#focus.row, this.#focus.column)?.focus();
  }

  get allOpen(): boolean {
    return this.#filtered.groups.every(({ open }) => open);
  }

  /** Opens all groups, or closes them. */
  openAll(open: boolean): void {
    const keys = this.#filtered.groups.map(({ group }) => group.key);
    this.state.change(open ? { opened: keys, closed: [] } : { opened: [], closed: keys });
  }

  #toggle(key: string): void {
    const { opened, closed } = this.state.current;
    const others = {
      opened: opened.filter((each) => each !== key),
      closed: closed.filter((each) => each !== key),
    };
    const isOpen = this.#filtered.groups.some(({ group, open }) => group.key === key && open);
    this.state.change(
      isOpen
        ? { ...others, closed: [...others.closed, key] }
        : { ...others, opened: [...others.opened, key] },
    );
  }

  #show(view: ViewState): void {
    const hadFocus = this.#table.contains(document.activeElement);
    this.#filtered = filterPlaces(this.data, view);
    replaceContent(this.#table, [
      gridHead(this.data, this.#filtered),
      ...gridBodies(this.data, this.#filtered),
    ]);
    byId("filter-status").textContent = filterWords(this.#filtered);
    this.#markSelected(view);
    const rows = this.#rows();
    this.#focus.row = Math.min(this.#focus.row, Math.max(0, rows.length - 1));
    this.#setTabStop();
    if (hadFocus) this.focus();
  }

  #markSelected({ selected }: ViewState): void {
    if (selected === undefined) return;
    const row = this.#table.querySelector(`tr[data-place="${CSS.escape(selected.place)}"]`);
    const cell = row?.querySelector(`td[data-name="${CSS.escape(selected.persona)}"]`);
    if (!(cell instanceof HTMLTableCellElement)) return;
    cell.setAttribute("aria-selected", "true");
    this.#focus = positionOf(cell, this.#rows());
  }

  #rows(): HTMLTableRowElement[] {
    return [...this.#table.querySelectorAll<HTMLTableRowElement>("tbody tr")];
  }

  #cellAt(row: number, column: number): HTMLTableCellElement | undefined {
    return this.#rows()[row]?.cells[column];
  }

  #setTabStop(): void {
    for (const cell of this.#table.querySelectorAll('[tabindex="0"]'))
      cell.setAttribute("tabindex", "-1");
    this.#cellAt(this.#focus.row, this.#focus.column)?.setAttribute("tabindex", "0");
  }

  #onKey(event: KeyboardEvent): void {
    if (!(event.target instanceof HTMLTableCellElement)) return;
    const rows = this.#rows();
    const from = positionOf(event.target, rows);
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.#focus = from;
      this.#choose(event.target);
      return;
    }
    const to = moveFocus(event, from, {
      rows: rows.length,
      columns: rows[from.row]?.cells.length ?? 1,
    });
    if (to === undefined) return;
    event.preventDefault();
    this.#focus = to;
    this.#setTabStop();
    this.focus();
  }

  #choose(cell: Element | null, capability?: string): void {
    if (!(cell instanceof HTMLTableCellElement) || cell.closest("thead") !== null) return;
    this.#focus = positionOf(cell, this.#rows());
    const group = cell.closest("tr")?.dataset["group"];
    const place = cell.closest("tr")?.dataset["place"];
    const persona = cell.dataset["name"];
    if (group !== undefined) this.#toggle(group);
    else if (place !== undefined && persona !== undefined)
      this.state.change({ selected: { persona, place, capability } });
  }
}

function positionOf(
  cell: HTMLTableCellElement,
  rows: readonly HTMLTableRowElement[],
): { row: number; column: number } {
  const row = cell.closest("tr");
  return { row: Math.max(0, row === null ? 0 : rows.indexOf(row)), column: cell.cellIndex };
}
