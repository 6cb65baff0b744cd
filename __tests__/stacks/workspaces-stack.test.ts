import { managedText, WORKSPACES } from "../support/managed-workspaces";
import { type Arguments, type SynthesizedPlatform, synthPlatform } from "../support/synth-platform";
import { TfeSchema } from "../support/tfe-schema";

interface WorkspacesJson {
  readonly terraform: Arguments;
  readonly provider: Readonly<Record<string, readonly Arguments[]>>;
  readonly resource: Readonly<Record<string, Readonly<Record<string, Arguments>>>>;
  readonly data: Readonly<Record<string, Readonly<Record<string, Arguments>>>>;
  readonly variable?: Readonly<Record<string, Arguments>>;
  readonly import?: readonly Arguments[];
}

const textOf = (made: SynthesizedPlatform) =>
  made.files.get("stacks/workspaces/cdk.tf.json") ?? "{}";
const jsonOf = (made: SynthesizedPlatform) => JSON.parse(textOf(made)) as WorkspacesJson;

let made: SynthesizedPlatform;
let stack: WorkspacesJson;
let plain: SynthesizedPlatform;
beforeAll(async () => {
  made = await synthPlatform(managedText());
  stack = jsonOf(made);
  plain = await synthPlatform(
    managedText({
      state: "backend",
      vcs: { repository: "acme/generated", branch: "main", connection: "ghain-a1B2c3D4e5F6" },
    }),
  );
}, 120_000);

const all = (type: string, from = stack): readonly Arguments[] =>
  Object.values(from.resource[type] ?? {});

/** Resources by the stack whose workspace they are about. */
const of = (name: string, type: string, from = stack): readonly Arguments[] => {
  const [label] =
    Object.entries(from.resource["tfe_workspace"] ?? {}).find(
      ([, workspace]) => workspace["name"] === `gatehouse-${name}`,
    ) ?? [];
  if (label === undefined) throw new Error(`there is no workspace for ${name}`);
  return type === "tfe_workspace"
    ? [from.resource[type]?.[label] ?? {}]
    : all(type, from).filter(({ workspace_id: id }) => id === `\${tfe_workspace.${label}.id}`);
};
const the = (name: string, type: string, from = stack): Arguments => {
  const [only, ...more] = of(name, type, from);
  if (only === undefined || more.length > 0) throw new Error(`not one ${type} of ${name}`);
  return only;
};
const withoutNotes = ({ "//": _, ...rest }: Arguments): Arguments => rest;

test("each stack has a workspace, and so have they themselves and the journal of promotions", () => {
  expect(made.stackNames).toContain("workspaces");
  expect(
    all("tfe_workspace")
      .map(({ name }) => name)
      .sort(),
  ).toEqual([...made.stackNames, "promotion"].map((name) => `gatehouse-${name}`).sort());
  for (const name of made.stackNames.filter((each) => !/^(bootstrap-|workspaces$)/.test(each))) {
    expect(made.stack(name).terraform.cloud).toMatchObject({
      workspaces: { name: the(name, "tfe_workspace")["name"] },
    });
  }
});

test("no argument is one that the provider doesn't know, and none is missing", () => {
  const schema = new TfeSchema();
  const faults = [made, plain]
    .map(jsonOf)
    .flatMap(({ resource, data }) =>
      (["resource", "data"] as const).flatMap((mode) =>
        Object.entries(mode === "data" ? data : resource).flatMap(([type, named]) =>
          Object.values(named).flatMap((body) => schema.faults(type, mode, body)),
        ),
      ),
    );
  expect(faults).toEqual([]);
  expect(schema.faults("tfe_workspace", "resource", { nam: "x" })).toEqual([
    "tfe_workspace has no nam",
    "tfe_workspace lacks name",
  ]);
  expect(
    schema.faults("tfe_workspace", "resource", { name: "x", vcs_repo: { branc: "x" } }),
  ).toEqual(["tfe_workspace.vcs_repo has no branc", "tfe_workspace.vcs_repo lacks identifier"]);
  expect(schema.faults("tfe_team", "data", { id: "x" })).toEqual(["tfe_team lacks name"]);
});

