import type { Setting } from "../../../lib/config/problems/catalogue-entry";
import { loadPlatform } from "../../../lib/model/load-platform";
import { GOLDEN_TEXT, goldenWith, problemsOf, validPlatform } from "../../support/platform-file";

const GRANT = { capabilities: ["logs"], pipelines: "all" };
const given = (more: object): Setting => ({
  path: ["personas", "developer", "grants", 2],
  value: { ...GRANT, ...more },
});

/** Problems about ends as they are told on a day. */
async function toldOn(day: string, ...settings: readonly Setting[]) {
  const loaded = await loadPlatform("platform.yaml", Buffer.from(goldenWith(...settings)), {
    now: new Date(day),
  });
  const problems = loaded.kind === "invalid" ? loaded.problems : loaded.warnings;
  return problems.filter(({ code }) => /^access-|^invalid-date/.test(code));
}

test.each([
  ["15 days before", "2027-01-16T00:00:00Z", undefined],
  ["14 days before", "2027-01-17T00:00:00Z", /2027-01-31 \(UTC\), in 14 days: OPS-1, Slow builds$/],
  ["a day before, at night", "2027-01-30T23:59:59Z", /, in 1 day:/],
  ["on the last day", "2027-01-31T00:00:00Z", /, which is today:/],
  ["in its last second", "2027-01-31T23:59:59Z", /, which is today:/],
])("a grant is told %s as a warning, if at all", async (_, now, message) => {
  const grant = given({ expires: "2027-01-31", reason: "Slow builds", ticket: "OPS-1" });
  const problems = await toldOn(now, grant);
  expect(problems).toHaveLength(message === undefined ? 0 : 1);
  for (const problem of problems) {
    expect(problem).toMatchObject({
      code: "access-ends-soon",
      severity: "warning",
      path: "personas.developer.grants[2].expires",
      got: '"2027-01-31"',
      message: expect.stringMatching(message ?? /^$/) as string,
    });
  }
});

test("from the next second on it is an error that says what to do", async () => {
  const [problem, ...others] = await toldOn(
    "2027-02-01T00:00:00Z",
    given({ expires: "2027-01-31", ticket: "OPS-1" }),
  );
  expect(others).toEqual([]);
  expect(problem).toMatchObject({
    code: "access-expired",
    severity: "error",
    message: 'the grant of logs to "developer" ended with 2027-01-31 (UTC): OPS-1',
    fix: "remove the grant, or give it for longer by a later date",
  });
});

const GLASS = {
  description: "Repairs.",
  enabled: false,
  sessionDuration: "PT1H",
  grants: [{ capabilities: ["operate"], accounts: "all" }],
  breakGlass: { notify: ["security@example.com"], expires: "2027-01-31", ticket: "SEC-9" },
};

test.each([
  [
    "a persona of a group",
    { path: ["groups", 0, "personas"], value: [{ persona: "developer", expires: "2027-01-31" }] },
    'persona "developer" of group "Developers" ended with 2027-01-31 (UTC)',
    "groups[0].personas[0].expires",
  ],
  [
    "a member",
    { path: ["groups", 0, "members"], value: ["ada", { user: "bob", expires: "2027-01-31" }] },
    'the membership of "bob" in group "Developers" ended with 2027-01-31 (UTC)',
    "groups[0].members[1].expires",
  ],
  [
    "a break-glass persona",
    { path: ["personas", "emergency"], value: GLASS },
    'what keeps "emergency" ready for emergencies ended with 2027-01-31 (UTC): SEC-9',
    "personas.emergency.breakGlass.expires",
  ],
] as const)("%s ends in the same way", async (_, setting, message, path) => {
  expect(await toldOn("2027-01-01T00:00:00Z", setting)).toEqual([]);
  expect(await toldOn("2027-01-20T00:00:00Z", setting)).toMatchObject([
    { code: "access-ends-soon", path },
  ]);
  expect(await toldOn("2027-03-01T00:00:00Z", setting)).toMatchObject([
    { code: "access-expired", path, message },
  ]);
});

test("without a day nothing is over, whatever the clock says", async () => {
  const text = goldenWith(given({ expires: "2020-01-31" }));
  const loaded = await loadPlatform("platform.yaml", Buffer.from(text));
  expect(loaded).toMatchObject({ kind: "valid", warnings: [] });
});

