import type { Construct } from "constructs";
import {
  AccessLogBucket,
  ApprovalTopic,
  ArtifactKey,
  ArtifactStore,
  BoundedRole,
  BuildProject,
  PermissionsBoundary,
  Pipeline,
  type Statement,
  accessLogPolicyAt,
  approvalActionStatements,
  buildActionStatements,
  keyPolicyAt,
  pipelineRoleStatements,
  projectRoleStatements,
  sourceActionStatements,
  toolingBoundary,
  topicPolicyAt,
  trustRoles,
  trustService,
} from "../../modules";
import { AccountStack } from "./account-stack";
import {
  ARTIFACTS,
  NAMES,
  ROLES,
  artifacts,
  connectionArn,
  deployRoleArn,
  executionRoleArn,
  organizationId,
  production,
  tooling,
} from "./names";
import { pipelineStages } from "./pipeline-stages";

/** The account that the pipeline runs in. */
export class ToolingStack extends AccountStack {
  private readonly boundary: PermissionsBoundary;
  private readonly key: ArtifactKey;

  constructor(scope: Construct) {
    super(scope, "tooling", tooling);
    this.boundary = this.createBoundary();
    this.key = this.createKey();
    const store = this.createStore();
    const project = this.createProject();
    const topic = this.createTopic();
    new Pipeline(this, "pipeline", {
      pipelineName: NAMES.pipeline,
      role: this.createPipelineRole(),
      artifactStores: [store],
      stages: pipelineStages(),
      dependsOn: [...this.createActionRoles(), project.project, topic.topic],
    });
  }

  private createBoundary(): PermissionsBoundary {
    return new PermissionsBoundary(this, "boundary", {
      policyName: NAMES.boundary,
      description: "The most that the shop's pipeline and builds can do",
      statements: toolingBoundary({
        rolePattern: "arn:aws:iam::*:role/shop-*",
        bucketPattern: artifacts.bucketArn,
        keyPattern: artifacts.keyArnPattern,
        projectPattern: tooling.projectArn(NAMES.project),
        reportGroupPattern: tooling.reportGroupArn(NAMES.project),
        logGroupPattern: tooling.logGroupArn(NAMES.logGroup),
        topicPattern: tooling.topicArn(NAMES.topic),
        connectionPatterns: [connectionArn],
        extra: [],
      }),
    });
  }

  private createKey(): ArtifactKey {
    return new ArtifactKey(this, "key", {
      aliasName: NAMES.keyAlias,
      description: "The shop's artifacts, approval topic and build logs",
      policy: keyPolicyAt(tooling, {
        organizationId,
        roleNames: Object.values(ROLES),
        readerRoleArns: [deployRoleArn, executionRoleArn],
        bucketNames: [NAMES.artifactBucket],
        topicNames: [NAMES.topic],
        logGroupNames: [NAMES.logGroup],
      }),
    });
  }

  private createStore(): ArtifactStore {
    const { bucket } = new AccessLogBucket(this, "access-logs", {
      bucketName: NAMES.accessLogBucket,
      policy: accessLogPolicyAt(tooling, {
        bucketName: NAMES.accessLogBucket,
        sourceBucketNames: [NAMES.artifactBucket],
      }),
    }).privateBucket;
    return new ArtifactStore(this, "artifacts", {
      bucketName: NAMES.artifactBucket,
      keyArn: this.key.arn,
      accessLogBucketName: bucket.bucket,
      location: artifacts,
      readers: {
        organizationId,
        accountIds: [production.accountId],
        roleArnPatterns: [deployRoleArn, executionRoleArn],
      },
    });
  }

  private createProject(): BuildProject {
    const role = this.createRole("project-role", ROLES.project, {
      trust: trustService("codebuild.amazonaws.com", {
        accountId: tooling.accountId,
        sourceArns: [tooling.projectArn(NAMES.project)],
      }),
      statements: projectRoleStatements({
        logGroupArn: tooling.logGroupArn(NAMES.logGroup),
        reportGroupArn: tooling.reportGroupArn(NAMES.project),
        artifacts: [artifacts],
        outputs: [ARTIFACTS.build],
        extra: [],
      }),
    });
    return new BuildProject(this, "project", {
      projectName: NAMES.project,
      description: "Builds the shop",
      role,
      keyArn: this.key.arn,
    });
  }

  private createTopic(): ApprovalTopic {
    return new ApprovalTopic(this, "topic", {
      topicName: NAMES.topic,
      keyArn: this.key.arn,
      policy: topicPolicyAt(tooling, { topicName: NAMES.topic, roleName: ROLES.approve }),
      emails: ["release-managers@example.com"],
    });
  }

  private createPipelineRole(): BoundedRole {
    return this.createRole("pipeline-role", ROLES.pipeline, {
      trust: trustService("codepipeline.amazonaws.com", {
        accountId: tooling.accountId,
        sourceArns: [tooling.pipelineArn(NAMES.pipeline)],
      }),
      statements: pipelineRoleStatements({
        artifacts: [artifacts],
        roleArns: [
          ...[ROLES.source, ROLES.build, ROLES.approve].map((name) => tooling.roleArn(name)),
          deployRoleArn,
        ],
      }),
    });
  }

  /** One role for each action in this account; only the pipeline can step into them. */
  private createActionRoles(): BoundedRole[] {
    const trust = trustRoles({
      rootArn: tooling.rootArn,
      roleArns: [tooling.roleArn(ROLES.pipeline)],
      organizationId,
    });
    const source = sourceActionStatements({
      connectionArn,
      repository: NAMES.repository,
      artifacts: [artifacts],
    });
    const approve = approvalActionStatements({
      topicArn: tooling.topicArn(NAMES.topic),
      keyArnPattern: artifacts.keyArnPattern,
      keyAlias: artifacts.keyAlias,
      viaSns: tooling.serviceName("sns"),
    });
    const build = buildActionStatements(tooling.projectArn(NAMES.project));
    return [
      this.createRole("source-role", ROLES.source, { trust, statements: source }),
      this.createRole("build-role", ROLES.build, { trust, statements: build }),
      this.createRole("approve-role", ROLES.approve, { trust, statements: approve }),
    ];
  }

  private createRole(
    id: string,
    roleName: string,
    may: { readonly trust: readonly Statement[]; readonly statements: readonly Statement[] },
  ): BoundedRole {
    return new BoundedRole(this, id, {
      roleName,
      description: `The shop's pipeline: ${id}`,
      boundaryArn: this.boundary.arn,
      ...may,
    });
  }
}
