import { NotificationConfiguration } from "@cdktf/provider-tfe/lib/notification-configuration";
import { RunTrigger } from "@cdktf/provider-tfe/lib/run-trigger";
import { TeamAccess } from "@cdktf/provider-tfe/lib/team-access";
import { Variable } from "@cdktf/provider-tfe/lib/variable";
import { Workspace as TfeWorkspace } from "@cdktf/provider-tfe/lib/workspace";
import { WorkspaceSettings } from "@cdktf/provider-tfe/lib/workspace-settings";
import { Construct } from "constructs";
import { literalText } from "./literal-text";

/** Where Terraform runs for a workspace, which HCP Terraform calls its execution mode. */
export type WorkspaceExecution =
  /** Wherever somebody starts it; the workspace keeps the state. */
  | { readonly mode: "local" }
  /** On HCP Terraform's machines. */
  | { readonly mode: "remote" }
  /** On agents of yours; the pool must allow the workspace. */
  | { readonly mode: "agent"; readonly poolId: string };

/** Permissions one by one, as HCP Terraform names them. */
export interface WorkspacePermissions {
  readonly runs: "read" | "plan" | "apply";
  readonly variables: "none" | "read" | "write";
  readonly stateVersions: "none" | "read-outputs" | "read" | "write";
  readonly sentinelMocks: "none" | "read";
  readonly workspaceLocking: boolean;
  readonly runTasks: boolean;
}

/** Of a repository whose pushes start runs. */
export interface WorkspaceRepository {
  /** As `owner/name`. */
  readonly identifier: string;
  readonly branch: string;
  /** The id of an OAuth token (`ot-…`) or of a GitHub App installation (`ghain-…`). */
  readonly connection: string;
  /** Where Terraform runs in it. */
  readonly workingDirectory: string;
  readonly planOnPullRequests: boolean;
}

export interface WorkspaceProps {
  readonly name: string;
  readonly description: string;
  readonly execution: WorkspaceExecution;
  /** @default the organization's default project */
  readonly projectId?: string;
  /** Whether a plan is applied without being confirmed. Runs of the CLI say so themselves. @default false */
  readonly autoApply?: boolean;
  /** Whether HCP Terraform looks for drift by itself. @default false */
  readonly healthAssessments?: boolean;
  /** A version, or a range. @default the newest when the workspace is made */
  readonly terraformVersion?: string;
  /** Environment variables of its runs. They are shown to whoever may read variables: no secrets. @default none */
  readonly environment?: Readonly<Record<string, string>>;
  /** @default runs are started by the CLI, or by hand */
  readonly repository?: WorkspaceRepository;
  /** @default none */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * A workspace of HCP Terraform that shares its state with no other, and is kept from deletion while Terraform manages
 * anything there.
 */
export class Workspace extends Construct {
  readonly workspace: TfeWorkspace;

  constructor(scope: Construct, id: string, props: WorkspaceProps) {
    super(scope, id);
    this.workspace = this.createWorkspace(props);
    this.createSettings(props.execution);
    for (const [key, value] of Object.entries(props.environment ?? {}))
      new Variable(this, `variable-${key}`, {
        workspaceId: this.workspace.id,
        category: "env",
        key,
        value: literalText(value),
        sensitive: false,
      });
  }

  /** @param id a name of the team that stays as it is */
  grant(id: string, teamId: string, access: string | WorkspacePermissions): void {
    new TeamAccess(this, `team-${id}`, {
      workspaceId: this.workspace.id,
      teamId,
      ...(typeof access === "string" ? { access } : { permissions: [access] }),
    });
  }

  /** Tells somebody of what happens to runs. `to` is an address for a kind of `slack` and its like, or users' ids. */
  notify(
    name: string,
    kind: "email" | "generic" | "microsoft-teams" | "slack",
    triggers: readonly string[],
    to: { readonly url: string } | { readonly emailUserIds: readonly string[] },
  ): void {
    new NotificationConfiguration(this, `notification-${name}`, {
      workspaceId: this.workspace.id,
      name,
      enabled: true,
      destinationType: kind,
      triggers: [...triggers],
      ...("url" in to ? { url: to.url } : { emailUserIds: [...to.emailUserIds] }),
    });
  }

  /** Has an apply elsewhere start a plan here, which waits to be confirmed. */
  startAfter(other: Workspace): void {
    new RunTrigger(this, `after-${other.node.id}`, {
      workspaceId: this.workspace.id,
      sourceableId: other.workspace.id,
    });
  }

  private createWorkspace(props: WorkspaceProps): TfeWorkspace {
    const { repository, tags = {} } = props;
    return new TfeWorkspace(this, "workspace", {
      name: props.name,
      description: literalText(props.description),
      projectId: props.projectId,
      terraformVersion: props.terraformVersion,
      autoApply: props.autoApply ?? false,
      autoApplyRunTrigger: false,
      assessmentsEnabled: props.healthAssessments ?? false,
      // The provider's default is to start a run as soon as the workspace is made.
      queueAllRuns: false,
      fileTriggersEnabled: repository !== undefined,
      speculativeEnabled: repository?.planOnPullRequests ?? false,
      workingDirectory: repository?.workingDirectory,
      ...(repository === undefined ? {} : { vcsRepo: vcsRepo(repository) }),
      ...(Object.keys(tags).length === 0 ? {} : { tags: { ...tags } }),
      // HCP Terraform then refuses to delete it while it manages anything.
      forceDelete: false,
      lifecycle: { preventDestroy: true },
    });
  }

  /** On `tfe_workspace` itself these are deprecated. */
  private createSettings(execution: WorkspaceExecution): void {
    new WorkspaceSettings(this, "settings", {
      workspaceId: this.workspace.id,
      executionMode: execution.mode,
      agentPoolId: execution.mode === "agent" ? execution.poolId : undefined,
      globalRemoteState: false,
    });
  }
}

function vcsRepo({ identifier, branch, connection }: WorkspaceRepository) {
  return {
    identifier,
    branch: literalText(branch),
    ...(connection.startsWith("ghain-")
      ? { githubAppInstallationId: connection }
      : { oauthTokenId: connection }),
  };
}
