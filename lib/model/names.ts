import { createHash } from "node:crypto";
import { shortRegion } from "./partitions";
import type { Connection, Platform } from "./platform";

/**
 * Every name and ARN that one stack needs of another is computed here from the config alone, so that no stack reads
 * another's state.
 */
export class Names {
  constructor(private readonly platform: Pick<Platform, "prefix" | "partition" | "tooling">) {}

  /** Customer-managed policy in the tooling account that bounds every role there. */
  toolingBoundary(): string {
    return this.join("boundary");
  }

  /** Customer-managed policy in a target account that bounds one pipeline's deploy and plan roles. */
  deployBoundary(pipeline: Named): string {
    return this.join(pipeline.name, "deploy-boundary");
  }

  /** Customer-managed policy in a target account that bounds one pipeline's execution role and the roles it creates. */
  executionBoundary(pipeline: Named): string {
    return this.join(pipeline.name, "boundary");
  }

  /** Alias of the region's artifact key, without `alias/`. */
  artifactKeyAlias(): string {
    return this.join("artifacts");
  }

  artifactBucket(pipeline: Named, region: string): string {
    return this.join(pipeline.name, this.platform.tooling.accountId, shortRegion(region));
  }

  accessLogBucket(region: string): string {
    return this.join("access-logs", this.platform.tooling.accountId, shortRegion(region));
  }

  connection(connection: Connection): string {
    return this.join(connection.name);
  }

  pipelineRole(pipeline: Named): string {
    return this.join(pipeline.name, "pipeline");
  }

  /** The tooling-account role that the pipeline assumes for one action. */
  actionRole(pipeline: Named, action: string): string {
    return this.join(pipeline.name, action);
  }

  /** A CodeBuild project; its role and log group carry the same name. */
  project(pipeline: Named, step: string): string {
    return this.join(pipeline.name, step);
  }

  projectRole(pipeline: Named, step: string): string {
    return this.join(pipeline.name, step, "project");
  }

  projectLogGroup(pipeline: Named, step: string): string {
    return `/aws/codebuild/${this.project(pipeline, step)}`;
  }

  approvalTopic(pipeline: Named, stage: Named): string {
    return this.join(pipeline.name, stage.name, "approve");
  }

  /**
   * The change set that a stage's approval is about. Each stage has its own: were it shared, an execution in an earlier
   * stage would replace what a later stage's approval is waiting for.
   */
  changeSet(stage: Named): string {
    return this.join(stage.name);
  }

  deployRole(pipeline: Named): string {
    return this.join(pipeline.name, "deploy");
  }

  planRole(pipeline: Named): string {
    return this.join(pipeline.name, "plan");
  }

  executionRole(pipeline: Named): string {
    return this.join(pipeline.name, "execution");
  }

  /** Roles that a deployment creates must have this path: no pipeline's path begins another's, as names could. */
  workloadRolePath(pipeline: Named): string {
    return `/${this.platform.prefix}/${pipeline.name}/`;
  }

  permissionSet(persona: Named): string {
    return this.join(persona.name);
  }

  /** What does not fit into a persona's own policy; `number` counts from 1. */
  personaPolicy(persona: Named, number: number): string {
    return this.join("people", persona.name, String(number));
  }

  /** Customer-managed policy that bounds everything people do in an account. */
  peopleBoundary(): string {
    return this.join("people-boundary");
  }

  /** Topic and rule that tell of each use of an emergency's persona. */
  useAlarm(persona: Named): string {
    return this.join(persona.name, "used");
  }

  /**
   * How the role begins that Identity Center makes of a permission set in each account; it chooses the end.
   * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
   */
  permissionSetRolePrefix(persona: Named): string {
    return `AWSReservedSSO_${this.permissionSet(persona)}_`;
  }

  /** A persona's role, where there is no Identity Center. Not even its path lets another role have its name. */
  personaRole(persona: Named): string {
    return this.join(persona.name);
  }

  personaRoleArn(accountId: string, persona: Named, { rolePath }: RolePath): string {
    return this.roleArn(accountId, `${rolePath.slice(1)}${this.personaRole(persona)}`);
  }

