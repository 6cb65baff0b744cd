import fc from "fast-check";
import { stringify } from "yaml";
import { arbitraryPlatform } from "../support/arbitrary-platform";
import { iamFaults } from "../support/iam-rules";
import { platformFaults } from "../support/platform-rules";
import { policiesOf } from "../support/policies";
import { synthPlatform } from "../support/synth-platform";

/** Each run synthesises a platform of several stacks. */
const RUNS = { numRuns: 25 };

test("any valid platform synthesises, and keeps every rule that no config can loosen", async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryPlatform(), async (config) => {
      const synthesized = await synthPlatform(stringify(config));
      expect(platformFaults(synthesized)).toEqual([]);
      expect(await iamFaults(policiesOf(synthesized))).toEqual([]);
    }),
    RUNS,
  );
});

test("any valid platform gives the same bytes, however its config is ordered", async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryPlatform(), async (config) => {
      const { files } = await synthPlatform(stringify(config));
      expect((await synthPlatform(stringify(backwards(config)))).files).toEqual(files);
    }),
    { numRuns: 8 },
  );
});

/** All maps the other way round. */
function backwards(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(backwards);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [key, backwards(inner)] as const)
      .reverse(),
  );
}
