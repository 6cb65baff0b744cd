import {
  describePersona,
  type PersonaReport,
} from "../../../../lib/report/personas/describe-persona";
import { renderPersona } from "../../../../lib/report/personas/render-persona";
import {
  GOLDEN_TEXT,
  SHIPPED_TEXT,
  goldenWith,
  load,
  textAt,
} from "../../../support/platform-file";
import { RICH_TEXT } from "../rich-platform";

async function reportsOf(text: string): Promise<ReadonlyMap<string, PersonaReport>> {
  const loaded = await load(text);
  if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems));
  return new Map(
    loaded.platform.personas.map((persona) => [persona.name, describePersona(loaded, persona)]),
  );
}

async function reportOf(text: string, name: string): Promise<PersonaReport> {
  const report = (await reportsOf(text)).get(name);
  if (report === undefined) throw new Error(`there is no persona ${name}`);
  return report;
}

test("a grant is spelt out with every name, and the place where it is written", async () => {
  const { may, accounts, groups } = await reportOf(GOLDEN_TEXT, "developer");
  const path = "personas.developer.grants[0]";
  expect(may).toEqual([
    {
      capabilities: [{ name: "view" }, { name: "start" }, { name: "logs" }],
      where: {
        kind: "pipelines",
        ownTeam: false,
        pipelines: [
          { name: "api", level: "pipeline" },
          { name: "web", level: "pipeline" },
        ],
      },
      path,
      at: may[0]?.at,
    },
    {
      capabilities: [{ name: "retry" }],
      where: {
        kind: "pipelines",
        ownTeam: false,
        pipelines: [
          {
            name: "api",
            level: "every-stage",
            stages: ["source", "build", "dev", "staging", "prod"],
          },
          { name: "web", level: "every-stage", stages: ["source", "build", "dev", "prod"] },
        ],
      },
      path,
      at: may[0]?.at,
    },
    {
      capabilities: [{ name: "inspect" }],
      where: {
        kind: "accounts",
        accounts: [expect.objectContaining({ name: "dev", id: "200000000001" }) as unknown],
      },
      path: "personas.developer.grants[1]",
      at: may[2]?.at,
    },
  ]);
  expect(may.map((each) => textAt(GOLDEN_TEXT, each))).toEqual([
    "capabilities: [view, start, retry, logs]",
    "capabilities: [view, start, retry, logs]",
    "capabilities: [inspect]",
  ]);
  expect(accounts).toEqual([
    { id: "100000000002", name: "tooling" },
    { id: "200000000001", name: "dev" },
  ]);
  expect(groups).toEqual(["Developers"]);
});

test("what is inherited says from whom, and points to that persona's grant", async () => {
  const { may } = await reportOf(GOLDEN_TEXT, "platform-engineer");
  const inherited = may.filter(({ inheritedFrom }) => inheritedFrom !== undefined);
  expect(inherited).toMatchObject([
    {
      inheritedFrom: "auditor",
      path: "personas.auditor.grants[0]",
      capabilities: [{ name: "view" }],
    },
  ]);
  expect(renderPersona(await reportOf(GOLDEN_TEXT, "platform-engineer"))).toMatch(
    /why: platform\.yaml:\d+:\d+ \(inherited from auditor\)/,
  );
});

test("an approval holds where there is one to give, and a gate closes only where it is given", async () => {
  const { may } = await reportOf(RICH_TEXT, "gatekeeper");
  expect(may).toMatchObject([
    { capabilities: [{ name: "gate", note: "closes only in api: it approves there" }] },
    {
      capabilities: [{ name: "approve" }],
      where: { pipelines: [{ name: "api", level: "approvals", stages: ["staging", "prod"] }] },
    },
  ]);
  const closes = await reportOf(
    goldenWith({
      path: ["personas", "release-manager", "grants", 2],
      value: { capabilities: ["gate"], pipelines: "all", stages: { protected: true } },
    }),
    "release-manager",
  );
  expect(renderPersona(closes)).toContain("gate (closes only: it approves here)");
});

