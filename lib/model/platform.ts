import type {
  AccountId,
  AccountName,
  CapabilityName,
  ConnectionName,
  EnvironmentName,
  GroupName,
  PersonaName,
  PipelineName,
  ProfileName,
  Region,
  StageName,
  Tags,
} from "../config/schema/names";
import type { ConfigPath } from "../config/config-path";
import type {
  AccountCapability,
  DutyRuleConfig,
  PipelineCapability,
} from "../config/schema/capabilities";
import type { PermissionConfig } from "../config/schema/permissions";
import type { ApprovalConfig, BuildConfig } from "../config/schema/pipeline";
import type { BackendConfig, RetentionConfig } from "../config/schema/running";
import type { Partition } from "./partitions";

/**
 * The described organisation, checked, resolved and frozen. Lists are sorted by name (environments and stages keep
 * their order, which means something), so that a reordered config gives the same platform.
 */
export interface Platform {
  readonly organizationId: string;
  readonly partition: Partition;
  readonly managementAccountId: AccountId;
  readonly logArchiveAccountId?: AccountId;
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
  readonly retention: RetentionConfig;
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

/** A rule about separation of duties, as data. */
export interface DutyRule extends DutyRuleConfig {
  /** Where it is written; none for the one that always holds. */
  readonly path?: ConfigPath;
}

export interface Persona {
  readonly name: PersonaName;
  readonly description: string;
  readonly enabled: boolean;
  readonly sessionDuration: string;
  readonly grants: readonly Grant[];
  /** AWS-managed policies by name, with their path if any. */
  readonly managedPolicies: readonly string[];
  /** Customer-managed policies by name. */
  readonly customerManagedPolicies: readonly string[];
  readonly breakGlass?: BreakGlass;
}

export type Grant = PipelineGrant | AccountGrant;

export interface PipelineGrant {
  readonly kind: "pipeline";
  readonly capabilities: readonly PipelineCapability[];
  readonly custom: readonly CustomCapability[];
  readonly on: readonly GrantedPipeline[];
  /** Only where the pipeline's team is the one that the person's session is tagged with. */
  readonly ownTeam: boolean;
  /** Where it is written; last, so that grants sort by what they say. */
  readonly path: ConfigPath;
}

export interface GrantedPipeline {
  readonly pipeline: PipelineName;
  /** The stages it holds on. */
  readonly stages: readonly StageName[];
  /** True where the grant names no stages, and so also holds on Source, Build and stages yet to come. */
  readonly wholePipeline: boolean;
}

export interface AccountGrant {
  readonly kind: "account";
  readonly capabilities: readonly AccountCapability[];
  readonly custom: readonly CustomCapability[];
  readonly accounts: readonly GrantedAccount[];
  readonly path: ConfigPath;
}

/** A target account; for audit also the tooling account. */
export interface GrantedAccount {
  readonly name: string;
  readonly id: AccountId;
  readonly regions: readonly Region[];
}

/** A capability that a team makes of IAM actions. */
export interface CustomCapability {
  readonly name: CapabilityName;
  readonly on: "pipelines" | "accounts";
  readonly description: string;
  readonly permissions: readonly PermissionConfig[];
}

/** An emergency's persona: allowed within the window only. */
export interface BreakGlass {
  /** UTC, such as 2027-01-31T18:00:00Z. */
  readonly from?: string;
  readonly until?: string;
  readonly reason?: string;
  readonly notify: readonly string[];
}

export interface Group {
  readonly name: GroupName;
  readonly personas: readonly PersonaName[];
  readonly source: "created" | "lookup";
  readonly externalId?: { readonly issuer: string; readonly id: string };
  /** Who is in it, as far as the config says; of a created group, exactly these. */
  readonly members?: readonly string[];
}

export type Identity = IdentityCenter | IamIdentity | { readonly mode: "none" };

/** Keys of session tags. */
interface SessionTags {
  readonly teamTag: string;
  readonly mfaTag?: string;
}

export interface IdentityCenter extends SessionTags {
  readonly mode: "identity-center";
  readonly region: Region;
  readonly adminAccountId: AccountId;
  readonly permissionsBoundaryPolicy?: string;
  /** Session tag → where Identity Center finds it. */
  readonly attributes: Readonly<Record<string, string>>;
}

export interface IamIdentity extends SessionTags {
  readonly mode: "iam";
  readonly signIn: SignIn;
  readonly rolePath: string;
  readonly permissionsBoundaryPolicy?: string;
}

export type SignIn =
  | { readonly by: "identity-account"; readonly accountId: AccountId; readonly personaTag: string }
  | { readonly by: "saml"; readonly providerName: string; readonly personaTag?: string }
  | {
      readonly by: "oidc";
      readonly issuer: string;
      readonly audience: string;
      readonly personaTag: string;
    };

export interface Boundary {
  readonly toolingPolicy?: string;
  readonly targetPolicy?: string;
}
