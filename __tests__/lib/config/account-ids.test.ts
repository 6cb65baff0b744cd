import { problemsOf, problemsIn, textAt } from "../../support/platform-file";
import { GOLDEN_TEXT, validPlatform } from "../../support/platform-file";

/** The golden platform with the dev account's id written exactly like this. */
function withId(written: string): string {
  return GOLDEN_TEXT.replace('"200000000001"', written);
}

test.each([
  ["quoted twice", '"012345678901"'],
  ["quoted once", "'012345678901'"],
  ["tagged as text", "!!str 012345678901"],
  ["as a block", "|-\n      012345678901"],
])("twelve digits %s keep their leading zero", async (_name, written) => {
  const { accounts } = await validPlatform(withId(written));
  expect(accounts.find(({ name }) => name === "dev")?.id).toBe("012345678901");
});

test.each([
  ["twelve digits", "200000000001", '"200000000001"'],
  ["a leading zero that YAML would drop", "012345678901", '"012345678901"'],
  ["only digits that octal has too", "012345670123", '"012345670123"'],
  ["one zero lost before", "12345678901", '"012345678901"'],
  ["two zeros lost before", "1234567890", '"001234567890"'],
])("unquoted, %s: the fix is the id in quotes", async (_name, written, fix) => {
  const [problem] = await problemsIn(withId(written));
  expect(problem).toMatchObject({
    code: "account-id-not-text",
    path: "accounts.dev.id",
    got: written,
    fix: `put it in quotes: ${fix}`,
  });
});

test.each([
  ["too short to be an id with zeros lost", "123456789"],
  ["too long", "1234567890123"],
  ["octal", "0o22164062301"],
  ["hexadecimal", "0x2e90edd000"],
  ["in scientific notation", "2.0e11"],
  ["infinite", ".inf"],
  ["not a number", ".nan"],
  ["a truth value", "true"],
  ["negative", "-200000000001"],
])("unquoted and %s: no id is guessed", async (_name, written) => {
  const problems = await problemsIn(withId(written));
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({
    code: "account-id-not-text",
    got: written,
    fix: 'put all its 12 digits in quotes, as in "123456789012"',
  });
});

test.each([
  ["with the console's hyphens", "2000-0000-0001", '"200000000001"'],
  ["with spaces", '"2000 0000 0001"', '"200000000001"'],
  ["with underscores, which YAML 1.2 reads as text", "200_000_000_001", '"200000000001"'],
  ["without the zero that a spreadsheet dropped", '"12345678901"', '"012345678901"'],
])("text %s: the fix is the id that was meant", async (_name, written, meant) => {
  const [problem] = await problemsOf("invalid-account-id", withId(written));
  expect(problem?.fix).toMatch(new RegExp(`^did you mean ${meant}\\?`));
});

test.each([
  ["too short", '"123"'],
  ["too long", '"2000000000011"'],
  ["empty", '""'],
  ["with letters", "2000000000OI"],
  ["with digits of another script", '"２００００００００００１"'],
  ["an ARN", "arn:aws:iam::200000000001:root"],
])("text %s: the fix says what an id looks like", async (_name, written) => {
  const [problem] = await problemsOf("invalid-account-id", withId(written));
  expect(problem?.fix).toMatch(/^use the 12 digits/);
});

test("every place that holds an account id is told the same", async () => {
  const text = GOLDEN_TEXT.replaceAll(/"([0-9]{12})"/g, "$1").replace(
    "region: eu-west-1\n\nbackend",
    "region: eu-west-1\n  adminAccountId: 012345678901\n\nbackend",
  );
  const problems = await problemsOf("account-id-not-text", text);
  expect(problems.map(({ path }) => path)).toEqual([
    "organization.managementAccountId",
    "tooling.accountId",
    "logArchive.accountId",
    "accounts.dev.id",
    "accounts.staging.id",
    "accounts.prod.id",
    "identity.adminAccountId",
  ]);
  for (const problem of problems) expect(textAt(text, problem)).toMatch(/^[0-9]{12}$/);
});

test("an organization id that YAML reads as a number is not taken for an account's", async () => {
  const [problem] = await problemsIn(GOLDEN_TEXT.replace("o-a1b2c3d4e5", "123456789012"));
  expect(problem).toMatchObject({ code: "wrong-type", path: "organization.id" });
});

test("one account in two places is one too many, wherever they are", async () => {
  const text = GOLDEN_TEXT.replace('"200000000003"', '"100000000002"');
  const [problem] = await problemsOf("duplicate-account-id", text);
  expect(problem?.path).toBe("accounts.prod.id");
  expect(problem?.message).toContain("tooling.accountId");
});
