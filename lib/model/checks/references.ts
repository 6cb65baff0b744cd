import { suggest } from "../../config/near-miss";
import type { ConfigPath } from "../../config/config-path";
import type { Finding } from "../../config/problem";
import type { ProblemCode } from "../../config/problems/catalogue";
import { ACCOUNT_CAPABILITIES, PIPELINE_CAPABILITIES } from "../../config/schema/capabilities";
import type {
  AccountSelector,
  PipelineSelector,
  StageSelector,
} from "../../config/schema/selectors";
import { personasOf } from "../group-entries";
import { isWithin } from "../select";
import { findManagedBackend } from "../workspaces";
import { type Check, type CheckInput, droppedFrom } from "./check";

/** Every name that is used must be defined somewhere. */
export const checkReferences: Check = (input) => {
  const { config } = input;
  const known = knownNames(input);
  const findings: Finding[] = [];
  const expect = (kind: Kind, name: string, path: ConfigPath): void => {
    if (known[kind].includes(name) || isLost(input, KINDS[kind].section)) return;
    findings.push({
      code: KINDS[kind].code,
      path,
      message: `there is no ${KINDS[kind].noun} "${name}"`,
      // Few enough to choose from, and the last of them are as good a guess as the first.
      fix: suggest(name, known[kind], kind === "capability" ? Infinity : undefined),
    });
  };
  const each = (kind: Kind, names: readonly string[] | undefined, path: ConfigPath): void => {
    names?.forEach((name, index) => {
      expect(kind, name, [...path, index]);
    });
  };
  const accounts = (selector: AccountSelector | "all" | undefined, path: ConfigPath): void => {
    if (selector === undefined || selector === "all") return;
    each("account", selector.names, [...path, "names"]);
    each("account", selector.exclude, [...path, "exclude"]);
    each("environment", selector.environments, [...path, "environments"]);
    if (droppedFrom(input, "accounts")) return;
    selector.ous?.forEach((ou, index) => {
      if (!input.platform.accounts.some((account) => isWithin(ou, account.ou)))
        expect("ou", ou, [...path, "ous", index]);
    });
    for (const [key, value] of Object.entries(selector.tags ?? {})) {
      if (!input.platform.accounts.some((account) => account.tags[key] === value)) {
        expect("tag", `${key}: ${value}`, [...path, "tags", key]);
      }
    }
  };
  const pipelines = (selector: PipelineSelector | undefined, path: ConfigPath): void => {
    if (selector === undefined || typeof selector === "string") return;
    each("pipeline", selector.names, [...path, "names"]);
    if (droppedFrom(input, "pipelines")) return;
    each("team", selector.teams, [...path, "teams"]);
  };
  const stages = (selector: StageSelector | undefined, path: ConfigPath): void => {
    each("environment", selector?.environments, [...path, "environments"]);
    if (!droppedFrom(input, "pipelines")) each("stage", selector?.names, [...path, "names"]);
  };

  for (const [name, account] of Object.entries(config.accounts)) {
    expect("environment", account.environment, ["accounts", name, "environment"]);
  }
  each("account", config.promotion.canaries, ["promotion", "canaries"]);
  for (const [name, pipeline] of Object.entries(config.pipelines)) {
    const path = ["pipelines", name];
    expect("connection", pipeline.source.connection, [...path, "source", "connection"]);
    if (pipeline.deploy !== undefined && "executionProfile" in pipeline.deploy) {
      expect("profile", pipeline.deploy.executionProfile, [...path, "deploy", "executionProfile"]);
    }
    pipeline.stages.forEach((stage, index) => {
      accounts(stage.accounts, [...path, "stages", index, "accounts"]);
    });
  }
  for (const [name, persona] of Object.entries(config.personas)) {
    each("persona", persona.extends, ["personas", name, "extends"]);
    persona.grants.forEach((grant, index) => {
      const path = ["personas", name, "grants", index];
      each("capability", grant.capabilities, [...path, "capabilities"]);
      pipelines(grant.pipelines, [...path, "pipelines"]);
      stages(grant.stages, [...path, "stages"]);
      accounts(grant.accounts, [...path, "accounts"]);
    });
  }
  config.groups.forEach((group, index) => {
    each("persona", personasOf(group), ["groups", index, "personas"]);
  });
  const { workspaces } = findManagedBackend(config) ?? {};
  each("environment", workspaces?.autoApply, ["backend", "workspaces", "autoApply"]);
  for (const [name, team] of Object.entries(workspaces?.teams ?? {})) {
    const path = ["backend", "workspaces", "teams", name];
    each("environment", team.environments, [...path, "environments"]);
    if (team.persona !== undefined) expect("persona", team.persona, [...path, "persona"]);
  }
  return findings;
};

/** Whether the whole section could not be read, so that nothing is known of its names. */
function isLost({ dropped }: CheckInput, section: string): boolean {
  return dropped.some((cut) => cut.length === 1 && cut[0] === section);
}

const KINDS = {
  account: { code: "unknown-account", noun: "account", section: "accounts" },
  environment: { code: "unknown-environment", noun: "environment", section: "environments" },
  ou: { code: "unknown-ou", noun: "account in the OU", section: "accounts" },
  tag: { code: "unknown-tag", noun: "account with the tag", section: "accounts" },
  connection: { code: "unknown-connection", noun: "connection", section: "connections" },
  profile: { code: "unknown-profile", noun: "execution profile", section: "executionProfiles" },
  pipeline: { code: "unknown-pipeline", noun: "pipeline", section: "pipelines" },
  team: { code: "unknown-team", noun: "pipeline owned by the team", section: "pipelines" },
  stage: { code: "unknown-stage", noun: "stage", section: "pipelines" },
  persona: { code: "unknown-persona", noun: "persona", section: "personas" },
  capability: { code: "unknown-capability", noun: "capability", section: "capabilities" },
} as const satisfies Record<string, { code: ProblemCode; noun: string; section: string }>;
type Kind = keyof typeof KINDS;

function knownNames({ config, namesIn }: CheckInput): Record<Kind, readonly string[]> {
  const accounts = Object.values(config.accounts);
  const pipelines = Object.values(config.pipelines);
  const unique = (names: readonly string[]) => [...new Set(names)].sort();
  return {
    account: namesIn("accounts"),
    environment: [...new Set(config.environments.map((environment) => environment.name))],
    ou: unique(accounts.flatMap((account) => account.ou ?? [])),
    tag: unique(
      accounts.flatMap((account) =>
        Object.entries(account.tags).map(([key, value]) => `${key}: ${value}`),
      ),
    ),
    connection: namesIn("connections"),
    profile: namesIn("executionProfiles"),
    pipeline: namesIn("pipelines"),
    team: unique(pipelines.map((pipeline) => pipeline.team)),
    stage: unique(pipelines.flatMap((pipeline) => pipeline.stages.map((stage) => stage.name))),
    persona: namesIn("personas"),
    capability: [...PIPELINE_CAPABILITIES, ...ACCOUNT_CAPABILITIES, ...namesIn("capabilities")],
  };
}
