import { type AccessLock, writeLock } from "../../../../lib/access/lock/access-lock";
import { diffLocks } from "../../../../lib/access/lock/diff-locks";
import { readLock } from "../../../../lib/access/lock/read-lock";
import { computeMatrix } from "../../../../lib/access/matrix/compute-matrix";
import { currentLock } from "../../../../lib/report/access/current-lock";
import { generatedWorld } from "../../../support/generated-world";
import { goldenWith } from "../../../support/platform-file";
import { synthPlatform } from "../../../support/synth-platform";

const LOCK: AccessLock = {
  version: 1,
  access: {
    developer: { start: ["web", "api"], logs: ["web without logs:GetLogEvents"] },
    auditor: { view: ["web"] },
  },
  capabilities: { "read-alarms": ["cloudwatch:DescribeAlarms"] },
  groups: { developer: ["Developers"] },
  loosened: {},
};

const read = (text: string): AccessLock => {
  const reading = readLock(text);
  if (reading.kind === "malformed") throw new Error(reading.message);
  return reading.lock;
};

describe("a lock", () => {
  test("has a line for each subject and capability, sorted, whatever the order it comes in", () => {
    const text = writeLock(LOCK);
    expect(text.split("\n")).toEqual(
      expect.arrayContaining(['      "start": ["api", "web"]', '    "developer": ["Developers"]']),
    );
    const turned = { ...LOCK, access: Object.fromEntries(Object.entries(LOCK.access).reverse()) };
    expect(writeLock(turned)).toBe(text);
    expect(text.indexOf("auditor")).toBeLessThan(text.indexOf("developer"));
  });

  test("is read as it was written, by itself or within a listing", () => {
    const text = writeLock(LOCK);
    expect(writeLock(read(text))).toBe(text);
    expect(diffLocks(read(text), LOCK)).toEqual([]);
    expect(read(JSON.stringify({ subjects: [], access: [], lock: LOCK }))).toEqual(LOCK);
  });

  test.each([
    ["", /no JSON/],
    ["[]", /./],
    ["null", /./],
    ['{"version": 2}', /version/],
    ['{"lock": {"version": 2}}', /version/],
    [JSON.stringify({ ...LOCK, access: { developer: { start: "web" } } }), /access\.developer/],
    [JSON.stringify({ ...LOCK, more: 1 }), /more/],
  ])("%j is none", (text, message) => {
    const reading = readLock(text);
    expect(reading).toMatchObject({
      kind: "malformed",
      message: expect.stringMatching(message) as string,
    });
  });

  test("of a platform holds access, own capabilities, groups, and what is looser", async () => {
    const { platform, world, ask } = generatedWorld(
      await synthPlatform(
        goldenWith(
          { path: ["personas", "developer", "sessionDuration"], value: "PT12H" },
          {
            path: ["capabilities", "reports"],
            value: {
              description: "Own.",
              on: "pipelines",
              permissions: [{ actions: ["codebuild:ListReportGroups"], resources: ["*"] }],
            },
          },
          {
            path: ["personas", "developer", "grants", 0, "capabilities"],
            value: ["view", "reports"],
          },
        ),
      ),
    );
    const lock = currentLock(platform, computeMatrix({ platform, world, ask }));
    expect(lock).toMatchObject({
      access: { developer: { inspect: ["dev"], view: ["api", "web"] } },
      capabilities: { reports: ["codebuild:ListReportGroups"] },
      groups: { developer: ["Developers"] },
      loosened: { developer: [expect.stringContaining("PT12H") as string] },
    });
    expect(writeLock(read(writeLock(lock)))).toBe(writeLock(lock));
  });
});

describe("a change", () => {
  const changed = (change: Partial<AccessLock>) => diffLocks(LOCK, { ...LOCK, ...change });

  test("gives and takes places, by subject and capability", () => {
    const access = {
      ...LOCK.access,
      developer: { start: ["api", "queues"], stop: ["api"] },
    };
    expect(changed({ access })).toEqual([
      {
        who: "developer",
        kind: "access",
        capability: "logs",
        given: [],
        taken: ["web without logs:GetLogEvents"],
      },
      { who: "developer", kind: "access", capability: "start", given: ["queues"], taken: ["web"] },
      { who: "developer", kind: "access", capability: "stop", given: ["api"], taken: [] },
    ]);
  });

  test("of who is in it, of what an own capability does, of what is looser, is one too", () => {
    expect(
      changed({
        capabilities: { "read-alarms": ["cloudwatch:DisableAlarmActions"] },
        groups: { developer: ["Developers", "Guests"] },
        loosened: { auditor: ["sessions of PT12H"] },
      }),
    ).toEqual([
      {
        who: "read-alarms",
        kind: "capabilities",
        given: ["cloudwatch:DisableAlarmActions"],
        taken: ["cloudwatch:DescribeAlarms"],
      },
      { who: "developer", kind: "groups", given: ["Guests"], taken: [] },
      { who: "auditor", kind: "loosened", given: ["sessions of PT12H"], taken: [] },
    ]);
  });

  test("of the order alone is none", () => {
    const access = {
      ...LOCK.access,
      developer: { ...LOCK.access["developer"], start: ["api", "web"] },
    };
    expect(changed({ access })).toEqual([]);
  });
});
