import type { ConfigPath } from "../config/config-path";
import type {
  AccountCapability,
  DutyRuleConfig,
  PipelineCapability,
} from "../config/schema/capabilities";
import type {
  AccountId,
  CapabilityName,
  GroupName,
  PersonaName,
  PipelineName,
  Region,
  StageName,
} from "../config/schema/names";
import type { PermissionConfig } from "../config/schema/permissions";
import type { Term } from "./term";

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
  readonly term?: GrantTerm;
  /** Where it is written; last, so that grants sort by what they say. */
  readonly path: ConfigPath;
}

/** Until when a grant holds, and why it was given. */
export interface GrantTerm extends Term {
  /** The policy itself ends it, by aws:CurrentTime. */
  readonly inPolicy: boolean;
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
  readonly term?: GrantTerm;
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
  readonly ticket?: string;
  /** The last day on which it is kept without being reviewed, in UTC. */
  readonly expires?: string;
  readonly notify: readonly string[];
}

export interface Group {
  readonly name: GroupName;
  readonly personas: readonly PersonaName[];
  readonly source: "created" | "lookup";
  readonly externalId?: { readonly issuer: string; readonly id: string };
  /** Who is in it, as far as the config says; of a created group, exactly these. */
  readonly members?: readonly string[];
  /** Which of its personas and members it has for a time, or for a reason that is told. */
  readonly terms?: readonly GroupTerm[];
}

export interface GroupTerm extends Term {
  readonly of: "persona" | "member";
  readonly name: string;
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
