import type { Holding } from "../../../../lib/report/html/data/report-data";
import { textOf } from "../../../../lib/report/html/element/element";
import { chip, isProblem, stateOf } from "../../../../lib/report/html/view/chip";
import { squareName } from "../../../../lib/report/html/view/square";

function holding(given: Partial<Holding> = {}): Holding {
  return {
    capability: "start",
    kind: "runs",
    effect: "allowed",
    intended: true,
    teams: [],
    detail: "",
    explanation: -1,
    ...given,
  };
}

test("a square says who may do what where, and whether it was meant", () => {
  expect(squareName("developer", "pipeline checkout-api", [holding()])).toBe(
    "developer may start on pipeline checkout-api: allowed, intended",
  );
});

test("a square names what is alike together, and what isn't apart", () => {
  const holdings = [
    holding({ capability: "view" }),
    holding(),
    holding({ capability: "edit", intended: false }),
    holding({ capability: "logs", effect: "denied" }),
  ];
  expect(squareName("developer", "pipeline web", holdings)).toBe(
    "developer may view, start on pipeline web: allowed, intended; edit: allowed, not intended; logs: denied, though intended",
  );
});

test("an empty square says so", () => {
  expect(squareName("tester", "stage dev of web", [])).toBe(
    "tester may do nothing on stage dev of web",
  );
});

test.each([
  [{}, "held", false, "start"],
  [{ effect: "conditional" }, "conditional", false, "?start"],
  [{ effect: "partial" }, "partial", true, "◐startin part"],
  [{ effect: "denied" }, "missing", true, "✗startmissing"],
  [{ intended: false }, "excess", true, "!startexcess"],
  [{ effect: "conditional", intended: false }, "excess", true, "!startexcess"],
  [{ effect: "denied", intended: false }, "denied", false, "–start"],
] as const)(
  "%j is %s, and its text alone tells it from the others",
  (given, state, problem, text) => {
    const held = holding(given);
    expect(stateOf(held)).toBe(state);
    expect(isProblem(held)).toBe(problem);
    expect(textOf(chip(held))).toBe(text);
  },
);

test("what only some of a persona's people have names their teams, or counts them", () => {
  expect(textOf(chip(holding({ teams: ["data", "no team"] })))).toBe(
    "start (team data, without a team)",
  );
  expect(textOf(chip(holding({ teams: ["a", "b", "c"] })))).toBe("start (3 teams)");
});