test.each(["2027-01-31", '"2027-01-31"', "'2027-01-31'", "!!str 2027-01-31"])(
  "%s is a date, quoted or not",
  async (written) => {
    const text = GOLDEN_TEXT.replace(
      "        pipelines: { teams: [shop] }\n",
      `        pipelines: { teams: [shop] }\n        expires: ${written}\n`,
    );
    const { personas } = await validPlatform(text);
    expect(
      personas.flatMap(({ grants }) => grants.flatMap(({ term }) => term?.expires ?? [])),
    ).toEqual(["2027-01-31"]);
  },
);

test.each([
  "2027-02-29",
  "2027-04-31",
  "2027-1-31",
  "31.01.2027",
  "2027-01-31T18:00:00Z",
  "1999-12-31",
  "2027-13-01",
])("%s is no date", async (expires) => {
  const [problem, ...others] = await problemsOf("invalid-date", goldenWith(given({ expires })));
  expect(others).toEqual([]);
  expect(problem).toMatchObject({
    path: "personas.developer.grants[2].expires",
    at: expect.stringMatching(/^platform\.yaml:\d+:\d+$/) as string,
    fix: expect.stringMatching(/^write a da[ty].*2027-/) as string,
  });
});

test("29 February of a leap year is a date", async () => {
  expect(await problemsOf("invalid-date", goldenWith(given({ expires: "2028-02-29" })))).toEqual(
    [],
  );
});

test("expiresInPolicy without a date is refused", async () => {
  const text = goldenWith(given({ expiresInPolicy: true }));
  expect(await problemsOf("missing-field", text)).toMatchObject([
    { path: "personas.developer.grants[2].expiresInPolicy", fix: expect.anything() as string },
  ]);
});

test("members and personas that end count in every check like the others", async () => {
  const twice: readonly Setting[] = [
    {
      path: ["groups", 0, "members"],
      value: [{ user: "ada", expires: "2027-01-31" }],
    },
    { path: ["groups", 1, "members"], value: ["Ada"] },
  ];
  expect(await problemsOf("duty-conflict", goldenWith(...twice))).toMatchObject([
    { got: "ada", path: "groups[1].members[0]" },
  ]);
  const unknown = { path: ["groups", 0, "personas"], value: [{ persona: "develper" }] };
  expect(await problemsOf("unknown-persona", goldenWith(unknown))).toMatchObject([
    { path: "groups[0].personas[0]" },
  ]);
});

test("a group keeps until when and why beside its names", async () => {
  const { groups } = await validPlatform(
    goldenWith(
      {
        path: ["groups", 0, "members"],
        value: [{ user: "bob", expires: "2027-01-31", reason: "Helps out." }, "ada"],
      },
      { path: ["groups", 0, "personas"], value: [{ persona: "developer", ticket: "OPS-1" }] },
    ),
  );
  expect(groups.find(({ name }) => name === "Developers")).toMatchObject({
    personas: ["developer"],
    members: ["ada", "bob"],
    terms: [
      { of: "member", name: "bob", expires: "2027-01-31", reason: "Helps out." },
      { of: "persona", name: "developer", ticket: "OPS-1" },
    ],
  });
});

describe("an emergency's window", () => {
  const open = (breakGlass: object, grant: object = {}): Setting => ({
    path: ["personas", "emergency"],
    value: {
      ...GLASS,
      grants: [{ ...GLASS.grants[0], ...grant }],
      breakGlass: {
        notify: ["security@example.com"],
        from: "2027-01-31T20:00:00Z",
        until: "2027-02-01T00:00:00Z",
        reason: "INC-1",
        ...breakGlass,
      },
    },
  });

  test("may last to the end of the day by which the persona is reviewed, and no longer", async () => {
    const at = (expires: string) => problemsOf("break-glass-window", goldenWith(open({ expires })));
    expect(await at("2027-01-31")).toEqual([]);
    expect(await at("2027-01-30")).toMatchObject([{ path: "personas.emergency.breakGlass.until" }]);
  });

  test("does not open when a grant is over by its policy", async () => {
    const at = (expires: string) =>
      problemsOf("break-glass-window", goldenWith(open({}, { expires, expiresInPolicy: true })));
    expect(await at("2027-01-31")).toEqual([]);
    expect(await at("2027-01-30")).toMatchObject([
      { path: "personas.emergency.grants[0].expires" },
    ]);
  });
});
