import { goldenWith, problemsOf } from "../../support/platform-file";

describe("the window of an emergency", () => {
  const glass = (from: string, until: string) =>
    problemsOf(
      "break-glass-window",
      goldenWith({
        path: ["personas", "emergency"],
        value: {
          description: "Repairs.",
          enabled: false,
          sessionDuration: "PT1H",
          grants: [{ capabilities: ["operate"], accounts: "all" }],
          breakGlass: { notify: ["security@example.com"], from, until },
        },
      }),
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
});

describe("groups of the directory", () => {
  const twice = (issuer: string, id: string) =>
    problemsOf(
      "duplicate-name",
      goldenWith(
        { path: ["groups", 0, "externalId"], value: { issuer: "idp", id: "42" } },
        { path: ["groups", 1, "externalId"], value: { issuer, id } },
      ),
    );

  test("are one where they have one id, whatever they are called here", async () => {
    expect(await twice("idp", "42")).toMatchObject([{ path: "groups[1].externalId" }]);
  });

  test("are two where the id or who gave it differs", async () => {
    expect([...(await twice("idp", "43")), ...(await twice("other", "42"))]).toEqual([]);
  });
});
