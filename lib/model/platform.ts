import type {
  AccountId,
  AccountName,
  ConnectionName,
  EnvironmentName,
  PipelineName,
  ProfileName,
  Region,
  StageName,
  Tags,
} from "../config/schema/names";
import type { BootstrapConfig } from "../config/schema/bootstrap";
import type { PermissionConfig } from "../config/schema/permissions";
import type { ApprovalConfig, BuildConfig } from "../config/schema/pipeline";
import type { PromotionConfig } from "../config/schema/promotion";
import type { BackendConfig, RetentionConfig } from "../config/schema/running";
import type { Audit } from "./audit";
import type { Partition } from "./partitions";
import type { CustomCapability, DutyRule, Group, Identity, Persona } from "./people";

/**
 * The described organisation, checked, resolved and frozen. Lists are sorted by name (environments and stages keep
 * their order, which means something), so that a reordered config gives the same platform.
 */
export interface Platform {
  readonly organizationId: string;
  readonly partition: Partition;
  readonly managementAccountId: AccountId;
  readonly logArchiveAccountId?: AccountId;
  /** Where Gatehouse makes the audit trail. */
  readonly audit?: Audit;
  readonly prefix: string;
  readonly tags: Tags;
  readonly tooling: Tooling;
  readonly environments: readonly Environment[];
  readonly accounts: readonly TargetAccount[];
  readonly connections: readonly Connection[];
  readonly pipelines: readonly Pipeline[];
  /** The team's own, whether a persona holds them or not. */
  readonly capabilities: readonly CustomCapability[];
  /** The config's own rules, beside the one about approvers. */
  readonly duties: readonly DutyRule[];
  readonly personas: readonly Persona[];
  readonly groups: readonly Group[];
  readonly identity: Identity;
  readonly backend: BackendConfig;
  readonly boundary: Boundary;
  readonly provisionerRole?: string;
  /** Where Gatehouse makes the roles that Terraform runs as. */
  readonly bootstrap?: BootstrapConfig;
  readonly retention: RetentionConfig;
  readonly promotion: PromotionConfig;
}

export interface Tooling {
  readonly accountId: AccountId;
  readonly homeRegion: Region;
  /** Every region in which some pipeline needs an artifact store; the home region is always one. */
  readonly regions: readonly Region[];
}

export interface Environment {
  readonly name: EnvironmentName;
  readonly protected: boolean;
}

export interface TargetAccount {
  readonly name: AccountName;
  readonly id: AccountId;
  readonly environment: EnvironmentName;
  readonly ou?: string;
  readonly regions: readonly Region[];
  readonly tags: Tags;
}

export type Connection =
  | { readonly kind: "existing"; readonly name: ConnectionName; readonly arn: string }
  | {
      readonly kind: "created";
      readonly name: ConnectionName;
      readonly provider: "GitHub" | "GitLab" | "Bitbucket";
    };

export interface Pipeline {
  readonly name: PipelineName;
  readonly team: string;
  readonly description?: string;
  readonly tags: Tags;
  readonly source: Source;
  readonly build: BuildConfig;
  readonly deploy?: Deploy;
  /** The stages after Source and Build, in the order in which they run. */
  readonly stages: readonly Stage[];
  /** Regions in which it needs an artifact store, sorted; the home region is always one. */
  readonly regions: readonly Region[];
  /** The accounts it deploys to, sorted by name. */
  readonly targets: readonly PipelineTarget[];
  readonly executionMode: "SUPERSEDED" | "QUEUED";
  readonly deleteBucketWithArtifacts: boolean;
}

export interface Source {
  readonly connection: Connection;
  readonly repository: string;
  readonly branch: string;
  readonly detectChanges: boolean;
}

export interface ExecutionProfile {
  readonly name: ProfileName;
  readonly permissions: readonly PermissionConfig[];
  readonly planPermissions: readonly PermissionConfig[];
  readonly workloadPermissions: readonly PermissionConfig[];
  readonly mayCreateRoles: boolean;
}

export type Deploy = CloudFormationDeploy | EcsDeploy | TerraformDeploy;

export interface CloudFormationDeploy {
  readonly kind: "cloudformation";
  readonly profile: ExecutionProfile;
  readonly stackName: string;
  readonly template: string;
  readonly templateConfiguration?: string;
  /** Template parameters that get the build artifact's bucket and key. */
  readonly artifactParameters?: { readonly bucket: string; readonly key: string };
  readonly capabilities: readonly string[];
}

export interface EcsDeploy {
  readonly kind: "ecs";
  readonly cluster: string;
  readonly service: string;
  readonly taskFamily: string;
  readonly taskRoles: readonly string[];
  readonly imageDefinitions: string;
}

export interface TerraformDeploy {
  readonly kind: "terraform";
  readonly profile: ExecutionProfile;
  readonly planBuildspec: string;
  readonly applyBuildspec: string;
}

export interface Stage {
  readonly name: StageName;
  /** The environments of the accounts it deploys to, in the platform's order. */
  readonly environments: readonly EnvironmentName[];
  /** True where one of them is protected. */
  readonly protected: boolean;
  readonly approval?: ApprovalConfig;
  readonly targets: readonly StageTarget[];
}

export interface StageTarget {
  readonly account: TargetAccount;
  readonly regions: readonly Region[];
}

export interface PipelineTarget extends StageTarget {
  /** True where some stage deploys there without an approval. */
  readonly direct: boolean;
}

export interface Boundary {
  readonly toolingPolicy?: string;
  readonly targetPolicy?: string;
}
