import { levelsOf, limitsByAccount } from "../../../../../lib/access/world/given/limits-by-account";
import {
  FULL_AWS_ACCESS,
  type GivenOrganization,
  type GivenPolicy,
  RCP_FULL_AWS_ACCESS,
} from "../../../../../lib/access/world/given/organization";

const policy = (name: string): GivenPolicy => ({ name, document: {} });
const NOTHING: GivenOrganization = { root: {}, ous: new Map(), accounts: new Map() };

/** Names, level by level. */
function limits(
  organization: Partial<GivenOrganization>,
  placed: Parameters<typeof limitsByAccount>[1],
) {
  return [...limitsByAccount({ ...NOTHING, ...organization }, placed)].map(
    ([id, { scps = [], rcps = [] }]) => [
      id,
      ...[scps, rcps].map((levels) => levels.map((level) => level.map(({ name }) => name))),
    ],
  );
}

test("an account has the policies of the root, of each unit above it and its own, in that order", () => {
  const organization = {
    root: { scps: [FULL_AWS_ACCESS, policy("root")] },
    ous: new Map([
      ["Workloads", { scps: [policy("workloads")], rcps: [policy("workloads-rcp")] }],
      ["Workloads/Prod", { scps: [policy("prod")] }],
      ["Workloads/Dev", { scps: [policy("dev")] }],
    ]),
    accounts: new Map([["1", { rcps: [policy("own-rcp")] }]]),
  };
  expect(limits(organization, [{ id: "1", ou: "Workloads/Prod" }, { id: "2" }])).toEqual([
    [
      "1",
      [["FullAWSAccess", "root"], ["workloads"], ["prod"]],
      [
        [RCP_FULL_AWS_ACCESS.name, "workloads-rcp"],
        [RCP_FULL_AWS_ACCESS.name, "own-rcp"],
      ],
    ],
    ["2", [["FullAWSAccess", "root"]], []],
  ]);
});

test("a unit that the description names for an account wins over the config's", () => {
  const organization = {
    ous: new Map([["A", { scps: [policy("a")] }]]),
    accounts: new Map([["1", { ou: "A" }]]),
  };
  expect(limits(organization, [{ id: "1", ou: "B" }])).toEqual([["1", [["a"]], []]]);
});

test("where nothing is attached but AWS's own, nothing is limited", () => {
  expect(limits({}, [{ id: "1", ou: "A/B" }])).toEqual([["1", [], []]]);
});

test("a unit is below each unit of its path", () => {
  expect(levelsOf("A/B/C")).toEqual(["A", "A/B", "A/B/C"]);
  expect(levelsOf(undefined)).toEqual([]);
});
