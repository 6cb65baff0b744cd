import {
  renderFirstLock,
  renderFirstLockMarkdown,
} from "../../../../lib/report/access/render-first-lock";

const LOCK = {
  version: 1,
  access: {
    tester: { view: ["web", "api"], approve: ["api/staging"] },
    "odd | `name`": { view: ["api"] },
  },
  capabilities: {},
  groups: {},
  loosened: {},
} as const;

test("a comment has a row for each persona: what it can, and at how many places", () => {
  expect(renderFirstLockMarkdown(LOCK, "main").split("\n")).toEqual([
    "**Access**: everything is new, as `main` has no access.lock.json. `gatehouse access` shows where.",
    "",
    "| who | can | places |",
    "| --- | --- | --- |",
    "| `odd \\| 'name'` | `view` | 1 |",
    "| `tester` | `approve`, `view` | 3 |",
    "",
  ]);
});

test("on a terminal it keeps to the width", () => {
  const held = Object.fromEntries(
    Array.from({ length: 30 }, (_, at) => [`capability-${at}`, ["x"]]),
  );
  const text = renderFirstLock({ ...LOCK, access: { dev: held } }, "main", 60);
  expect(text).toContain("everything is new, as main has no access.lock.json.");
  expect(text.split("\n").length).toBeGreaterThan(6);
  expect(Math.max(...text.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(60);
});
