import {
  carryOver,
  notRevoked,
  readDecisions,
  writeDecisions,
} from "../../../../lib/audit/review/decisions";
import type { AccessLine } from "../../../../lib/audit/review/effective-access";
import { NOBODY, OUTSIDE, signOffLines } from "../../../../lib/audit/review/sign-off";

const ADA = { person: "ada", by: "Developers" };

function line(changes: Partial<AccessLine> = {}): AccessLine {
  return {
    subject: "developer",
    isConfigured: true,
    capability: "start",
    place: "app",
    owner: "shop",
    effect: "allowed",
    intended: true,
    holders: [ADA],
    ...changes,
  };
}

test("what one person has by one persona is one line, whatever order it comes in", () => {
  const lines = [line(), line({ capability: "view" }), line({ effect: "conditional", place: "b" })];
  const [only, ...others] = signOffLines(lines);
  expect(others).toEqual([]);
  expect(only).toMatchObject({
    owner: "shop",
    person: "ada",
    by: "Developers",
    access: ["start on app", "start on b (conditional)", "view on app"],
  });
  expect(signOffLines(lines.reverse())).toEqual([only]);
});

test("who is behind it may be nobody, or known outside AWS alone", () => {
  const people = [line({ holders: [] }), line({ subject: "admin", holders: undefined })];
  expect(signOffLines(people).map(({ subject, person }) => `${subject} ${person}`)).toEqual([
    `admin ${OUTSIDE}`,
    `developer ${NOBODY}`,
  ]);
});

test("decisions survive being written and read, and count for the same access alone", () => {
  const before = signOffLines([line()]);
  const [open] = carryOver(before, []);
  if (open === undefined) throw new Error("there is nothing to decide");
  const kept = { ...open, decision: "keep" as const, by: "alan", on: "2026-11-24" };
  const read = readDecisions(writeDecisions([kept]));
  if (read.kind === "unreadable") throw new Error(read.why);
  expect(read.decisions).toEqual([kept]);
  expect(carryOver(before, read.decisions)).toEqual([kept]);

  const more = signOffLines([line(), line({ capability: "approve" })]);
  expect(carryOver(more, read.decisions)).toMatchObject([{ person: "ada", decision: null }]);
  expect(carryOver(signOffLines([line({ holders: [] })]), read.decisions)).toEqual([]);
});

test("what was to be revoked and is still there is told, with who decided", () => {
  const decisions = carryOver(signOffLines([line()]), []);
  const [one] = decisions.map((each) => ({
    ...each,
    decision: "revoke" as const,
    by: "alan",
    on: "2026-11-24",
  }));
  if (one === undefined) throw new Error("there is nothing to decide");
  expect(notRevoked([one, { ...one, decision: "keep" }])).toEqual([
    expect.objectContaining({
      kind: "not-revoked",
      thing: "ada",
      message:
        "was to lose what developer gives on shop's things (decided by alan on 2026-11-24), and still has it",
    }),
  ]);
});

test.each([
  ["decisions: [{ owner: a }]", "decisions.0.subject"],
  ["decisions: [", "Flow sequence"],
  ["[]", "expected object"],
  [
    "decisions: [{ owner: a, subject: b, person: c, access: d, decision: maybe }]",
    "decisions.0.decision",
  ],
])("what is no list of decisions says where: %s", (text, why) => {
  expect(readDecisions(text)).toMatchObject({
    kind: "unreadable",
    why: expect.stringContaining(why) as string,
  });
});
