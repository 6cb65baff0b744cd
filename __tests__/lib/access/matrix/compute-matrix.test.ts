import { computeMatrix } from "../../../../lib/access/matrix/compute-matrix";
import { cellTexts, generatedWorld } from "../../../support/generated-world";
import { ACCOUNTS, INTENT, everyStage } from "../../../support/shipped-intent";
import { SHIPPED, synthFile, WITHOUT_IDENTITY_CENTER } from "../../../support/synth-platform";
import { SHIPPED_TEXT } from "../../../support/platform-file";
import { synthPlatform } from "../../../support/synth-platform";

const APPROVED = /^approve /;

/** The intent that stands in the table, written as cells; closed break-glass has none. */
function meantCells(): string[] {
  return Object.entries(INTENT)
    .filter(([persona]) => persona !== "break-glass")
    .flatMap(([persona, { pipelines, accounts }]) =>
      [
        ...Object.entries(pipelines).flatMap(([ability, places]) =>
          places.map((place) => `${ability === "open" ? "gate-open" : ability} ${place}`),
        ),
        ...Object.entries(accounts).flatMap(([capability, names]) =>
          names.map((name) => `${capability} ${name}`),
        ),
      ].map((cell) => `${persona} ${APPROVED.test(cell) ? `${cell}/approve` : cell}`),
    );
}

test("the shipped policies give exactly what the table by hand means, cell by cell", async () => {
  const matrix = computeMatrix(generatedWorld(await synthFile(SHIPPED)));
  expect(cellTexts(matrix).sort()).toEqual(meantCells().sort());
  expect(matrix.decisions).toBeGreaterThan(1_000);
});

test("every persona is a subject, with a role in each account that it reaches and its groups", async () => {
  const { subjects } = computeMatrix(generatedWorld(await synthFile(SHIPPED)));
  expect(subjects.map(({ id }) => id)).toEqual(Object.keys(INTENT).sort());
  const auditor = subjects.find(({ id }) => id === "auditor");
  expect(auditor?.groups).toEqual(["Auditors"]);
  expect(auditor?.roles.map(({ accountId }) => accountId).sort()).toEqual(
    Object.keys(ACCOUNTS).sort(),
  );
  expect(subjects.find(({ id }) => id === "break-glass")?.roles).toEqual([]);
});

test("break-glass that is open has within its window what the table means", async () => {
  const open = SHIPPED_TEXT.replace(
    "    enabled: false\n    sessionDuration: PT1H",
    "    sessionDuration: PT1H",
  )
    .replace(
      "      notify: [security@example.com]",
      '      from: "2027-01-31T01:00:00Z"\n      until: "2027-01-31T05:00:00Z"\n      reason: INC-1\n      notify: [security@example.com]',
    )
    .replace("groups:\n", "groups:\n  - { name: Emergency, personas: [break-glass] }\n");
  const matrix = computeMatrix(generatedWorld(await synthPlatform(open)));
  const own = cellTexts(matrix).filter((cell) => cell.startsWith("break-glass "));
  const { pipelines, accounts } = INTENT["break-glass"] ?? { pipelines: {}, accounts: {} };
  expect(own.sort()).toEqual(
    [
      ...Object.entries(pipelines).flatMap(([ability, places]) =>
        places.map((place) => `break-glass ${ability} ${place}`),
      ),
      ...Object.entries(accounts).flatMap(([capability, names]) =>
        names.map((name) => `break-glass ${capability} ${name}`),
      ),
    ].sort(),
  );
});

test("without Identity Center, where roles stand in each account, it is the same by hand", async () => {
  const both = ["booking", "timetable"];
  const stages = ["booking/build", "booking/prod", "booking/source", "booking/staging"];
  const matrix = computeMatrix(generatedWorld(await synthFile(WITHOUT_IDENTITY_CENTER)));
  expect(cellTexts(matrix).sort()).toEqual(
    [
      ...["view", "start", "logs"].flatMap((each) => both.map((one) => `developer ${each} ${one}`)),
      ...[...stages, "timetable/build", "timetable/source"].map((at) => `developer retry ${at}`),
      "developer inspect booking-staging",
      "developer read-alarms booking-staging",
      ...both.map((one) => `harbour-master view ${one}`),
      "harbour-master approve booking/prod/approve",
      "harbour-master rollback booking/prod",
      ...["view", "logs"].flatMap((each) => both.map((one) => `watch ${each} ${one}`)),
      "watch inspect booking-prod",
      "watch operate booking-prod",
      "watch read-alarms booking-prod",
    ].sort(),
  );
});

test("cells are sorted and the same each time, and no stage is forgotten", async () => {
  const synthesized = await synthFile(SHIPPED);
  const first = computeMatrix(generatedWorld(synthesized));
  expect(computeMatrix(generatedWorld(synthesized))).toEqual(first);
  const subjects = first.cells.map(({ subject }) => subject);
  expect(subjects).toEqual([...subjects].sort());
  const retried = cellTexts(first).filter((cell) => cell.startsWith("developer retry "));
  const shop = ["checkout-api", "design-system", "storefront"];
  expect(retried).toEqual(
    everyStage(shop)
      .sort()
      .map((at) => `developer retry ${at}`),
  );
});
