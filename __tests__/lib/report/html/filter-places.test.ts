import { buildReportData } from "../../../../lib/report/html/data/build-report-data";
import { ReasonStore } from "../../../../lib/report/html/data/reason-store";
import type { ReportData } from "../../../../lib/report/html/data/report-data";
import { filterPlaces, filterWords } from "../../../../lib/report/html/view/filter-places";
import { EVERYTHING, type ViewState } from "../../../../lib/report/html/view/view-state";
import { sampleReport } from "./sample-report";

let data: ReportData;
beforeAll(async () => {
  const input = await sampleReport();
  data = buildReportData(input, new ReasonStore(input));
});

function rowsFor(view: Partial<ViewState>): string[] {
  const { groups } = filterPlaces(data, { ...EVERYTHING, ...view });
  return groups.flatMap(({ rows }) => rows.map(({ row }) => row.key));
}

test("everything is every stage, approval and account, in the order in which changes run", () => {
  expect(rowsFor({})).toHaveLength(30);
  expect(rowsFor({ text: "checkout-api" })).toEqual([
    "checkout-api",
    "checkout-api/source",
    "checkout-api/dev",
    "checkout-api/staging",
    "checkout-api/staging/approve",
    "checkout-api/prod",
    "checkout-api/prod/approve",
  ]);
});

test("a place is found by its own name, its group's, its team or its account's number", () => {
  expect(rowsFor({ text: "  SHOP-dev " })).toEqual(["@shop-dev"]);
  expect(rowsFor({ text: "400000000001" })).toEqual(["@shop-dev"]);
  expect(rowsFor({ text: "team data" })).toContain("data-lake/prod");
  expect(rowsFor({ text: "tooling account" })).toEqual(["@tooling"]);
  expect(rowsFor({ text: "no such place" })).toEqual([]);
});

test("a capability leaves the places where somebody has it", () => {
  expect(rowsFor({ capability: "retry" })).toEqual(["checkout-api/staging"]);
});

test("only problems are what differs from what was meant", () => {
  const filtered = filterPlaces(data, { ...EVERYTHING, onlyProblems: true });
  expect(rowsFor({ onlyProblems: true })).toEqual(["checkout-api", "checkout-api/prod"]);
  expect(filtered.problems).toBe(3);
  expect(filterWords(filtered)).toBe("2 places, 7 personas, 3 problems");
});

test("personas that aren't chosen have no column", () => {
  const filtered = filterPlaces(data, { ...EVERYTHING, personas: ["auditor"] });
  expect(filtered.columns.map((index) => data.personas[index]?.name)).toEqual(["auditor"]);
  expect(filterWords(filtered)).toBe("30 places, 1 persona, no problem");
});

test("a group is open until it is closed, and closed until it is opened", () => {
  const closedGroups = (view: Partial<ViewState>) =>
    filterPlaces(data, { ...EVERYTHING, ...view })
      .groups.filter(({ open }) => !open)
      .map(({ group }) => group.key);
  expect(closedGroups({})).toEqual([]);
  expect(closedGroups({ closed: ["pipeline/storefront"] })).toEqual(["pipeline/storefront"]);
  expect(closedGroups({ opened: ["pipeline/storefront"] })).toEqual([]);
});

test("what only one team of a persona has says which, and what all have says nothing", () => {
  const all = data.holdings.filter(
    ({ capability, effect }) => capability === "start" && effect === "allowed",
  );
  expect(all.map(({ teams }) => teams)).toEqual([[], ["shop"]]);
  const stops = data.holdings.filter(
    ({ capability, effect }) => capability === "stop" && effect === "allowed",
  );
  expect(stops.map(({ teams }) => teams)).toEqual([[]]);
});
