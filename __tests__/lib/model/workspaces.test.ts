import type { Setting } from "../../../lib/config/problems/catalogue-entry";
import type { Platform } from "../../../lib/model/platform";
import { findManagedBackend, mayConfirm, planWorkspaces } from "../../../lib/model/workspaces";
import { goldenWith, problemsIn, textAt, validPlatform } from "../../support/platform-file";

const backendWith = (workspaces: object): Setting => ({
  path: ["backend"],
  value: { type: "cloud", organization: "acme", project: "platform", workspaces },
});
const textWith = (workspaces: object, ...settings: readonly Setting[]) =>
  goldenWith(backendWith(workspaces), ...settings);

/** As the golden platform's stacks are called. */
function stacksOf({ accounts, pipelines, tooling }: Platform) {
  return [
    { name: "tooling", accountId: tooling.accountId },
    ...accounts.map(({ name, id }) => ({ name: `target-${name}`, accountId: id })),
    ...pipelines.map(({ name }) => ({ name: `pipeline-${name}`, accountId: tooling.accountId })),
    { name: "identity-center", accountId: "100000000001" },
  ];
}

async function planned(workspaces: object) {
  const platform = await validPlatform(textWith(workspaces));
  const backend = findManagedBackend(platform);
  if (backend === undefined) throw new Error("no workspaces are asked for");
  return planWorkspaces(platform, backend, stacksOf(platform));
}

/** The stacks in whose workspaces a team has access. */
const reached = async (team: object) =>
  (await planned({ teams: { them: team } }))
    .filter(({ teams }) => "them" in teams)
    .map(({ stack }) => stack);

test("without backend.workspaces there are none to make", async () => {
  const cloud = goldenWith({ path: ["backend"], value: { type: "cloud", organization: "acme" } });
  expect(findManagedBackend(await validPlatform(cloud))).toBeUndefined();
  expect(findManagedBackend(await validPlatform(goldenWith()))).toBeUndefined();
});

test("with nothing but {}, runs are confirmed, and nobody has access", async () => {
  for (const { autoApply, teams, startedBy } of await planned({}))
    expect({ autoApply, teams, startedBy }).toEqual({ autoApply: false, teams: {}, startedBy: [] });
});

test.each<[object, Readonly<Record<string, string>>]>([
  [{}, { TFE_PARALLELISM: "5" }],
  [
    { agentPool: "aws" },
    { TF_CLI_ARGS_plan: "-parallelism=5", TF_CLI_ARGS_apply: "-parallelism=5" },
  ],
])(
  "with %j few assignments are made at a time; without roles nothing else is set",
  async (workspaces, expected) => {
    for (const { stack, variables } of await planned(workspaces))
      expect([stack, variables]).toEqual([stack, stack === "identity-center" ? expected : {}]);
  },
);

describe("a team has access", () => {
  test("to every workspace with runs where nothing narrows it, and to none that keeps state", async () => {
    const all = await reached({});
    expect(all).toContain("tooling");
    expect(all).toContain("identity-center");
    expect(all).not.toContain("workspaces");
    expect(all).not.toContain("promotion");
  });

  test("to the accounts of its environments alone, unless what is shared is said", async () => {
    expect(await reached({ environments: ["dev"] })).toEqual(["target-dev"]);
    expect(await reached({ environments: ["dev"], shared: true })).toEqual(
      expect.arrayContaining(["target-dev", "tooling", "pipeline-api"]),
    );
    expect(await reached({ shared: false })).not.toContain("tooling");
  });

  test("to what its persona reaches, and no more", async () => {
    const platform = await validPlatform(goldenWith());
    const developer = await reached({ persona: "developer" });
    const granted = platform.personas
      .find(({ name }) => name === "developer")
      ?.grants.flatMap((grant) =>
        grant.kind === "pipeline"
          ? grant.on.map(({ pipeline }) => `pipeline-${pipeline}`)
          : grant.accounts.map(({ name }) => `target-${name}`),
      );
    expect(new Set(developer)).toEqual(new Set(granted));
    expect(developer).not.toContain("tooling");
    expect(developer).not.toContain("target-prod");
  });
});

test("the team of promotions is admin everywhere but where it is said who may do what", async () => {
  for (const { stack, teams } of await planned({ promotionTeam: "promotion" }))
    expect([stack, teams]).toEqual([stack, stack === "workspaces" ? {} : { promotion: "admin" }]);
});

const NOTHING = {
  runs: "read",
  variables: "none",
  stateVersions: "none",
  sentinelMocks: "read",
  workspaceLocking: true,
  runTasks: false,
} as const;