test("a workspace shares nothing, starts nothing by itself, and is kept from deletion", () => {
  expect(withoutNotes(the("target-dev", "tfe_workspace"))).toEqual({
    name: "gatehouse-target-dev",
    description: "Stack target-dev of account 200000000001",
    project_id: "${tfe_project.project.id}",
    terraform_version: "~> 1.14.0",
    auto_apply: true,
    auto_apply_run_trigger: false,
    assessments_enabled: true,
    queue_all_runs: false,
    file_triggers_enabled: false,
    speculative_enabled: false,
    force_delete: false,
    lifecycle: { prevent_destroy: true },
    tags: { owner: "platform" },
  });
  expect(all("tfe_workspace_settings")).toHaveLength(all("tfe_workspace").length);
  for (const settings of all("tfe_workspace_settings"))
    expect(settings["global_remote_state"]).toBe(false);
});

test("only accounts of an environment that is named are applied without being confirmed", () => {
  const automatic = all("tfe_workspace").filter(({ auto_apply: automatically }) => automatically);
  expect(automatic.map(({ name }) => name)).toEqual(["gatehouse-target-dev"]);
});

test("runs are by the agents of the pool; what an administrator applies runs where that person is", () => {
  expect(the("tooling", "tfe_workspace_settings")).toMatchObject({
    execution_mode: "agent",
    agent_pool_id: "${data.tfe_agent_pool.agent-pool.id}",
  });
  for (const name of ["bootstrap-tooling", "bootstrap-dev", "workspaces", "promotion"]) {
    const settings = the(name, "tfe_workspace_settings");
    expect([settings["execution_mode"], settings["agent_pool_id"]]).toEqual(["local", undefined]);
    expect(of(name, "tfe_variable")).toEqual([]);
    expect(of(name, "tfe_notification_configuration")).toEqual([]);
    expect(the(name, "tfe_workspace")["assessments_enabled"]).toBe(false);
    expect(of(name, "tfe_team_access").map(({ access }) => access)).toEqual(
      name === "workspaces" ? [] : ["admin"],
    );
  }
});

test("a run's variables name roles that the bootstrap stacks make, and that trust this workspace", () => {
  const roles = made.stackNames
    .filter((name) => name.startsWith("bootstrap-"))
    .flatMap((name) => Object.values(made.stack(name).resource["aws_iam_role"] ?? {}));
  const named = all("tfe_workspace").flatMap(({ name }) =>
    of(String(name).replace("gatehouse-", ""), "tfe_variable").map(({ key, value }) => ({
      name,
      key,
      value,
    })),
  );
  const forRoles = named.filter(({ key }) => String(key).endsWith("_ROLE_ARN"));
  expect(forRoles).toHaveLength(roles.length);
  for (const { name, key, value } of forRoles) {
    const phase = key === "TFC_AWS_PLAN_ROLE_ARN" ? "plan" : "apply";
    const role = roles.find((each) => String(value).endsWith(`:role/${String(each["name"])}`));
    expect(JSON.stringify(role?.["assume_role_policy"])).toContain(
      `organization:acme:project:platform:workspace:${String(name)}:run_phase:${phase}`,
    );
  }
  for (const variable of all("tfe_variable"))
    expect(variable).toMatchObject({ category: "env", sensitive: false });
  expect(named.filter(({ key }) => key === "TFC_AWS_PROVIDER_AUTH")).toHaveLength(roles.length / 2);
});

test("the token is Terraform's own, and the address of a channel is asked for when it is applied", () => {
  expect(stack.provider).toEqual({
    tfe: [{ hostname: "app.terraform.io", organization: "acme" }],
  });
  expect(stack.terraform["required_providers"]).toEqual({
    tfe: { source: "hashicorp/tfe", version: ">= 0.71.0, < 1.0.0" },
  });
  expect(stack.variable).toEqual({
    notification_url_platform_team: {
      type: "string",
      sensitive: true,
      description: "Where the notification platform-team is sent",
    },
  });
  const sent = of("target-prod", "tfe_notification_configuration").map(withoutNotes);
  expect(sent).toEqual([
    expect.objectContaining({
      name: "oncall",
      destination_type: "email",
      triggers: ["run:errored"],
      email_user_ids: ["adam", "zoe"].map(
        (user) => expect.stringContaining(`_user-${user}_`) as string,
      ),
    }),
    expect.objectContaining({
      name: "platform-team",
      destination_type: "slack",
      enabled: true,
      url: "${var.notification_url_platform_team}",
      triggers: expect.arrayContaining(["run:needs_attention", "assessment:drifted"]) as string[],
    }),
  ]);
});

