import { deployedNames } from "../deployed-names";
import { AuditNames } from "../audit-names";
import { Names } from "../names";
import type { Pipeline, Platform } from "../platform";

/** Patterns of what keeps duties apart. */
export interface GuardedArns {
  readonly inTooling: readonly string[];
  readonly inTargets: readonly string[];
  /** In the tooling account, from people alone: builds are there to push them. */
  readonly images: readonly string[];
}

export function guardedArns(platform: Platform): GuardedArns {
  const names = new Names(platform);
  return {
    inTooling: guardedInTooling(platform, names),
    inTargets: guardedInTargets(platform, names),
    images: pushedByBuilds(platform, names),
  };
}

/** Patterns of what Gatehouse has in the tooling account, where nothing else of these names belongs. */
function guardedInTooling(platform: Platform, names: Names): string[] {
  const tooling = platform.tooling.accountId;
  return [
    names.roleArn(tooling, `${platform.prefix}-*`),
    names.policyArn(tooling, platform.boundary.toolingPolicy ?? names.toolingBoundary()),
    names.keysArn("*"),
    names.arn("kms", "*", tooling, `alias/${names.artifactKeyAlias()}`),
    // Access points and access grants lead to the same objects, by whatever names.
    names.arn("s3", "*", tooling, "access*"),
    ...auditTrail(platform, names),
    ...platform.pipelines.flatMap((pipeline) => [
      names.pipelineArn(pipeline),
      names.pipelineArn(pipeline, "*"),
      names.projectArn(names.project(pipeline, "*")),
      names.topicArn(names.approvalTopic(pipeline, { name: "*" })),
      `${names.logGroupArn(names.projectLogGroup(pipeline, "*"))}:*`,
      ...pipeline.regions.flatMap((region) => {
        const bucket = names.bucketArn(names.artifactBucket(pipeline, region));
        return [bucket, `${bucket}/*`];
      }),
    ]),
  ];
}

/** The trail and its logs, as far as they are in the tooling account. The key is one of all that are guarded there. */
function auditTrail(platform: Platform, names: Names): string[] {
  const { audit, tooling } = platform;
  if (audit === undefined) return [];
  const own = new AuditNames(platform, audit);
  const bucket = names.bucketArn(own.bucket());
  return [
    ...(audit.trailOwnerId === tooling.accountId ? [own.trailArn()] : []),
    ...(audit.archiveAccountId === tooling.accountId ? [bucket, `${bucket}/*`] : []),
  ];
}

/** Patterns of what Gatehouse has in target accounts. Exact names, as the prefix may be the company's own. */
function guardedInTargets(platform: Platform, names: Names): string[] {
  const { boundary, identity } = platform;
  const own = identity.mode === "none" ? undefined : identity.permissionsBoundaryPolicy;
  return [
    ...[boundary.targetPolicy, own ?? names.peopleBoundary()].flatMap((name) =>
      name === undefined ? [] : [names.policyArn("*", name)],
    ),
    ...(identity.mode === "iam" ? [names.roleArn("*", `${identity.rolePath.slice(1)}*`)] : []),
    ...platform.pipelines.flatMap((pipeline) => [
      names.roleArn("*", names.deployRole(pipeline)),
      names.roleArn("*", names.planRole(pipeline)),
      names.roleArn("*", names.executionRole(pipeline)),
      names.policyArn("*", names.deployBoundary(pipeline)),
      names.policyArn("*", names.executionBoundary(pipeline)),
      ...deployed(pipeline, names),
    ]),
    ...platform.personas
      .filter(({ breakGlass }) => breakGlass !== undefined)
      .flatMap((persona) => [
        names.arn("events", "*", "*", `rule/${names.useAlarm(persona)}`),
        names.arn("sns", "*", "*", names.useAlarm(persona)),
        names.arn("kms", "*", "*", `alias/${names.useAlarm(persona)}`),
      ]),
  ];
}

/**
 * What waits for an approval is executed on the pipeline's stack or service. A stack keeps the role it was given, so that
 * whoever may change it needs to pass none.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html
 */
function deployed(pipeline: Pipeline, names: Names): string[] {
  const { stacks, services } = deployedNames(pipeline);
  return [
    ...stacks.map((stack) => names.arn("cloudformation", "*", "*", `stack/${stack}/*`)),
    ...services.map((service) => names.arn("ecs", "*", "*", `service/${service}`)),
  ];
}

/** Builds push images, wherever they like; while one waits for an approval, nobody else does. */
function pushedByBuilds({ tooling }: Platform, names: Names): string[] {
  return [names.arn("ecr", "*", tooling.accountId, "repository/*")];
}
