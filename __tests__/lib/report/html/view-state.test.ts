import fc from "fast-check";
import {
  EVERYTHING,
  type ViewState,
  printViewState,
  readViewState,
} from "../../../../lib/report/html/view/view-state";

const word = fc.string({ minLength: 1, unit: "grapheme" });

const anyState: fc.Arbitrary<ViewState> = fc.record(
  {
    personas: fc.array(word),
    capability: fc.string(),
    text: fc.string(),
    onlyProblems: fc.boolean(),
    opened: fc.array(word),
    closed: fc.array(word),
    selected: fc.record({
      persona: word,
      place: word,
      capability: fc.option(word, { nil: undefined }),
    }),
    question: fc.record({ capability: word, place: word }),
  },
  { requiredKeys: ["personas", "capability", "text", "onlyProblems", "opened", "closed"] },
);

test("a link brings back the view that it was made of", () => {
  fc.assert(
    fc.property(anyState, (state) => {
      const link = printViewState(state);
      const read = link === "" ? EVERYTHING : readViewState(link);
      expect(JSON.parse(JSON.stringify(read))).toEqual(JSON.parse(JSON.stringify(state)));
    }),
  );
});

test("all of it needs no link", () => {
  expect(printViewState(EVERYTHING)).toBe("");
  expect(readViewState("")).toEqual(EVERYTHING);
});

test("the name of a part of the page is no view", () => {
  expect(readViewState("proof")).toBeUndefined();
});

test("whatever stands in a link, it is read or refused", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const read = readViewState(text);
      expect(read === undefined || Array.isArray(read.personas)).toBe(true);
    }),
  );
});
