import { DataTfeAgentPool } from "@cdktf/provider-tfe/lib/data-tfe-agent-pool";
import { DataTfeOrganizationMembership } from "@cdktf/provider-tfe/lib/data-tfe-organization-membership";
import { DataTfeProject } from "@cdktf/provider-tfe/lib/data-tfe-project";
import { DataTfeTeam } from "@cdktf/provider-tfe/lib/data-tfe-team";
import { Project } from "@cdktf/provider-tfe/lib/project";
import { TfeProvider } from "@cdktf/provider-tfe/lib/provider";
import { TerraformStack, TerraformVariable } from "cdktf";
import { Construct } from "constructs";
import type { Platform } from "../lib/model/platform";
import {
  type ManagedBackend,
  planWorkspaces,
  type Workspace as WorkspaceModel,
  WORKSPACES_STACK,
} from "../lib/model/workspaces";
import { literalText } from "../modules/literal-text";
import { Workspace, type WorkspaceExecution } from "../modules/workspace";
import { addBackend } from "./add-backend";
import { LOCAL_STATE } from "./local-state";
import { requireProvider } from "./require-provider";

/**
 * What `@cdktf/provider-tfe` 12 was generated from, and on. Nothing that is deprecated in 0.80 is used.
 */
const TFE_PROVIDER = { source: "hashicorp/tfe", version: ">= 0.71.0, < 1.0.0" };

interface StackInAccount {
  readonly name: string;
  readonly accountId: string;
}

/** The workspaces of HCP Terraform that keep the state of all stacks, with who may do what there. No part of AWS. */
export class WorkspacesStack extends TerraformStack {
  private readonly settings: ManagedBackend["workspaces"];
  private readonly execution: WorkspaceExecution;
  private readonly projectId: string | undefined;
  /** Within a construct, CDKTF tells names apart that differ in a space only. */
  private readonly lookedUp = new Construct(this, "looked-up");
  private readonly teams = new Map<string, DataTfeTeam>();
  private readonly users = new Map<string, DataTfeOrganizationMembership>();
  private readonly urls = new Map<string, TerraformVariable>();

  constructor(
    scope: Construct,
    platform: Platform,
    private readonly backend: ManagedBackend,
    stacks: readonly StackInAccount[],
  ) {
    super(scope, WORKSPACES_STACK);
    this.settings = backend.workspaces;
    addBackend(this, WORKSPACES_STACK, this.settings.state === "local" ? LOCAL_STATE : backend);
    requireProvider(this, "tfe", TFE_PROVIDER);
    // Its token is the one that Terraform itself uses: none is in the configuration.
    new TfeProvider(this, "tfe", {
      hostname: backend.hostname,
      organization: backend.organization,
    });
    this.projectId = this.addProject();
    this.execution = this.addExecution();
    this.addWorkspaces(planWorkspaces(platform, backend, stacks));
  }

  private addProject(): string | undefined {
    const { project } = this.backend;
    if (project === undefined) return undefined;
    const name = literalText(project);
    return this.settings.createProject
      ? new Project(this, "project", { name, lifecycle: { preventDestroy: true } }).id
      : new DataTfeProject(this, "project", { name }).id;
  }

  private addExecution(): WorkspaceExecution {
    const { agentPool } = this.settings;
    if (agentPool === undefined) return { mode: "remote" };
    const { id } = new DataTfeAgentPool(this, "agent-pool", { name: literalText(agentPool) });
    return { mode: "agent", poolId: id };
  }

  private addWorkspaces(models: readonly WorkspaceModel[]): void {
    const made = new Map(models.map((model) => [model.stack, this.addWorkspace(model)]));
    for (const { stack, startedBy } of models)
      for (const source of startedBy) {
        const other = made.get(source);
        if (other !== undefined) made.get(stack)?.startAfter(other);
      }
    this.takeOver(made);
  }

  private addWorkspace(model: WorkspaceModel): Workspace {
    const { terraformVersion, healthAssessments, tags } = this.settings;
    const workspace = new Workspace(this, model.stack, {
      name: model.name,
      description: model.description,
      projectId: this.projectId,
      tags,
      ...(model.runs
        ? {
            execution: this.execution,
            autoApply: model.autoApply,
            healthAssessments,
            terraformVersion,
            environment: model.variables,
            repository: this.repositoryOf(model.stack),
          }
        : { execution: { mode: "local" } }),
    });
    for (const [team, access] of Object.entries(model.teams))
      workspace.grant(team, this.team(team).id, access);
    if (model.runs) this.addNotifications(workspace);
    return workspace;
  }

  private repositoryOf(stack: string) {
    const { vcs } = this.settings;
    if (vcs === undefined) return undefined;
    const { repository: identifier, branch, connection, folder, planOnPullRequests } = vcs;
    const workingDirectory = `${folder}/stacks/${stack}`;
    return { identifier, branch, connection, planOnPullRequests, workingDirectory };
  }

  private addNotifications(workspace: Workspace): void {
    for (const [name, each] of Object.entries(this.settings.notifications))
      workspace.notify(
        name,
        each.to,
        each.on,
        each.to === "email"
          ? { emailUserIds: each.users.map((user) => this.user(user).userId) }
          : { url: this.url(name).stringValue },
      );
  }

  private team(name: string): DataTfeTeam {
    return found(this.teams, name, () => new DataTfeTeam(this.lookedUp, `team-${name}`, { name }));
  }

  private user(username: string): DataTfeOrganizationMembership {
    return found(
      this.users,
      username,
      () => new DataTfeOrganizationMembership(this.lookedUp, `user-${username}`, { username }),
    );
  }

  /** Whoever has the address can send there, so it is in no file of ours. */
  private url(name: string): TerraformVariable {
    return found(this.urls, name, () => {
      const id = `notification_url_${name.replaceAll("-", "_")}`;
      const variable = new TerraformVariable(this, id, {
        type: "string",
        sensitive: true,
        description: `Where the notification ${name} is sent`,
      });
      variable.overrideLogicalId(id);
      return variable;
    });
  }

  /** Import blocks: CDKTF's own would run Terraform at synth, to ask for its version. */
  private takeOver(made: ReadonlyMap<string, Workspace>): void {
    const { organization } = this.backend;
    const blocks = this.settings.existing.flatMap((stack) => {
      const workspace = made.get(stack)?.workspace;
      if (workspace?.nameInput === undefined) return [];
      const to = `${workspace.terraformResourceType}.${workspace.friendlyUniqueId}`;
      return [{ to, id: `${organization}/${workspace.nameInput}` }];
    });
    if (blocks.length > 0) this.addOverride("import", blocks);
  }
}

function found<T>(made: Map<string, T>, name: string, make: () => T): T {
  const there = made.get(name) ?? make();
  made.set(name, there);
  return there;
}
