import { goldenWith, problemsIn } from "../../support/platform-file";

const fixOf = async (path: (string | number)[], value: unknown) => {
  const [problem] = await problemsIn(goldenWith({ path, value }));
  return problem?.fix ?? "";
};

test.each<[string, (string | number)[], unknown]>([
  ["an approval without a value", ["pipelines", "api", "stages", 1, "approval"], null],
  ["an approval that is true", ["pipelines", "api", "stages", 1, "approval"], true],
  ["a retention that is a number", ["retention"], 90],
])("%s may be {}, and the advice to write that works", async (_what, path, value) => {
  expect(await fixOf(path, value)).toContain("or {} to take every default");
  expect(await problemsIn(goldenWith({ path, value: {} }))).toEqual([]);
});

test.each<[string, (string | number)[], unknown]>([
  ["identity", ["identity"], "none"],
  ["a backend", ["backend"], "s3"],
  ["an account selection", ["pipelines", "api", "stages", 0, "accounts"], "dev"],
  ["a source", ["pipelines", "api", "source"], null],
])("%s is not advised to be {}, which would be refused", async (_what, path, value) => {
  expect(await fixOf(path, value)).not.toContain("{}");
  expect((await problemsIn(goldenWith({ path, value: {} }))).length).toBeGreaterThan(0);
});
