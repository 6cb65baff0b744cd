import type { Platform } from "../../../../lib/model/platform";
import { compactGrants } from "../../../../lib/report/personas/compact-grants";
import { goldenWith, validPlatform } from "../../../support/platform-file";
import { RICH_TEXT } from "../rich-platform";

function inWords(platform: Platform, name: string): string[] {
  const persona = platform.personas.find((each) => each.name === name);
  if (persona === undefined) throw new Error(`there is no persona ${name}`);
  return compactGrants(platform, persona).map(({ may, where }) => `${may.join(", ")}: ${where}`);
}

async function inspectIn(accounts: unknown): Promise<string[]> {
  const grants = [{ capabilities: ["inspect"], accounts }];
  return inWords(
    await validPlatform(goldenWith({ path: ["personas", "auditor", "grants"], value: grants })),
    "auditor",
  );
}

async function viewOn(pipelines: unknown): Promise<string[]> {
  const grants = [{ capabilities: ["view"], pipelines }];
  return inWords(
    await validPlatform(goldenWith({ path: ["personas", "auditor", "grants"], value: grants })),
    "auditor",
  );
}

test("grants in the same place are said as one, a persona's own before what it extends", async () => {
  const platform = await validPlatform(RICH_TEXT);
  expect(inWords(platform, "platform-engineer")).toEqual([
    "view, start, stop, logs, edit: all pipelines",
  ]);
  expect(inWords(platform, "overseer")).toEqual([
    "audit: all accounts, tooling",
    "inspect: all accounts",
    "view: all pipelines",
  ]);
});

test("own-team is said in words, and capabilities of a team's own by their names", async () => {
  expect(inWords(await validPlatform(RICH_TEXT), "teammate")).toEqual([
    "view, start, retry: the own team's pipelines",
    "logs, read-reports: api",
    "inspect, read-metrics: 2 accounts: dev, staging",
  ]);
});

test("a stage that several pipelines have is theirs all, one that a single one has is named with it", async () => {
  expect(inWords(await validPlatform(RICH_TEXT), "release-manager")).toEqual([
    "view: all pipelines",
    "rollback, approve: staging of api and prod of all pipelines",
  ]);
});

test("an approver's gate says that it only closes", async () => {
  const closes = [{ capabilities: ["gate", "approve"], pipelines: { names: ["api"] } }];
  const platform = await validPlatform(
    goldenWith({ path: ["personas", "release-manager", "grants"], value: closes }),
  );
  expect(inWords(platform, "release-manager")).toEqual(["approve, gate (closes only): api"]);
  expect(inWords(await validPlatform(RICH_TEXT), "gatekeeper")[0]).toBe(
    "gate (closes only where it approves): prod of all pipelines",
  );
});

test.each([
  [{ names: ["api"] }, "view: api"],
  [{ teams: ["shop"] }, "view: 2 pipelines: api, web"],
  ["all", "view: all pipelines"],
])("pipelines: %j is %s", async (pipelines, text) => {
  expect(await viewOn(pipelines)).toEqual([text]);
});

test.each([
  [{ names: ["dev"] }, "inspect: dev"],
  [{ environments: ["dev", "prod"] }, "inspect: 2 accounts: dev, prod"],
  ["all", "inspect: all accounts"],
])("accounts: %j is %s", async (accounts, text) => {
  expect(await inspectIn(accounts)).toEqual([text]);
});

test("an environment with many accounts is said by its name, a part of it by the first names", async () => {
  const text = goldenWith(
    ...Array.from({ length: 9 }, (_, index) => ({
      path: ["accounts", `lab-${index + 1}`],
      value: { id: `30000000000${index + 1}`, environment: "dev", regions: ["eu-west-1"] },
    })),
    {
      path: ["personas", "auditor", "grants"],
      value: [
        { capabilities: ["inspect"], accounts: { environments: ["dev"] } },
        { capabilities: ["operate"], accounts: { environments: ["dev"], exclude: ["dev"] } },
      ],
    },
  );
  expect(inWords(await validPlatform(text), "auditor")).toEqual([
    "inspect: all dev accounts",
    "operate: 9 accounts: lab-1, lab-2, lab-3, lab-4, lab-5 and 4 more",
  ]);
});
