import {
  checkPlatform,
  type RawStatement,
  type Slip,
  withCondition,
} from "../../../../support/checked-platform";
import { computeMatrix } from "../../../../../lib/access/matrix/compute-matrix";
import { prove } from "../../../../../lib/access/prove/prove";
import { currentLock } from "../../../../../lib/report/access/current-lock";
import { renderAccess } from "../../../../../lib/report/access/render-access";
import { generatedWorld } from "../../../../support/generated-world";
import { goldenWith } from "../../../../support/platform-file";
import { type SynthesizedPlatform, synthPlatform } from "../../../../support/synth-platform";

const UNTIL = { expires: "2027-01-31", expiresInPolicy: true, ticket: "OPS-1" };

/** Golden, where the release manager approves prod and retries for a time, and watches queues for another. */
const DATED = goldenWith(
  {
    path: ["personas", "release-manager", "grants", 1, "stages", "environments"],
    value: ["staging"],
  },
  {
    path: ["personas", "release-manager", "grants", 2],
    value: {
      capabilities: ["approve", "rollback", "retry"],
      pipelines: "all",
      stages: { environments: ["staging", "prod"] },
      ...UNTIL,
    },
  },
  {
    path: ["personas", "release-manager", "grants", 3],
    value: {
      capabilities: ["logs"],
      pipelines: { names: ["queues"] },
      expires: "2027-03-31",
      expiresInPolicy: true,
    },
  },
  {
    path: ["personas", "developer", "grants", 2],
    value: { capabilities: ["inspect"], accounts: { names: ["staging"] }, ...UNTIL },
  },
  {
    path: ["personas", "auditor", "grants", 1],
    value: { capabilities: ["logs"], pipelines: "all", expires: "2027-05-31" },
  },
  {
    path: ["groups", 3, "personas"],
    value: [{ persona: "auditor", expires: "2027-06-30", reason: "The yearly audit." }],
  },
);

let made: SynthesizedPlatform;
beforeAll(async () => {
  made = await synthPlatform(DATED);
});

const NOW = "aws:CurrentTime";
const slip = (persona: string, sid: string, change: Slip["change"]): Slip => ({
  stack: "identity-center",
  address: `aws_ssoadmin_permission_set_inline_policy.persona-${persona}`,
  sid,
  change,
});
const date = (operator: string, value?: string) => (was: RawStatement) =>
  withCondition(was, operator, NOW, value);

test("a platform whose grants end is proved, every claim of it", async () => {
  const proof = await prove(generatedWorld(made));
  expect(proof.checks.flatMap(({ id, findings }) => findings.map((each) => [id, each]))).toEqual(
    [],
  );
});

test("what ends is conditional until then, told in words, and stands with its day in the table and the lock", () => {
  const input = generatedWorld(made);
  const matrix = computeMatrix(input);
  const table = renderAccess(matrix, { platform: made.platform, width: 200 });
  expect(table).toMatch(/rollback\? \(until 2027-01-31\),\s+prod of all pipelines/);
  expect(table).toMatch(/ view, logs \(until 2027-05-31\) /);
  expect(table).toMatch(
    /logs on queues: hangs on allowed if aws:CurrentTime is before 2027-04-01T/,
  );
  const { access, groups } = currentLock(made.platform, matrix);
  expect(access["release-manager"]?.["approve"]).toEqual([
    "api/prod/approve until 2027-01-31 if aws:CurrentTime",
    "api/staging/approve",
    "queues/prod/approve until 2027-01-31 if aws:CurrentTime",
    "web/prod/approve until 2027-01-31 if aws:CurrentTime",
  ]);
  expect(access["auditor"]?.["logs"]).toContain("web until 2027-05-31");
  expect(groups["auditor"]).toEqual(["Auditors until 2027-06-30"]);
  expect(groups["developer"]).toEqual(["Developers"]);
});

test("nothing is found by the claim about windows, which asks about every end", async () => {
  const { findings, decisions } = await checkPlatform(made, "windows");
  expect(findings).toEqual([]);
  expect(decisions).toBeGreaterThan(200);
});

test.each([
  ["without its end", date("DateLessThan")],
  ["for a second more", date("DateLessThan", "2027-04-01T00:00:01Z")],
  [
    "from then on",
    ({ Condition, ...was }: RawStatement) => ({
      ...was,
      Condition: { DateGreaterThanEquals: Condition?.["DateLessThan"] ?? {} },
    }),
  ],
] as const)("finds what is allowed %s", async (_, change) => {
  const { findings } = await checkPlatform(
    made,
    "windows",
    slip("release-manager", "Logs", change),
  );
  expect(findings.map(({ message }) => message)).toContainEqual(
    expect.stringMatching(/^release-manager can codebuild:\S+ on \S+ after 2027-03-31, when/),
  );
  expect(findings.flatMap(({ evidence }) => evidence.map((each) => each.sid))).toContain("Logs");
});

test("does not mind an allow without its end where a deny takes over", async () => {
  const { findings } = await checkPlatform(
    made,
    "windows",
    slip("release-manager", "Approve3", date("DateLessThan")),
  );
  expect(findings).toEqual([]);
});

test("finds an account's right that is left after its end", async () => {
  const { findings } = await checkPlatform(
    made,
    "windows",
    slip("developer", "InspectStacks2", date("DateLessThan")),
  );
  expect(findings.map(({ message }) => message)).toContainEqual(
    expect.stringMatching(/^developer can cloudformation:\S+ on \S+ after 2027-01-31, when/),
  );
});

test.each([
  ["the last day is not counted", "2027-01-31T00:00:00Z"],
  ["the last second is not counted", "2027-01-31T23:59:59Z"],
])("finds what ends too early: %s", async (_, end) => {
  const { findings } = await checkPlatform(
    made,
    "windows",
    slip("release-manager", "Approve3", date("DateLessThan", end)),
  );
  expect(findings.map(({ message }) => message)).toContainEqual(
    expect.stringMatching(/cannot codepipeline:PutApprovalResult on \S+ any more on 2027-01-31/),
  );
});

test.each([
  ["retry", "NotGrantedFrom20270201", /RetryStageExecution on \S+ after 2027-01-31/],
  ["approve", "NotElsewhereFrom20270201", /PutApprovalResult on \S+ after 2027-01-31/],
  ["roll back", "NotElsewhere2From20270201", /RollbackStage on \S+ after 2027-01-31/],
] as const)(
  "finds that another policy could let somebody %s after the end, without %s",
  async (_, sid, finding) => {
    const { findings } = await checkPlatform(
      made,
      "windows",
      slip("release-manager", sid, () => undefined),
    );
    expect(findings.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/^no deny keeps release-manager from this/),
    );
    expect(findings.map(({ message }) => message).join("\n")).toMatch(finding);
  },
);

test("finds a deny that begins too late, or too early", async () => {
  const begin = (moment: string) =>
    checkPlatform(
      made,
      "windows",
      slip("release-manager", "NotGrantedFrom20270201", date("DateGreaterThanEquals", moment)),
    );
  const late = await begin("2027-02-01T00:00:01Z");
  expect(late.findings.map(({ message }) => message).join("\n")).toMatch(/no deny keeps/);
  const early = await begin("2027-01-31T23:59:00Z");
  expect(early.findings.map(({ message }) => message).join("\n")).toMatch(/any more on 2027-01-31/);
});
