import type { Setting } from "../../../lib/config/problems/catalogue-entry";
import { loadPlatform } from "../../../lib/model/load-platform";
import { goldenWith, problemsIn, problemsOf } from "../../support/platform-file";

const NOTIFY = { notify: ["security@example.com"] };
const OPERATE = { capabilities: ["operate"], accounts: "all" };
const START = { capabilities: ["start"], pipelines: "all" };
const WINDOW = {
  ...NOTIFY,
  from: "2027-01-31T08:00:00Z",
  until: "2027-01-31T18:00:00Z",
  reason: "INC-1",
};

/** A persona for emergencies, closed unless it is said to be open. */
function emergency(more: object = {}): Setting {
  return {
    path: ["personas", "emergency"],
    value: {
      description: "Repairs.",
      enabled: false,
      sessionDuration: "PT1H",
      grants: [OPERATE],
      breakGlass: NOTIFY,
      ...more,
    },
  };
}

const codesIn = async (...settings: Setting[]) =>
  (await problemsIn(goldenWith(...settings))).map(({ code }) => code);

describe("the window of an emergency", () => {
  const glass = (from: string, until: string) =>
    problemsOf(
      "break-glass-window",
      goldenWith(emergency({ breakGlass: { ...NOTIFY, from, until } })),
    );

  test.each([
    ["2027-02-30T01:00:00Z", "2027-02-30T05:00:00Z"],
    ["2027-02-29T01:00:00Z", "2027-02-29T05:00:00Z"],
    ["2027-02-28T24:00:00Z", "2027-02-28T24:00:00Z"],
  ])("has no time that does not exist: %s", async (from, until) => {
    const problems = await glass(from, until);
    expect(problems.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        "personas.emergency.breakGlass.from",
        "personas.emergency.breakGlass.until",
      ]),
    );
  });

  test.each([
    ["2028-02-29T01:00:00Z", "2028-02-29T05:00:00Z"],
    ["2027-12-31T23:59:59Z", "2028-01-01T00:00:00Z"],
  ])("may have any that does: %s", async (from, until) => {
    expect(await glass(from, until)).toEqual([]);
  });

  test.each([
    ["a faulty time", { breakGlass: { ...WINDOW, from: "soon" } }, ["invalid-format"]],
    ["nobody to tell", { breakGlass: { from: "2027-01-31T08:00:00Z" } }, ["missing-field"]],
    ["text in place of a map", { breakGlass: "yes" }, ["wrong-type"]],
    ["a faulty duration", { sessionDuration: "1h" }, ["invalid-session-duration"]],
    ["neither on nor off", { enabled: "maybe" }, ["wrong-type"]],
  ])("is not judged where it can't be read: %s", async (_what, more, codes) => {
    const errors = (await problemsIn(goldenWith(emergency(more)))).filter(
      ({ severity }) => severity === "error",
    );
    expect(errors.map(({ code }) => code)).toEqual(codes);
  });
});

describe("a window that is over", () => {
  const text = goldenWith(emergency({ enabled: true, breakGlass: WINDOW }), {
    path: ["groups", 0, "personas"],
    value: ["developer", "emergency"],
  });
  const at = async (now: string | undefined) => {
    const loaded = await loadPlatform("platform.yaml", Buffer.from(text), {
      now: now === undefined ? undefined : new Date(now),
    });
    return loaded.kind === "valid" ? loaded.warnings : loaded.problems;
  };

  test("is told from its end on, with what to do", async () => {
    expect(await at("2027-01-31T17:59:59Z")).toEqual([]);
    expect(await at("2027-01-31T18:00:00Z")).toMatchObject([
      {
        code: "break-glass-over",
        severity: "warning",
        path: "personas.emergency.breakGlass.until",
        message: 'the window of "emergency" ended at 2027-01-31T18:00:00Z; close it',
      },
    ]);
  });

  test("is not told where no time was given, so that nothing written depends on the clock", async () => {
    expect(await at(undefined)).toEqual([]);
  });
});

describe("a persona for emergencies that is closed", () => {
  const editing: Setting = {
    path: ["separationOfDuties"],
    value: [
      {
        name: "editors-do-not-operate",
        description: "Kept apart.",
        holder: ["edit"],
        mustNotHold: ["operate"],
      },
    ],
  };
  const group = (name: string, personas: string[], members: string[]): Setting[] => [
    { path: ["groups", 4], value: { name, personas, source: "created", members } },
    { path: ["groups", 2, "members"], value: ["ada", "linus"] },
  ];
  const emergencies = (...members: string[]) => group("Emergency", ["emergency"], members);

  test("is told what opening it will break: somebody in two groups", async () => {
    const problems = await problemsIn(goldenWith(editing, emergency(), ...emergencies("Ada")));
    expect(problems).toMatchObject([
      {
        code: "break-glass-conflict",
        severity: "warning",
        path: "groups[4].members[0]",
        message:
          'opening emergency will conflict: "ada" may edit pipeline "api" as platform-engineer (group "Platform Team") and operate in its accounts as emergency (group "Emergency"), against the rule "editors-do-not-operate": Kept apart.',
        fix: 'take "ada" out of one of the two groups',
      },
    ]);
  });

  test("is not told of others, or of itself where nothing meets", async () => {
    expect(await codesIn(editing, emergency(), ...emergencies("grace"))).toEqual([]);
    expect(await codesIn(emergency(), ...emergencies("ada"))).toEqual([]);
  });

  test("is told of a group that would unite two personas, and of its own grants", async () => {
    const both = group("Both", ["emergency", "release-manager"], []);
    expect(await codesIn(emergency({ grants: [START] }), ...both)).toEqual([
      "break-glass-conflict",
    ]);
    const own = [START, { capabilities: ["approve"], pipelines: { names: ["queues"] } }];
    const problems = await problemsIn(goldenWith(emergency({ grants: own })));
    expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(["break-glass-conflict"]));
  });

  test("is an error, and told as one, as soon as it is open", async () => {
    const open = emergency({ enabled: true, breakGlass: WINDOW });
    expect(await codesIn(editing, open, ...emergencies("ada"))).toEqual(["duty-conflict"]);
  });
});

describe("what is for emergencies", () => {
  test("is not passed on to a persona that has no window", async () => {
    const extended: Setting = { path: ["personas", "developer", "extends"], value: ["emergency"] };
    expect(await problemsIn(goldenWith(emergency(), extended))).toMatchObject([
      {
        code: "break-glass-extended",
        severity: "error",
        path: "personas.developer.extends[0]",
      },
    ]);
  });

  test("is told once of a chain, where the window is lost", async () => {
    expect(
      await codesIn(
        emergency(),
        { path: ["personas", "auditor", "extends"], value: ["emergency"] },
        { path: ["personas", "developer", "extends"], value: ["auditor"] },
      ),
    ).toEqual(["break-glass-extended"]);
  });

  test("may be passed on to another persona for emergencies", async () => {
    const other = { ...emergency({ extends: ["emergency"] }), path: ["personas", "rescue"] };
    expect(await codesIn(emergency(), other)).toEqual([]);
  });
});