test("permissions one by one are a block, with what was left out denied", () => {
  const [custom] = of("tooling", "tfe_team_access").filter(({ permissions }) => permissions);
  expect(custom?.["access"]).toBeUndefined();
  expect(custom?.["permissions"]).toEqual([
    {
      runs: "plan",
      variables: "none",
      state_versions: "none",
      sentinel_mocks: "none",
      workspace_locking: false,
      run_tasks: false,
    },
  ]);
});

test("a pipeline's workspace is triggered by those whose roles and keys it uses, and by nothing else", () => {
  const triggers = all("tfe_run_trigger");
  expect(triggers).toHaveLength(
    made.platform.pipelines.reduce((sum, { targets }) => sum + targets.length + 1, 0),
  );
  expect(of("tooling", "tfe_run_trigger")).toEqual([]);
});

test("workspaces that are there already are taken over by name", () => {
  expect(stack.import).toEqual(
    ["promotion", "tooling"].map((name) => ({
      id: `acme/gatehouse-${name}`,
      to: expect.stringMatching(new RegExp(`^tfe_workspace\\.${name}_workspace_\\w{8}$`)) as string,
    })),
  );
  expect(jsonOf(plain).import).toBeUndefined();
});

test("its state is local until it has made the workspace that keeps it", () => {
  expect(stack.terraform["backend"]).toEqual({
    local: { path: "../../../state/workspaces.tfstate" },
  });
  expect(jsonOf(plain).terraform["cloud"]).toMatchObject({
    workspaces: { name: "gatehouse-workspaces", project: "platform" },
  });
});

test("with a repository, runs start in the stack's folder there; the project is looked up", () => {
  expect(withoutNotes(the("tooling", "tfe_workspace", jsonOf(plain)))).toMatchObject({
    project_id: "${data.tfe_project.project.id}",
    working_directory: "cdktf.out/stacks/tooling",
    file_triggers_enabled: true,
    speculative_enabled: true,
    queue_all_runs: false,
    vcs_repo: {
      identifier: "acme/generated",
      branch: "main",
      github_app_installation_id: "ghain-a1B2c3D4e5F6",
    },
  });
  expect(the("workspaces", "tfe_workspace", jsonOf(plain))["vcs_repo"]).toBeUndefined();
  expect(the("tooling", "tfe_workspace_settings", jsonOf(plain))["execution_mode"]).toBe("remote");
});

test("no stack waits for it, and it waits for none", () => {
  const { stacks } = JSON.parse(made.files.get("manifest.json") ?? "") as {
    stacks: Record<string, { dependencies: string[] }>;
  };
  expect(stacks["workspaces"]?.dependencies).toEqual([]);
  for (const { dependencies } of Object.values(stacks))
    expect(dependencies).not.toContain("workspaces");
});

test("the order in the config changes nothing, and a team more changes no other resource", async () => {
  const { teams, notifications } = WORKSPACES;
  const turned = {
    ...WORKSPACES,
    existing: [...WORKSPACES.existing].reverse(),
    teams: Object.fromEntries(
      Object.entries({ ...teams, more: { environments: ["staging", "dev"] } }).reverse(),
    ),
    notifications: {
      oncall: { ...notifications.oncall, users: ["adam", "zoe"] },
      "platform-team": notifications["platform-team"],
    },
  };
  const other = jsonOf(await synthPlatform(managedText(turned)));
  const isNew = ({ "//": notes }: Arguments) => JSON.stringify(notes).includes("team-more");
  expect(all("tfe_team_access", other).filter(isNew)).toHaveLength(2);
  const kept = Object.entries(other.resource).map(([type, named]) => [
    type,
    Object.fromEntries(Object.entries(named).filter(([, body]) => !isNew(body))),
  ]);
  expect(JSON.stringify(Object.fromEntries(kept))).toBe(JSON.stringify(stack.resource));
  expect(other.import).toEqual(stack.import);
}, 120_000);
