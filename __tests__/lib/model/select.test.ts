import { isWithin, selectAccounts, selectPipelines, selectStages } from "../../../lib/model/select";
import type { AccountSelector } from "../../../lib/config/schema/selectors";

const ACCOUNTS: Parameters<typeof selectAccounts>[1] = [
  {
    name: "shop-dev",
    environment: "dev",
    ou: "Workloads/Dev",
    tags: { product: "shop", tier: "1" },
  },
  { name: "shop-prod", environment: "prod", ou: "Workloads/Prod/Eu", tags: { product: "shop" } },
  { name: "data-prod", environment: "prod", ou: "WorkloadsOld/Prod", tags: { product: "data" } },
  { name: "lab", environment: "dev", tags: {} },
];

test.each<[string, object, string[]]>([
  ["names: any of them", { names: ["lab", "shop-dev"] }, ["shop-dev", "lab"]],
  ["environments: any of them", { environments: ["prod"] }, ["shop-prod", "data-prod"]],
  [
    "an OU holds those below it, and not one whose name begins alike",
    { ous: ["Workloads"] },
    ["shop-dev", "shop-prod"],
  ],
  [
    "an OU by its whole path",
    { ous: ["Workloads/Dev", "WorkloadsOld/Prod"] },
    ["shop-dev", "data-prod"],
  ],
  ["one tag", { tags: { product: "shop" } }, ["shop-dev", "shop-prod"]],
  ["two tags: both", { tags: { product: "shop", tier: "1" } }, ["shop-dev"]],
  ["no tags: all", { tags: {} }, ["shop-dev", "shop-prod", "data-prod", "lab"]],
  [
    "two keys: both must match",
    { environments: ["prod"], tags: { product: "shop" } },
    ["shop-prod"],
  ],
  [
    "all keys at once",
    {
      names: ["shop-prod", "lab"],
      environments: ["prod"],
      ous: ["Workloads"],
      tags: { product: "shop" },
    },
    ["shop-prod"],
  ],
  ["keys that no account matches at once", { names: ["lab"], ous: ["Workloads"] }, []],
  [
    "exclude takes away what the rest selected",
    { environments: ["dev", "prod"], exclude: ["lab", "data-prod"] },
    ["shop-dev", "shop-prod"],
  ],
  ["exclude wins over names", { names: ["lab"], exclude: ["lab"] }, []],
])("accounts by %s", (_name, selector, expected) => {
  expect(selectAccounts(selector as AccountSelector, ACCOUNTS).map(({ name }) => name)).toEqual(
    expected,
  );
});

test("an account without an OU is in none", () => {
  expect(isWithin("Workloads", undefined)).toBe(false);
  expect(isWithin("", "Workloads")).toBe(false);
});

const PIPELINES: Parameters<typeof selectPipelines>[1] = [
  { name: "web", team: "shop", tags: { tier: "front" } },
  { name: "api", team: "shop", tags: {} },
  { name: "lake", team: "data", tags: { tier: "front" } },
];

test.each<[string, object | string, string[]]>([
  ["all", "all", ["web", "api", "lake"]],
  // Whose team it is shows at sign-in.
  ["own-team: any team's, as far as can be said here", "own-team", ["web", "api", "lake"]],
  ["nothing said: all", {}, ["web", "api", "lake"]],
  ["name", { names: ["api", "nothing"] }, ["api"]],
  ["pattern: any run of characters", { patterns: ["*a*"] }, ["api", "lake"]],
  ["pattern: from the first letter to the last", { patterns: ["a*", "*b", "we"] }, ["web", "api"]],
  ["pattern: one character", { patterns: ["?pi", "lake?", "???e"] }, ["api", "lake"]],
  ["pattern and team: both", { patterns: ["*a*"], teams: ["shop"] }, ["api"]],
  ["team", { teams: ["shop"] }, ["web", "api"]],
  ["tag", { tags: { tier: "front" } }, ["web", "lake"]],
  ["team and tag: both", { teams: ["shop"], tags: { tier: "front" } }, ["web"]],
])("pipelines by %s", (_name, selector, expected) => {
  const selected = selectPipelines(selector as Parameters<typeof selectPipelines>[0], PIPELINES);
  expect(selected.map(({ name }) => name)).toEqual(expected);
});

const STAGES: Parameters<typeof selectStages>[1] = [
  { name: "dev", environments: ["dev"], protected: false },
  { name: "both", environments: ["dev", "prod"], protected: true },
  { name: "sign-off", environments: [], protected: false },
];

test.each<[string, object | undefined, string[]]>([
  ["nothing said: all, those that deploy nowhere too", undefined, ["dev", "both", "sign-off"]],
  ["environment: not those that deploy elsewhere too", { environments: ["prod"] }, []],
  ["environments: all that it deploys to", { environments: ["prod", "dev"] }, ["dev", "both"]],
  ["name", { names: ["sign-off"] }, ["sign-off"]],
  ["name and environment: both", { names: ["dev", "sign-off"], environments: ["dev"] }, ["dev"]],
  ["protected: a stage is so by one account of its", { protected: true }, ["both"]],
  ["not protected: those that deploy nowhere too", { protected: false }, ["dev", "sign-off"]],
  ["protected and name: both", { protected: false, names: ["both", "dev"] }, ["dev"]],
])("stages by %s", (_name, selector, expected) => {
  expect(
    selectStages(selector as Parameters<typeof selectStages>[0], STAGES).map(({ name }) => name),
  ).toEqual(expected);
});
