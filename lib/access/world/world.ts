import type { CompiledPolicy } from "../evaluate/policy/compile-policy";

/**
 * What the generated Terraform makes, as far as access goes: read from the output alone, with every name resolved and
 * nothing taken from the generator. What it can't say is `unmodelled`, never left out in silence.
 */
export interface World {
  readonly partition: string;
  /** Roles and the roles that Identity Center makes of permission sets, sorted by ARN. */
  readonly roles: readonly WorldRole[];
  /** IAM groups, whose members sign in as users. Sorted by ARN. */
  readonly groups: readonly WorldGroup[];
  /** Buckets, keys, topics, queues and whatever else may carry a policy, sorted by ARN; roles are apart. */
  readonly resources: readonly WorldResource[];
  readonly pipelines: readonly WorldPipeline[];
  readonly projects: readonly WorldProject[];
  /** SCPs and RCPs of an account, from the root down, as far as they were given. */
  readonly organizationPolicies: ReadonlyMap<string, OrganizationPolicies>;
  readonly unmodelled: readonly Unmodelled[];
}

/** Where something is written. */
export interface Origin {
  /** Of the stack, relative to the output folder: `stacks/tooling/cdk.tf.json`. */
  readonly file: string;
  /** Terraform address, such as `aws_iam_role.pipeline-role_97BD98EF`. */
  readonly address: string;
}

export interface WorldRole {
  readonly arn: string;
  readonly name: string;
  readonly accountId: string;
  /** A permission set's role has a suffix that Identity Center invents; here it is all zeros. */
  readonly kind: "role" | "permission-set";
  /** The permission set's name. */
  readonly permissionSet?: string;
  /** The tag `gatehouse:persona`, of the role or of its permission set. */
  readonly persona?: string;
  /** The tag `gatehouse:pipeline`. */
  readonly pipeline?: string;
  readonly tags: Readonly<Record<string, string>>;
  /** It may have tags that aren't known before apply. */
  readonly tagsOpen?: true;
  /** Compiled when first read: most roles of a large platform are never asked. */
  readonly policies: RolePolicies;
  readonly trust: CompiledPolicy;
  /** Of a permission set's role: the display names of the directory's groups that have it in this account, sorted. */
  readonly assignedGroups?: readonly string[];
  /** Likewise, the ids of users who have it without a group. */
  readonly assignedUsers?: readonly string[];
  readonly origin: Origin;
}

export interface RolePolicies {
  readonly identity: readonly CompiledPolicy[];
  readonly boundary?: CompiledPolicy;
}

export interface WorldGroup {
  readonly arn: string;
  readonly name: string;
  readonly accountId: string;
  readonly users: readonly string[];
  readonly identity: readonly CompiledPolicy[];
  readonly origin: Origin;
}

export interface WorldResource {
  readonly arn: string;
  readonly accountId: string;
  readonly region?: string;
  /** Terraform's type without `aws_`, such as `s3_bucket`, `kms_key`, `sns_topic`, `cloudwatch_log_group`. */
  readonly type: string;
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  /** It may have tags that aren't known before apply. */
  readonly tagsOpen?: true;
  /** Absent where it has none. */
  readonly policy?: CompiledPolicy;
  /** Of a key: its aliases with `alias/`. */
  readonly aliases: readonly string[];
  /** Of a bucket: public access is blocked in all four ways. */
  readonly blocksPublic?: boolean;
  readonly origin: Origin;
}

export interface WorldPipeline {
  readonly name: string;
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  readonly roleArn: string;
  readonly stages: readonly WorldStage[];
  readonly stores: readonly WorldStore[];
  readonly tags: Readonly<Record<string, string>>;
  readonly origin: Origin;
}

export interface WorldStage {
  readonly name: string;
  readonly actions: readonly WorldAction[];
}

export interface WorldAction {
  readonly name: string;
  /** Source, Build, Test, Approval, Deploy or Invoke. */
  readonly category: string;
  readonly provider: string;
  readonly roleArn?: string;
  readonly region: string;
  /** Actions of a stage with the same number run side by side. */
  readonly runOrder: number;
  readonly configuration: Readonly<Record<string, string>>;
  /** Names of the artifacts that it writes, as far as they are known. */
  readonly outputArtifacts?: readonly string[];
}

export interface WorldStore {
  readonly region: string;
  readonly bucket: string;
  readonly keyArn?: string;
}

export interface WorldProject {
  readonly name: string;
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  readonly roleArn: string;
  readonly logGroupArn?: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly origin: Origin;
}

export interface OrganizationPolicies {
  readonly scps: readonly (readonly CompiledPolicy[])[];
  readonly rcps: readonly (readonly CompiledPolicy[])[];
}

export interface Unmodelled {
  readonly origin: Origin;
  /** What can't be said, and what that means for verdicts. */
  readonly what: string;
}
