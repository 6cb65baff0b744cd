import { EVERYTHING, type ViewState } from "../view/view-state";
import type { Grid } from "./grid";
import type { PageState } from "./page-state";
import { byId, byIdAs } from "./to-dom";

/** Joins the filters to the view, both ways. */
export function connectFilters(state: PageState, grid: Grid): void {
  const text = byIdAs("filter-text", HTMLInputElement);
  const capability = byIdAs("filter-capability", HTMLSelectElement);
  const problems = byIdAs("filter-problems", HTMLInputElement);
  const personas = byIdAs("filter-personas", HTMLDetailsElement);
  const openAll = byId("filter-open");
  const boxes = [...personas.querySelectorAll("input")];

  text.addEventListener("input", () => {
    state.change({ text: text.value });
  });
  capability.addEventListener("change", () => {
    state.change({ capability: capability.value });
  });
  problems.addEventListener("change", () => {
    state.change({ onlyProblems: problems.checked });
  });
  personas.addEventListener("change", () => {
    const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
    state.change({ personas: chosen.length === boxes.length ? [] : chosen });
  });
  personas.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !personas.open) return;
    event.stopPropagation();
    personas.open = false;
    personas.querySelector("summary")?.focus();
  });
  document.addEventListener("click", (event) => {
    if (event.target instanceof Node && !personas.contains(event.target)) personas.open = false;
  });
  openAll.addEventListener("click", () => {
    grid.openAll(!grid.allOpen);
  });
  byId("filter-reset").addEventListener("click", () => {
    state.change(EVERYTHING);
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || isTyping(event.target)) return;
    event.preventDefault();
    text.focus();
    text.select();
  });

  const show = (view: ViewState): void => {
    if (text.value !== view.text) text.value = view.text;
    capability.value = view.capability;
    problems.checked = view.onlyProblems;
    for (const box of boxes)
      box.checked = view.personas.length === 0 || view.personas.includes(box.value);
    const count = view.personas.length;
    const summary = personas.querySelector("summary");
    if (summary !== null)
      summary.textContent = count === 0 ? "All personas" : `${count} of ${boxes.length} personas`;
    openAll.textContent = grid.allOpen ? "Close all" : "Open all";
  };
  state.onChange(show);
  show(state.current);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, select, textarea");
}