  roleArn(accountId: string, roleName: string): string {
    return this.arn("iam", "", accountId, `role/${roleName}`);
  }

  policyArn(accountId: string, policyName: string): string {
    return this.arn("iam", "", accountId, `policy/${policyName}`);
  }

  rootArn(accountId: string): string {
    return this.arn("iam", "", accountId, "root");
  }

  bucketArn(bucket: string): string {
    return this.arn("s3", "", "", bucket);
  }

  /** Pipeline ARNs have no `pipeline/` before the name; stages and actions follow after slashes. */
  pipelineArn(pipeline: Named, ...below: readonly string[]): string {
    return this.inTooling("codepipeline", this.home, [pipeline.name, ...below].join("/"));
  }

  projectArn(project: string): string {
    return this.inTooling("codebuild", this.home, `project/${project}`);
  }

  reportGroupArn(project: string): string {
    return this.inTooling("codebuild", this.home, `report-group/${project}-*`);
  }

  logGroupArn(logGroup: string): string {
    return this.inTooling("logs", this.home, `log-group:${logGroup}`);
  }

  topicArn(topic: string): string {
    return this.inTooling("sns", this.home, topic);
  }

  /** Any key of the account in a region: key ids can't be computed, so the alias condition narrows this. */
  keysArn(region: string): string {
    return this.inTooling("kms", region, "key/*");
  }

  arn(service: string, region: string, accountId: string, resource: string): string {
    return ["arn", this.platform.partition.name, service, region, accountId, resource].join(":");
  }

  /** The service as `kms:ViaService` names it. */
  viaService(service: string, region: string): string {
    return `${service}.${region}.${this.platform.partition.dnsSuffix}`;
  }

  private get home(): string {
    return this.platform.tooling.homeRegion;
  }

  private inTooling(service: string, region: string, resource: string): string {
    return this.arn(service, region, this.platform.tooling.accountId, resource);
  }

  private join(...parts: readonly string[]): string {
    return [this.platform.prefix, ...parts].join("-");
  }
}

interface Named {
  readonly name: string;
}

interface RolePath {
  readonly rolePath: string;
}

/** The tag with the owning team, on every pipeline, CodeBuild project and log group: access by team compares it. */
export const TEAM_TAG = "gatehouse:team";

/** The tag with a stack's name, on its keys and on the roles that plan and apply it: AWS invents ids, not tags. */
export const STACK_TAG = "gatehouse:stack";

/** `shop-prod-euw1`: an account and region within action names. */
function targetLabel(account: Named, region: string): string {
  return `${account.name}-${shortRegion(region)}`;
}

/** Action names; CodePipeline takes 1 to 100 of `[A-Za-z0-9.@_-]`. */
export const ACTIONS = {
  source: "source",
  build: "build",
  approve: "approve",
  deploy: (account: Named, region: string) => `deploy-${targetLabel(account, region)}`,
  prepare: (account: Named, region: string) => `prepare-${targetLabel(account, region)}`,
  plan: (account: Named, region: string) => `plan-${targetLabel(account, region)}`,
  apply: (account: Named, region: string) => `apply-${targetLabel(account, region)}`,
} as const;

/**
 * Artifact names. CodePipeline cuts them to 10 characters in object keys, so that longer ones could meet.
 */
export const ARTIFACTS = {
  source: "source",
  build: "build",
  /** One saved plan; its name tells stage, account and region apart, in 10 characters. */
  plan: (stage: Named, account: Named, region: string) =>
    `p-${createHash("sha256").update(`${stage.name}/${account.name}/${region}`).digest("hex").slice(0, 8)}`,
} as const;

/** Stages that every pipeline has. */
export const STAGES = { source: "source", build: "build" } as const;

/** Steps of CodeBuild projects and their roles; per account, so that a dev build can't reach prod. */
export const STEPS = {
  build: "build",
  plan: (account: Named) => `${account.name}-plan`,
  apply: (account: Named) => `${account.name}-apply`,
} as const;
