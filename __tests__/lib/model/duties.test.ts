import type { Problem } from "../../../lib/config/problem";
import type { Setting } from "../../../lib/config/problems/catalogue-entry";
import { findDutyConflicts, opensGate } from "../../../lib/model/duties";
import { loadPlatform } from "../../../lib/model/load-platform";
import { getPipeline } from "../../support/many-accounts";
import { ALONE, type GrantInput, getPersona, withSettings } from "../../support/persona-policies";
import { goldenWith, validPlatform } from "../../support/platform-file";

const on = (pipeline: string, ...capabilities: string[]): GrantInput => ({
  capabilities,
  pipelines: { names: [pipeline] },
});
const inAccounts = (name: string, ...capabilities: string[]): GrantInput => ({
  capabilities,
  accounts: { names: [name] },
});
const persona = (name: string, ...grants: GrantInput[]): Setting => ({
  path: ["personas", name],
  value: { description: "A job.", grants },
});
const rule = (value: object): Setting => ({
  path: ["separationOfDuties"],
  value: [{ name: "house-rule", description: "Kept apart.", ...value }],
});

/** A pipeline that has no stages but source and build. */
const LIBRARY: Setting = {
  path: ["pipelines", "lib"],
  value: { team: "shop", source: { connection: "github", repository: "acme/lib", branch: "main" } },
};

/** Conflicts on the golden platform, with only the personas that are meant in a group. */
async function conflicts(
  settings: readonly Setting[],
  members?: ReadonlyMap<string, readonly string[]>,
): Promise<readonly Problem[]> {
  const text = goldenWith(...ALONE, persona("custom", on("web", "view")), ...settings);
  const loaded = await loadPlatform("platform.yaml", Buffer.from(text), { members });
  const problems = loaded.kind === "invalid" ? loaded.problems : loaded.warnings;
  const others = problems.filter(
    ({ code, severity }) => code !== "duty-conflict" && severity === "error",
  );
  expect(others).toEqual([]);
  return problems.filter(({ code }) => code === "duty-conflict");
}

const messages = (problems: readonly Problem[]) => problems.map(({ message }) => message);

describe("a rule of the platform's own", () => {
  const editing = rule({ holder: ["edit"], mustNotHold: ["operate", "inspect", "logs"] });

  test("is broken by a persona that holds both on one pipeline, and says why it is there", async () => {
    const problems = await conflicts([editing, persona("custom", on("web", "edit", "logs"))]);
    expect(problems).toMatchObject([
      { severity: "error", path: "personas.custom", got: "edit, logs" },
    ]);
    expect(messages(problems)).toEqual([
      '"custom" may edit pipeline "web" and also read its logs, against the rule "house-rule": Kept apart.',
    ]);
  });

  test("is not broken where the two are held on different pipelines", async () => {
    const custom = persona("custom", on("web", "edit"), on("api", "logs"));
    expect(await conflicts([editing, custom])).toEqual([]);
  });

  test.each(["operate", "inspect"])(
    "counts %s in an account that the pipeline deploys to, and in no other",
    async (capability) => {
      const custom = (account: string) =>
        persona("custom", on("web", "edit"), inAccounts(account, capability));
      expect(await conflicts([editing, custom("prod")])).toMatchObject([
        { got: `edit, ${capability}` },
      ]);
      // `web` does not deploy there.
      expect(await conflicts([editing, custom("staging")])).toEqual([]);
    },
  );

  test("about pipelines with protected stages leaves those without alone", async () => {
    const custom = persona("custom", on("lib", "edit", "logs"));
    const some = { holder: ["edit"], mustNotHold: ["logs"], pipelines: "with-protected-stages" };
    expect(await conflicts([rule(some), LIBRARY, custom])).toEqual([]);
    expect(await conflicts([editing, LIBRARY, custom])).toHaveLength(1);
  });

  test("counts a grant on a whole pipeline that has no stages but source and build", async () => {
    const retrying = rule({ holder: ["retry"], mustNotHold: ["logs"] });
    expect(
      await conflicts([retrying, LIBRARY, persona("custom", on("lib", "retry", "logs"))]),
    ).toHaveLength(1);
  });

  test("holds beside the one about approvers, which needs no writing", async () => {
    const custom = persona("custom", on("web", "edit", "logs", "approve"));
    expect(messages(await conflicts([editing, custom]))).toEqual([
      '"custom" may approve stage "prod" of pipeline "web" and also edit it',
      '"custom" may edit pipeline "web" and also read its logs, against the rule "house-rule": Kept apart.',
    ]);
  });
});

const APPROVER = persona("approver", on("web", "view", "approve"));
const STARTER = persona("starter", on("web", "start"));
const OTHER = persona("other", on("api", "start"));
const groups = (...value: object[]): Setting => ({
  path: ["groups"],
  value: [{ name: "All", personas: ["custom"] }, ...value],
});

describe("a group with two personas", () => {
  test("joins what they keep apart", async () => {
    const both = groups({ name: "Both", personas: ["approver", "starter"] });
    expect(await conflicts([APPROVER, STARTER, both])).toMatchObject([
      { path: "groups[1].personas", got: "approver, starter" },
    ]);
  });

  test("may join what is about different pipelines", async () => {
    const both = groups({ name: "Both", personas: ["approver", "other"] });
    expect(await conflicts([APPROVER, OTHER, both])).toEqual([]);
  });

  test("joins what a rule of the platform's own keeps apart", async () => {
    const both = groups({ name: "Both", personas: ["other", "operator"] });
    const operator = persona("operator", inAccounts("prod", "operate"));
    const starting = rule({ holder: ["start"], mustNotHold: ["operate"] });
    expect(messages(await conflicts([OTHER, operator, starting, both]))).toEqual([
      'members of this group may start pipeline "api" as other and operate in its accounts as operator, against the rule "house-rule": Kept apart.',
    ]);
  });
});

