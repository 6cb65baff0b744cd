import type { Subject } from "../../../../lib/access/matrix/access-matrix";
import { findSubjects } from "../../../../lib/access/subjects/find-subjects";
import type { AccountSnapshot } from "../../../../lib/audit/live/account-snapshot";
import { findStale } from "../../../../lib/audit/review/find-stale";
import type { Platform } from "../../../../lib/model/platform";
import { generatedWorld } from "../../../support/generated-world";
import { GOLDEN_TEXT } from "../../../support/platform-file";
import { synthPlatform } from "../../../support/synth-platform";

const NOW = new Date("2026-11-24T00:00:00Z");

let platform: Platform;
let subjects: readonly Subject[];
beforeAll(async () => {
  const made = generatedWorld(await synthPlatform(GOLDEN_TEXT));
  platform = made.platform;
  subjects = findSubjects(platform, made.world);
});

/** The roles of personas as IAM tells of them. */
function accounts(created: string, lastUsed?: string): AccountSnapshot[] {
  const roles = subjects.flatMap((subject) => subject.roles);
  return [...new Set(roles.map(({ accountId }) => accountId))].map((accountId) => ({
    format: 1,
    accountId,
    takenAt: NOW.toISOString(),
    blocks: [],
    reservedRoles: [],
    awsManagedPolicies: {},
    roleUse: Object.fromEntries(
      roles
        .filter((role) => role.accountId === accountId)
        .map(({ arn }) => [
          arn.replace(/_0{16}$/, "_0123456789abcdef"),
          { created, ...(lastUsed === undefined ? {} : { lastUsed }) },
        ]),
    ),
  }));
}

function stale(changes: Partial<Parameters<typeof findStale>[0]> = {}) {
  const members = Object.fromEntries(platform.groups.map(({ name }) => [name, ["ada"]]));
  return findStale({
    platform,
    subjects,
    accounts: accounts("2026-11-01T00:00:00.000Z"),
    directory: { members },
    now: NOW,
    unusedDays: 90,
    ...changes,
  });
}

test("nothing is stale where groups have members and roles are new or in use", () => {
  expect(stale()).toEqual([]);
  const used = accounts("2020-01-01T00:00:00.000Z", "2026-08-26T00:00:00.000Z");
  expect(stale({ accounts: used })).toEqual([]);
});

test("personas whose roles nobody used are told once, with the days", () => {
  const used = accounts("2020-01-01T00:00:00.000Z", "2026-08-25T00:00:00.000Z");
  const enabled = platform.personas.filter(({ enabled: on }) => on).map(({ name }) => name);
  const found = stale({ accounts: used }).filter(({ kind }) => kind === "unused");
  expect(found.map(({ thing }) => thing)).toEqual(enabled.map((name) => `persona ${name}`));
  expect(found[0]?.message).toBe("nobody has used its roles for 91 days");
  const [never] = stale({ accounts: accounts("2026-01-01T00:00:00.000Z") });
  expect(never?.message).toMatch(/^its roles are there for 327 days, and nobody used them/);
});

test("groups without members, and those that the directory doesn't have, are told", () => {
  const [first = "", second = ""] = platform.groups.map(({ name }) => name);
  const members = Object.fromEntries(platform.groups.map(({ name }) => [name, ["ada"]]));
  const { [second]: gone, ...others } = { ...members, [first]: [] };
  expect(gone).toEqual(["ada"]);
  expect(stale({ directory: { members: others } })).toEqual([
    expect.objectContaining({
      kind: "group-empty",
      thing: `group ${first}`,
      message: "nobody is in it",
    }),
    expect.objectContaining({
      thing: `group ${second}`,
      message: "the directory has no such group",
    }),
  ]);
});

test("a persona without a group, and break-glass after its window, are told", () => {
  const [first, ...others] = platform.personas;
  if (first === undefined) throw new Error("the golden platform has personas");
  const over = { ...first, breakGlass: { until: "2026-11-23T00:00:00Z", notify: [] } };
  const changed = { ...platform, personas: [over, ...others], groups: [] };
  const kinds = stale({ platform: changed }).map(({ kind, thing }) => `${kind} ${thing}`);
  expect(kinds).toContain(`break-glass-over persona ${first.name}`);
  expect(kinds).toContain(`persona-unheld persona ${first.name}`);
  const open = { ...over, breakGlass: { until: "2026-11-25T00:00:00Z", notify: [] } };
  expect(stale({ platform: { ...platform, personas: [open, ...others] } })).toEqual([]);
});
