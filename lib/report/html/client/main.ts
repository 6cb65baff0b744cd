import type { ReportData } from "../data/report-data";
import { EVERYTHING } from "../view/view-state";
import { connectFilters } from "./filters";
import { connectGraph } from "./graph";
import { Grid } from "./grid";
import { PageState } from "./page-state";
import { Panel } from "./panel";
import { connectStatements } from "./statements";
import { connectTheme } from "./theme";
import { byId } from "./to-dom";
import { connectWhoCan } from "./who-can";

const data = JSON.parse(byId("data").textContent) as ReportData;
document.documentElement.classList.add("scripted");
connectTheme();
const state = new PageState(EVERYTHING);
const grid = new Grid(data, state);
connectFilters(state, grid);
connectWhoCan(data, state);
const panel = new Panel(data, state, () => {
  grid.focus();
});
connectStatements(panel);
connectGraph();

// What is closed on the screen is open on paper.
let before = state.current;
addEventListener("beforeprint", () => {
  before = state.current;
  grid.openAll(true);
  for (const details of document.querySelectorAll<HTMLDetailsElement>(
    "details.check, details.finding",
  ))
    details.open = true;
});
addEventListener("afterprint", () => {
  state.change({ opened: before.opened, closed: before.closed });
});
