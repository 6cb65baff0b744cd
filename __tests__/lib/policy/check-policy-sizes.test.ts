import type { Setting } from "../../../lib/config/problems/catalogue-entry";
import { measurePolicies } from "../../../lib/policy/policy-inventory";
import { manyPipelines, numbered } from "../../support/many-pipelines";
import { goldenWith, problemsIn, problemsOf, validPlatform } from "../../support/platform-file";

/** Names that no pattern covers, so that a persona's policy spills over. */
const MIXED = numbered("shop", 120).map(
  (name, index) => `${index % 2 === 0 ? "a" : "b"}${index}-${name}`,
);

const spilling = manyPipelines({ shop: MIXED }, [
  {
    capabilities: ["view", "start", "stop", "logs"],
    pipelines: { names: MIXED.filter((_, index) => index % 3 !== 0) },
  },
]);

test("what spilled over is filled on purpose, and no warning", async () => {
  const overflow = measurePolicies(await validPlatform(spilling)).filter(
    ({ name, size, limit }) => name.startsWith("policy acme-people-busy") && size > limit * 0.8,
  );
  expect(overflow.length).toBeGreaterThan(0);
  const warned = await problemsOf("policy-nearly-full", spilling);
  expect(warned.filter(({ path }) => path.startsWith("personas"))).toEqual([]);
});

test("too many managed policies are told as a number, with the remedy that helps", async () => {
  const named = (count: number) => Array.from({ length: count }, (_, index) => `policy-${index}`);
  const attached = (key: string, count: number): Setting => ({
    path: ["personas", "auditor", key],
    value: named(count),
  });
  const problems = await problemsIn(
    goldenWith(attached("managedPolicies", 6), attached("customerManagedPolicies", 5)),
  );
  expect(problems.filter(({ severity }) => severity === "error")).toMatchObject([
    {
      code: "policy-too-large",
      path: "personas.auditor",
      message: "the number of policies of persona auditor is 11, and AWS allows 10",
      fix: expect.stringMatching(
        /^name fewer managedPolicies and customerManagedPolicies/,
      ) as unknown,
    },
  ]);
});
