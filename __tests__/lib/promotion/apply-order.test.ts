import { applyOrder } from "../../../lib/promotion/apply-order";

const stack = (name: string, ...dependencies: readonly string[]) => ({ name, dependencies });

test("a stack comes after all that it depends on, and no later than it must", () => {
  const stacks = [
    stack("d", "b", "c"),
    stack("c", "a"),
    stack("b"),
    stack("a", "elsewhere"),
    stack("e", "c"),
  ];
  const names = applyOrder(stacks).map((step) => step.map(({ name }) => name));
  expect(names).toEqual([["a", "b"], ["c"], ["d", "e"]]);
});

test("stacks that wait for each other are an error, and no endless loop", () => {
  expect(() => applyOrder([stack("a", "b"), stack("b", "a")])).toThrow("wait for each other: a, b");
});