test.each([
  ["read", false],
  ["plan", false],
  ["write", true],
  ["admin", true],
  [NOTHING, false],
  [{ ...NOTHING, runs: "plan" }, false],
  [{ ...NOTHING, runs: "apply" }, true],
  [{ ...NOTHING, variables: "write" }, true],
  [{ ...NOTHING, stateVersions: "write" }, true],
  [{ ...NOTHING, runTasks: true }, true],
] as const)("%j leads past a promotion: %s", (access, expected) => {
  expect(mayConfirm(access)).toBe(expected);
});

describe("the config is told", () => {
  const found = async (workspaces: object, ...settings: readonly Setting[]) => {
    const text = textWith(workspaces, ...settings);
    return (await problemsIn(text)).map((problem) => ({
      code: problem.code,
      severity: problem.severity,
      there: textAt(text, problem),
    }));
  };

  test("which entry of autoApply is protected", async () => {
    expect(await found({ autoApply: ["staging", "prod"] })).toEqual([
      { code: "auto-apply-protected", severity: "error", there: "prod" },
    ]);
  });

  test.each([
    ["write to all", { access: "write" }, ["team-reaches-protected error"]],
    ["apply to all", { access: { runs: "apply" } }, ["team-reaches-protected error"]],
    ["plan to all", { access: "plan" }, []],
    ["admin in an open environment", { access: "admin", environments: ["dev"] }, []],
    [
      "admin in a protected one, by name",
      { access: "admin", environments: ["dev", "prod"] },
      ["team-may-confirm warning"],
    ],
    [
      "write to what all share",
      { access: "write", environments: ["dev"], shared: true },
      ["team-may-confirm warning"],
    ],
    ["an environment that isn't there", { environments: ["pord"] }, ["unknown-environment error"]],
    ["a persona that isn't there", { persona: "tester-2" }, ["unknown-persona error"]],
  ])("of a team with %s", async (_what, team, expected) => {
    const problems = await found({ teams: { them: team } });
    expect(problems.map(({ code, severity }) => `${code} ${severity}`)).toEqual(expected);
  });

  test("nothing of a team that may confirm where no environment is protected", async () => {
    const open: Setting = {
      path: ["environments"],
      value: ["dev", "staging", "prod"].map((name) => ({ name })),
    };
    expect(await found({ teams: { them: { access: "write" } } }, open)).toEqual([]);
  });

  test("that a team stands there twice, with two kinds of access", async () => {
    const problems = await found({ promotionTeam: "them", teams: { them: {} } });
    expect(problems.map(({ code }) => code)).toEqual(["duplicate-name"]);
  });

  test("what stacks can be there already", async () => {
    expect(await found({ existing: ["promotion", "tooling", "pipeline-web"] })).toEqual([]);
    // Only with provisioner.bootstrap.
    expect(await found({ existing: ["bootstrap-tooling"] })).toEqual([
      { code: "unknown-stack", severity: "error", there: "bootstrap-tooling" },
    ]);
    const bootstrap: Setting = { path: ["provisioner"], value: { bootstrap: {} } };
    expect(await found({ existing: ["bootstrap-tooling", "bootstrap-dev"] }, bootstrap)).toEqual(
      [],
    );
  });

  test("that a pipeline would have more triggers than a workspace takes", async () => {
    const accounts = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [
        `more-${index}`,
        { id: String(700_000_000_000 + index), environment: "dev", regions: ["eu-west-1"] },
      ]),
    );
    const many = Object.entries(accounts).map(([name, value]) => ({
      path: ["accounts", name],
      value,
    }));
    const all: Setting = {
      path: ["pipelines", "api", "stages", 0, "accounts"],
      value: { environments: ["dev"] },
    };
    expect(await found({ runTriggers: true }, ...many, all)).toEqual([
      { code: "workspace-limit", severity: "error", there: "true" },
    ]);
    expect(await found({}, ...many, all)).toEqual([]);
  });

  test.each([
    ["a channel with users", { to: "slack", users: ["zoe"] }],
    ["a channel with its address", { to: "slack", url: "https://hooks.example.com/secret" }],
    ["e-mail to nobody", { to: "email" }],
    ["an event that isn't one", { to: "slack", on: ["run:done"] }],
  ])("of %s", async (_what, notification) => {
    const [first, ...more] = await found({ notifications: { them: notification } });
    expect([first?.severity, more]).toEqual(["error", []]);
  });

  test.each(["1.9.8", "~> 1.9", "latest", ">= 1.10"])(
    "that %s is no version of Terraform that the stacks run with",
    async (terraformVersion) => {
      expect(await found({ terraformVersion })).toMatchObject([{ code: "invalid-format" }]);
    },
  );

  test.each(["1.10.0", "1.14", "~> 1.14.0", "2.0.1"])("nothing of %s", async (terraformVersion) => {
    expect(await found({ terraformVersion })).toEqual([]);
  });
});
