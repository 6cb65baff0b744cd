import type { TeamAccessConfig, WorkspacesConfig } from "../config/schema/workspaces";
import type { Persona } from "./people";
import type { Platform } from "./platform";
import { type Phase, ProvisionerNames } from "./provisioner-names";
import { isPipelineGrant, reaches } from "./reach";
import { stackEnvironment } from "./stack-environment";

/** A backend in HCP Terraform, with the stack that makes its workspaces. */
export type ManagedBackend = Extract<Platform["backend"], { readonly type: "cloud" }> & {
  readonly workspaces: WorkspacesConfig;
};

export type TeamAccess = TeamAccessConfig["access"];

/** What a workspace is to be, whoever makes it. */
export interface Workspace {
  /** The stack whose state it keeps, or `promotion`. */
  readonly stack: string;
  readonly name: string;
  readonly description: string;
  /** Whether runs are there; otherwise it keeps state, and Terraform runs wherever somebody starts it. */
  readonly runs: boolean;
  readonly autoApply: boolean;
  /** Environment variables of its runs, none of them a secret. */
  readonly variables: Readonly<Record<string, string>>;
  /** By the team's name. */
  readonly teams: Readonly<Record<string, TeamAccess>>;
  /** Stacks whose applies start a plan here, sorted. */
  readonly startedBy: readonly string[];
}

/** A stack as it is generated. */
interface StackInAccount {
  readonly name: string;
  readonly accountId: string;
}

/** The stack that makes the workspaces, one of which keeps its state. */
export const WORKSPACES_STACK = "workspaces";

/** Keeps the journal of promotions; no stack has this name. */
export const JOURNAL_WORKSPACE = "promotion";

/** The backend of a platform that has its workspaces made. */
export function findManagedBackend({
  backend,
}: Pick<Platform, "backend">): ManagedBackend | undefined {
  return backend.type === "cloud" && backend.workspaces !== undefined
    ? { ...backend, workspaces: backend.workspaces }
    : undefined;
}

/** A workspace for each stack, for the stack that makes them, and for the journal of promotions. */
export function planWorkspaces(
  platform: Platform,
  backend: ManagedBackend,
  stacks: readonly StackInAccount[],
): Workspace[] {
  const names = new ProvisionerNames(platform);
  return [
    {
      ...keepsState(backend, WORKSPACES_STACK, "The state of the workspaces themselves"),
      // Its owners alone decide who may do what.
      teams: {},
    },
    keepsState(backend, JOURNAL_WORKSPACE, "The journal of Gatehouse's promotions"),
    ...stacks.map((stack) =>
      stack.name === names.bootstrapStack(stack.accountId)
        ? keepsState(
            backend,
            stack.name,
            `What Terraform runs as in account ${stack.accountId}; applied by an administrator`,
          )
        : runsStack(platform, backend, stack),
    ),
  ];
}

/** Whether a team with it could bring about what no promotion has planned. */
export function mayConfirm(access: TeamAccess): boolean {
  if (typeof access === "string") return access === "write" || access === "admin";
  const { runs, variables, stateVersions, runTasks } = access;
  return runs === "apply" || variables === "write" || stateVersions === "write" || runTasks;
}

/** Whether a team's access holds in workspaces of no environment. */
export function isShared({ environments, shared = environments === undefined }: TeamAccessConfig) {
  return shared;
}

function keepsState(backend: ManagedBackend, stack: string, description: string): Workspace {
  return {
    stack,
    name: `${backend.workspacePrefix}${stack}`,
    description,
    runs: false,
    autoApply: false,
    variables: {},
    teams: promotionTeam(backend),
    startedBy: [],
  };
}

function runsStack(
  platform: Platform,
  backend: ManagedBackend,
  { name, accountId }: StackInAccount,
): Workspace {
  const { workspaces } = backend;
  const environment = stackEnvironment(platform, name);
  return {
    stack: name,
    name: `${backend.workspacePrefix}${name}`,
    description: `Stack ${name} of account ${accountId}`,
    runs: true,
    autoApply: environment !== undefined && workspaces.autoApply.includes(environment),
    variables: {
      ...credentials(platform, { name, accountId }),
      ...(name === "identity-center" ? fewAtATime(workspaces) : {}),
    },
    teams: {
      ...Object.fromEntries(
        Object.entries(workspaces.teams)
          .filter(([, team]) => covers(platform, team, { name, accountId }))
          .map(([team, { access }]) => [team, access]),
      ),
      ...promotionTeam(backend),
    },
    startedBy: workspaces.runTriggers ? leansOn(platform, name) : [],
  };
}

/** @see https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/aws-configuration */
function credentials(
  platform: Platform,
  { name, accountId }: StackInAccount,
): Readonly<Record<string, string>> {
  if (platform.bootstrap === undefined) return {};
  const names = new ProvisionerNames(platform);
  const role = (phase: Phase): string => names.roleArn(accountId, name, phase);
  return {
    TFC_AWS_PROVIDER_AUTH: "true",
    TFC_AWS_PLAN_ROLE_ARN: role("plan"),
    TFC_AWS_APPLY_ROLE_ARN: role("apply"),
  };
}

/**
 * Identity Center takes few assignments at once. Agents know only Terraform's own setting.
 * @see https://developer.hashicorp.com/terraform/cloud-docs/workspaces/variables#parallelism
 */
function fewAtATime({ agentPool }: WorkspacesConfig): Readonly<Record<string, string>> {
  if (agentPool === undefined) return { TFE_PARALLELISM: "5" };
  const setting = "-parallelism=5";
  return { TF_CLI_ARGS_plan: setting, TF_CLI_ARGS_apply: setting };
}

function promotionTeam({ workspaces }: ManagedBackend): Readonly<Record<string, TeamAccess>> {
  return workspaces.promotionTeam === undefined ? {} : { [workspaces.promotionTeam]: "admin" };
}

function covers(platform: Platform, team: TeamAccessConfig, stack: StackInAccount): boolean {
  const environment = stackEnvironment(platform, stack.name);
  const { environments } = team;
  const chosen =
    environment === undefined
      ? isShared(team)
      : environments === undefined || environments.includes(environment);
  if (!chosen || team.persona === undefined) return chosen;
  const persona = platform.personas.find(({ name }) => name === team.persona);
  return persona !== undefined && concerns(platform, persona, stack);
}

/** Whether a persona holds something on what a stack makes. */
function concerns(platform: Platform, persona: Persona, stack: StackInAccount): boolean {
  if (stackEnvironment(platform, stack.name) !== undefined)
    return reaches(persona, stack.accountId, platform);
  return persona.grants
    .filter(isPipelineGrant)
    .some(({ on }) => on.some(({ pipeline }) => stack.name === `pipeline-${pipeline}`));
}

/** The stacks whose roles and keys a pipeline's stack uses. */
export function leansOn(platform: Platform, stack: string): string[] {
  const pipeline = platform.pipelines.find(({ name }) => stack === `pipeline-${name}`);
  if (pipeline === undefined) return [];
  return [...pipeline.targets.map(({ account }) => `target-${account.name}`), "tooling"];
}
