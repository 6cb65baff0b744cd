import { readFileSync } from "node:fs";
import {
  checkPlatform,
  type RawStatement,
  type Slip,
  withCondition,
} from "../../../../support/checked-platform";
import {
  SHIPPED,
  type SynthesizedPlatform,
  synthPlatform,
} from "../../../../support/synth-platform";

/** The shipped platform in an emergency. */
const OPEN = readFileSync(SHIPPED, "utf8")
  .replace("    enabled: false\n    sessionDuration: PT1H", "    sessionDuration: PT1H")
  .replace(
    "      notify: [security@example.com]",
    '      from: "2027-01-31T01:00:00Z"\n      until: "2027-01-31T05:00:00Z"\n      reason: INC-1\n      notify: [security@example.com]',
  )
  .replace("groups:\n", "groups:\n  - { name: Emergency, personas: [break-glass] }\n");

let made: SynthesizedPlatform;

beforeAll(async () => {
  made = await synthPlatform(OPEN);
});

const inline = (persona: string, sid: string, change: Slip["change"]): Slip => ({
  stack: "identity-center",
  address: `aws_ssoadmin_permission_set_inline_policy.persona-${persona}`,
  sid,
  change,
});
const condition = (operator: string, key: string, value?: unknown) => (was: RawStatement) =>
  withCondition(was, operator, key, value);
const REGION = "aws:RequestedRegion";

it("grants hold in the regions and at the times that the config says, and nowhere else", async () => {
  const { findings, decisions } = await checkPlatform(made, "windows");
  expect(findings).toEqual([]);
  expect(decisions).toBeGreaterThan(200);
});

it.each([
  ["any region", "developer", "InspectServices", condition("StringEquals", REGION)],
  [
    "a region of another account",
    "developer",
    "InspectLogs",
    condition("StringEquals", REGION, ["eu-west-1", "eu-central-1"]),
  ],
  [
    "a region that nothing else names",
    "developer",
    "InspectStacks",
    condition("StringEquals", REGION, ["eu-west-1", "ap-south-2"]),
  ],
  ["lists of any region", "developer", "InspectLists", condition("StringEquals", REGION)],
  ["functions in any region", "break-glass", "OperateFunctions", condition("StringEquals", REGION)],
] as const)("finds a grant that holds in %s", async (_, persona, sid, change) => {
  const { findings } = await checkPlatform(made, "windows", inline(persona, sid, change));
  expect(findings.map(({ message }) => message)).toContainEqual(
    expect.stringMatching(/in a region that nobody granted$/),
  );
  expect(findings.flatMap(({ evidence }) => evidence.map((each) => each.sid))).toContain(sid);
});

it("does not mind a region less, or a grant in all regions of the accounts that it is for", async () => {
  const { findings } = await checkPlatform(
    made,
    "windows",
    inline("break-glass", "OperateServices", condition("StringEquals", REGION, "eu-west-1")),
    inline(
      "break-glass",
      "OperateFunctions",
      condition("StringEquals", REGION, ["eu-west-1", "eu-central-1"]),
    ),
  );
  expect(findings).toEqual([]);
});

it.each([
  ["before its window", "NotYet", /at 2027-01-31T00:59:59Z, outside its window/],
  ["after its window", "NoLonger", /at 2027-01-31T05:00:00Z, outside its window/],
] as const)("finds an emergency's persona that is let in %s", async (_, sid, finding) => {
  const { findings } = await checkPlatform(
    made,
    "windows",
    inline("break-glass", sid, () => undefined),
  );
  expect(findings.map(({ message }) => message).join("\n")).toMatch(finding);
});

it.each([
  [
    "longer than the config says",
    "NoLonger",
    condition("DateGreaterThanEquals", "aws:CurrentTime", "2027-01-31T06:00:00Z"),
  ],
  [
    "only for some services",
    "NoLonger",
    (was: RawStatement) => ({
      ...was,
      Action: ["codepipeline:*", "ecs:*", "lambda:*", "logs:*", "cloudformation:*"],
    }),
  ],
] as const)("finds a window that is shut %s", async (_, sid, change) => {
  const { findings } = await checkPlatform(made, "windows", inline("break-glass", sid, change));
  expect(findings.length).toBeGreaterThan(0);
});
