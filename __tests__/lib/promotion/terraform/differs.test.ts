import { differs } from "../../../../lib/promotion/terraform/differs";

test.each([
  [{ tags: null }, { tags: {} }],
  [
    { policy: null, name: "a" },
    { name: "a", policy: "" },
  ],
  [
    { list: null, nested: [{ a: null }] },
    { list: [], nested: [{ a: "" }] },
  ],
  [
    { a: 1, b: 2 },
    { b: 2, a: 1 },
  ],
  [null, {}],
])("%j and %j are the same", (before, after) => {
  expect(differs(before, after)).toBe(false);
  expect(differs(after, before)).toBe(false);
});

test.each([
  [{ name: "a" }, { name: "b" }],
  [{ name: "a" }, { name: "" }],
  [{ enabled: true }, { enabled: false }],
  [{ enabled: null }, { enabled: false }],
  [{ count: null }, { count: 0 }],
  [{ tags: {} }, { tags: { owner: "somebody" } }],
  [{ list: ["a", "b"] }, { list: ["b", "a"] }],
  [{ list: ["a"] }, { list: ["a", ""] }],
  [{ id: "a" }, null],
])("%j and %j are not", (before, after) => {
  expect(differs(before, after)).toBe(true);
  expect(differs(after, before)).toBe(true);
});
