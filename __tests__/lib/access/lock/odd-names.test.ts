import { type AccessLock, lockOf, writeLock } from "../../../../lib/access/lock/access-lock";
import { diffLocks } from "../../../../lib/access/lock/diff-locks";
import { readLock } from "../../../../lib/access/lock/read-lock";

/** What every object has; as a name the config takes it. */
const NAME = "constructor";

const NOTHING: AccessLock = { version: 1, access: {}, capabilities: {}, groups: {}, loosened: {} };

const HELD = lockOf({
  matrix: {
    subjects: [],
    cells: [
      {
        subject: NAME,
        capability: NAME,
        place: { kind: "pipeline", pipeline: "web" },
        effect: { kind: "allowed" },
        intended: true,
      },
    ],
    decisions: 1,
  },
  platform: { capabilities: [], groups: [] },
  loosened: { [NAME]: ["sessions of PT12H"] },
});

test("a persona and a capability with a name that every object has stand in the lock", () => {
  expect(writeLock(HELD)).toContain(`"${NAME}": {\n      "${NAME}": ["web"]\n    }`);
  expect(readLock(writeLock(HELD))).toEqual({ kind: "lock", lock: HELD });
});

test("what they gain and lose is a change", () => {
  const access = { who: NAME, kind: "access", capability: NAME };
  const loosened = { who: NAME, kind: "loosened" };
  expect(diffLocks(NOTHING, HELD)).toEqual([
    { ...access, given: ["web"], taken: [] },
    { ...loosened, given: ["sessions of PT12H"], taken: [] },
  ]);
  expect(diffLocks(HELD, NOTHING)).toEqual([
    { ...access, given: [], taken: ["web"] },
    { ...loosened, given: [], taken: ["sessions of PT12H"] },
  ]);
  expect(diffLocks(HELD, HELD)).toEqual([]);
});