test("the rules that bind a persona say what they keep from it, and where they are written", async () => {
  const { never } = await reportOf(RICH_TEXT, "gatekeeper");
  expect(never).toEqual([
    {
      rule: "approver-brings-nothing-about",
      description: expect.stringContaining("Two pairs of eyes") as unknown,
      mustNotHold: ["start", "gate", "override", "source", "edit"],
      pipelines: ["api"],
    },
    {
      rule: "no-logs-for-approvers",
      description: expect.stringContaining("Logs may hold secrets.") as unknown,
      at: never[1]?.at,
      mustNotHold: ["logs", "operate"],
      pipelines: ["api"],
    },
  ]);
  expect(textAt(RICH_TEXT, { at: never[1]?.at ?? "" })).toBe("name: no-logs-for-approvers");
  expect((await reportOf(RICH_TEXT, "developer")).never).toEqual([]);
  expect(renderPersona(await reportOf(RICH_TEXT, "gatekeeper"))).toMatch(
    /logs, operate\n +on api, and in the accounts that these deploy to\n +rule no-logs-for-approvers: /,
  );
});

test("break-glass shows its window, its reason and who is told", async () => {
  const text = renderPersona(await reportOf(RICH_TEXT, "on-call"));
  expect(text).toContain("window    from 2027-01-31T12:00:00Z until 2027-01-31T18:00:00Z");
  expect(text).toContain("reason    INC-1234: the shop is down");
  expect(text).toContain("notifies  security@example.com");
});

test("what is looser than the default is said: managed policies, own-team, long sessions, starters", async () => {
  expect((await reportOf(RICH_TEXT, "teammate")).looser).toEqual([
    "AWS-managed policy ReadOnlyAccess: what it allows is AWS's to change",
    "customer-managed policy our-own: what it allows is not checked here",
    'own-team: the session tag "team" says at sign-in which pipelines these are',
    "sessions of PT10H30M, longer than the 8 hours by default",
  ]);
  const starters = await reportsOf(
    goldenWith(
      {
        path: ["pipelines", "api", "stages", 1, "approval", "allowStarterToApprove"],
        value: true,
      },
      {
        path: ["personas", "developer", "grants", 2],
        value: {
          capabilities: ["approve"],
          pipelines: { names: ["api"] },
          stages: { names: ["staging"] },
        },
      },
    ),
  );
  expect(starters.get("developer")?.looser).toEqual([
    "allowStarterToApprove: may both bring a change about and approve it: staging of api",
  ]);
  expect(starters.get("release-manager")?.looser).toEqual([
    "allowStarterToApprove: approves where whoever starts may approve as well: staging of api",
  ]);
  expect(starters.get("auditor")?.looser).toEqual([]);
});

test("who approves where starters may still only closes gates, and that is said", async () => {
  const gate = (capabilities: string[], ...allowed: number[]) =>
    reportOf(
      goldenWith(
        ...allowed.map((stage) => ({
          path: ["pipelines", "api", "stages", stage, "approval", "allowStarterToApprove"],
          value: true,
        })),
        {
          path: ["personas", "release-manager", "grants", 2],
          value: { capabilities, pipelines: "all", stages: { names: ["dev", "prod"] } },
        },
      ),
      "release-manager",
    );
  expect((await gate(["gate"], 1)).looser).toEqual([
    "allowStarterToApprove: approves where whoever starts may approve as well: staging of api",
    "allowStarterToApprove: may close gates of dev, prod of api, not open them",
  ]);
  expect((await gate(["retry"], 1)).looser).toHaveLength(1);
  expect((await gate(["gate"])).looser).toEqual([]);
});

test("every persona of the shipped platform is told without a line break or a control character too many", async () => {
  const reports = await reportsOf(SHIPPED_TEXT);
  expect(reports.size).toBeGreaterThan(5);
  for (const report of reports.values()) {
    const text = renderPersona(report);
    expect(text).not.toMatch(/[^\P{C}\n]/u);
    expect(text).not.toMatch(/ \n|undefined/);
    for (const { at } of report.may) expect(text).toContain(`why: ${at}`);
  }
});
