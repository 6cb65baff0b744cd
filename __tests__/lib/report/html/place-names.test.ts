import fc from "fast-check";
import { PlaceNames } from "../../../../lib/report/html/data/place-names";

const text = fc.string({
  unit: fc.constantFrom("a", "b", "-", "/", ":", ".", "\uE000", "\uE003", "*", "(", "\\"),
});

test("a text loses a place's names and gets them back", () => {
  fc.assert(
    fc.property(text, fc.array(text, { maxLength: 5 }), (given, names) => {
      const clean = given.replace(/[\uE000-\uE007]/g, "\uFFFD");
      const own = names.map((name) => name.replace(/[\uE000-\uE007]/g, ""));
      const shared = new PlaceNames(own);
      expect(shared.put(shared.take(given))).toBe(clean);
    }),
  );
});

test("texts of two places are the same once their names are taken out", () => {
  const arn = (pipeline: string, stage: string) => `arn:aws:codepipeline:r:1:${pipeline}/${stage}`;
  const one = new PlaceNames(["checkout", "dev"]);
  const other = new PlaceNames(["checkout-api", "prod"]);
  expect(one.take(arn("checkout", "dev"))).toBe(other.take(arn("checkout-api", "prod")));
});

test("a name within a longer word is no name", () => {
  expect(new PlaceNames(["dev"]).take("developer")).toBe("developer");
  expect(new PlaceNames(["api", "api-web"]).take("api-web")).toBe("\uE001");
});
