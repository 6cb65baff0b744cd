import fc from "fast-check";
import { globsMeet } from "../../../lib/model/globs-meet";
import { globsMeet as bySearch } from "../../support/glob";

test.each([
  ["role/*", "role/acme-api-deploy", true],
  ["role/acme-?pi-deploy", "role/acme-api-deploy", true],
  ["role/acme-?-deploy", "role/acme-api-deploy", false],
  ["role/web-*", "role/acme-*", false],
  ["*-deploy", "role/acme-*", true],
  ["", "*", true],
  ["", "?", false],
])("%j and %j: %s", (a, b, expected) => {
  expect(globsMeet(a, b)).toBe(expected);
  expect(globsMeet(b, a)).toBe(expected);
});

test("it finds what a search through all ways finds", () => {
  const glob = fc.string({ unit: fc.constantFrom("a", "b", "*"), maxLength: 8 });
  fc.assert(
    fc.property(glob, glob, (a, b) => globsMeet(a, b) === bySearch(a, b)),
    { numRuns: 2_000 },
  );
});