describe("a person in two groups", () => {
  const two = (approvers: string[], starters: string[]) => [
    APPROVER,
    STARTER,
    groups(
      { name: "Approvers", personas: ["approver"], members: approvers },
      { name: "Starters", personas: ["starter"], members: starters },
    ),
  ];
  const exported = (entries: Readonly<Record<string, readonly string[]>>) =>
    new Map(Object.entries(entries));

  test("unites what the groups keep apart, by the config's members", async () => {
    const problems = await conflicts(two(["ann@x.org", "bob@x.org"], ["cid@x.org", "bob@x.org"]));
    expect(problems).toMatchObject([{ path: "groups[2].members[1]", got: "bob@x.org" }]);
    expect(messages(problems)).toEqual([
      '"bob@x.org" may approve stage "prod" of pipeline "web" as approver (group "Approvers") and start it as starter (group "Starters")',
    ]);
  });

  test("is one person however the name is spelled", async () => {
    expect(await conflicts(two(["Bob@X.org"], ["bob@x.ORG"]))).toHaveLength(1);
    expect(await conflicts(two(["bob@x.org"], ["rob@x.org"]))).toEqual([]);
  });

  test("is found by an export of the directory", async () => {
    const members = exported({ approvers: ["ann", "bob"], starters: ["BOB"], unheard: ["ann"] });
    expect(await conflicts(two([], []), members)).toMatchObject([
      { path: "groups[2].name", got: "bob" },
    ]);
  });

  test("is found where the config says the one group and the export the other", async () => {
    const members = exported({ starters: ["ann"] });
    expect(await conflicts(two(["Ann"], ["bob"]), members)).toMatchObject([
      { path: "groups[2].name", got: "ann" },
    ]);
  });

  test("is one person in an export that writes names in another way", async () => {
    const members = exported({ starters: [" Zoe\u0301 "] });
    expect(await conflicts(two(["zo\u00e9"], []), members)).toHaveLength(1);
  });

  test("is nobody who is in one group, however often", async () => {
    const members = exported({ approvers: ["ann", "ANN"], starters: ["bob"] });
    expect(await conflicts(two(["Ann"], []), members)).toEqual([]);
  });

  test("is told once, though both lists name them", async () => {
    const members = exported({ approvers: ["bob"], starters: ["bob"] });
    expect(await conflicts(two(["bob"], ["bob"]), members)).toHaveLength(1);
  });
});

describe("the gate of who approves", () => {
  test("is one that they close: gate and approve are no conflict", async () => {
    expect(await conflicts([persona("custom", on("web", "approve", "gate"))])).toEqual([]);
  });

  test("is not theirs to open by another persona either", async () => {
    const keeper = persona("keeper", on("web", "gate"));
    const both = groups({ name: "Both", personas: ["approver", "keeper"] });
    expect(await conflicts([APPROVER, keeper, both])).toMatchObject([
      { path: "groups[1].personas", got: "approver, keeper" },
    ]);
  });

  test("is no conflict with another persona's that closes it too", async () => {
    const closers = ["one", "two"].map((name) => persona(name, on("web", "approve", "gate")));
    const both = groups({ name: "Both", personas: ["one", "two"] });
    expect(await conflicts([...closers, both])).toEqual([]);
  });

  test("opens where they approve nothing, also where there are no stages to deploy", async () => {
    const everywhere = { capabilities: ["gate"], pipelines: "all" };
    const platform = await withSettings([LIBRARY], on("web", "approve"), everywhere);
    const opens = (name: string) =>
      opensGate(getPersona(platform, "custom"), getPipeline(platform, name));
    expect(["api", "lib", "queues", "web"].map(opens)).toEqual([true, true, true, false]);
  });
});

test("a grant on the own team's pipelines counts on every pipeline: it may be anyone's", async () => {
  const ownTeam = { capabilities: ["approve"], pipelines: "own-team" };
  const problems = await conflicts([persona("custom", ownTeam, on("queues", "start"))]);
  expect(messages(problems)).toEqual([
    '"custom" may approve stage "prod" of pipeline "queues" and also start it',
  ]);
});

test("who commits to a repository commits to every pipeline that runs from it", async () => {
  const shared = (repository: string): Setting => ({
    path: ["pipelines", "api", "source", "repository"],
    value: repository,
  });
  const custom = persona("custom", on("web", "approve"), on("api", "source"));
  expect(await conflicts([custom])).toEqual([]);
  expect(messages(await conflicts([custom, shared("Acme/Web")]))).toEqual([
    '"custom" may approve stage "prod" of pipeline "web" and also push to its repository',
  ]);
});

test("conflicts name the rule, the pipeline, the stage and who holds what", async () => {
  const platform = await validPlatform(goldenWith(persona("custom", on("web", "approve"))));
  const [approver, starter] = [getPersona(platform, "custom"), getPersona(platform, "developer")];
  expect(findDutyConflicts(platform, [approver])).toEqual([]);
  expect(findDutyConflicts(platform, [approver, starter])).toMatchObject([
    {
      rule: { name: "approver-brings-nothing-about" },
      pipeline: { name: "web" },
      stage: { name: "prod" },
      holder: { name: "custom" },
      duty: "approve",
      other: { name: "developer" },
      excluded: ["start"],
    },
  ]);
});
