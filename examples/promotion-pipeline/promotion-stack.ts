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
  connectionUseStatements,
  keyPolicyAt,
  pipelineRoleStatements,
  projectRoleStatements,
  sourceActionStatements,
  toolingBoundary,
  topicPolicyAt,
  trustRoles,
  trustService,
} from "../../modules";
import { AccountStack } from "../bring-your-own-app/account-stack";
import {
  NAMES,
  type Phase,
  ROLES,
  artifacts,
  connectionArn,
  logGroupName,
  organizationId,
  projectName,
  provisionerRoleArns,
  signingKeyArn,
  tooling,
} from "./names";
import { promotionStages } from "./promotion-stages";

const PHASES: readonly Phase[] = ["plan", "apply"];

const SIGNING_KEY: Statement = {
  sid: "SigningKey",
  actions: ["secretsmanager:GetSecretValue"],
  resources: [signingKeyArn],
};

/** Minutes. Pauses between batches count, and CodePipeline waits for a build for eight hours at most. */
const TIMEOUT = { plan: 60, apply: 480 } as const;

/** The pipeline that promotes the platform, beside the pipelines that the platform is about. */
export class PromotionStack extends AccountStack {
  private readonly boundary: PermissionsBoundary;
  private readonly key: ArtifactKey;

  constructor(scope: Construct) {
    super(scope, "promotion", tooling);
    this.boundary = this.createBoundary();
    this.key = this.createKey();
    const store = this.createStore();
    const topic = new ApprovalTopic(this, "topic", {
      topicName: NAMES.topic,
      keyArn: this.key.arn,
      policy: topicPolicyAt(tooling, { topicName: NAMES.topic, roleName: ROLES.approve }),
      emails: ["release-managers@example.com"],
    });
    new Pipeline(this, "pipeline", {
      pipelineName: NAMES.pipeline,
      role: this.createPipelineRole(),
      artifactStores: [store],
      stages: promotionStages(),
      dependsOn: [
        ...this.createActionRoles(),
        ...PHASES.map((phase) => this.createProject(phase).project),
        topic.topic,
      ],
    });
  }

  private createBoundary(): PermissionsBoundary {
    return new PermissionsBoundary(this, "boundary", {
      policyName: NAMES.boundary,
      description: "The most that the promotion's pipeline and builds can do themselves",
      statements: toolingBoundary({
        rolePattern: tooling.roleArn("promotion-*"),
        bucketPattern: artifacts.bucketArn,
        keyPattern: artifacts.keyArnPattern,
        projectPattern: tooling.projectArn("promotion-*"),
        reportGroupPattern: tooling.reportGroupArn("promotion-*"),
        logGroupPattern: tooling.logGroupArn("/aws/codebuild/promotion-*"),
        topicPattern: tooling.topicArn(NAMES.topic),
        connectionPatterns: [connectionArn],
        extra: [
          {
            sid: "Provisioners",
            actions: ["sts:AssumeRole"],
            resources: [...new Set(PHASES.flatMap(provisionerRoleArns))],
          },
          SIGNING_KEY,
        ],
      }),
    });
  }

  private createKey(): ArtifactKey {
    return new ArtifactKey(this, "key", {
      aliasName: NAMES.keyAlias,
      description: "The promotion's source, approval topic and build logs",
      policy: keyPolicyAt(tooling, {
        organizationId,
        roleNames: Object.values(ROLES).flatMap((role) =>
          typeof role === "string" ? [role] : Object.values(role),
        ),
        bucketNames: [NAMES.artifactBucket],
        topicNames: [NAMES.topic],
        logGroupNames: PHASES.map(logGroupName),
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
    });
  }

  /** Reads the commit, and takes the roles of its phase. It writes no artifact: bundles lie beside the states. */
  private createProject(phase: Phase): BuildProject {
    const name = projectName(phase);
    const role = this.createRole(`${phase}-project-role`, ROLES.run[phase], {
      trust: trustService("codebuild.amazonaws.com", {
        accountId: tooling.accountId,
        sourceArns: [tooling.projectArn(name)],
      }),
      statements: projectRoleStatements({
        logGroupArn: tooling.logGroupArn(logGroupName(phase)),
        reportGroupArn: tooling.reportGroupArn(name),
        artifacts: [artifacts],
        outputs: [],
        extra: [
          ...connectionUseStatements({ connectionArn, repository: NAMES.repository }),
          {
            sid: "Provisioners",
            actions: ["sts:AssumeRole"],
            resources: provisionerRoleArns(phase),
          },
          ...(phase === "plan" ? [SIGNING_KEY] : []),
        ],
      }),
    });
    return new BuildProject(this, `${phase}-project`, {
      projectName: name,
      description: phase === "plan" ? "Plans a wave" : "Applies exactly what was planned",
      role,
      keyArn: this.key.arn,
      buildspec: `examples/promotion-pipeline/${phase}.buildspec.yml`,
      environment: { CHECKPOINT_DISABLE: "1" },
      timeoutMinutes: TIMEOUT[phase],
      computeType: "BUILD_GENERAL1_MEDIUM",
    });
  }

  private createPipelineRole(): BoundedRole {
    const actionRoles = [ROLES.source, ROLES.approve, ...Object.values(ROLES.start)];
    return this.createRole("pipeline-role", ROLES.pipeline, {
      trust: trustService("codepipeline.amazonaws.com", {
        accountId: tooling.accountId,
        sourceArns: [tooling.pipelineArn(NAMES.pipeline)],
      }),
      statements: pipelineRoleStatements({
        artifacts: [artifacts],
        roleArns: actionRoles.map((name) => tooling.roleArn(name)),
      }),
    });
  }

  /** One role for each kind of action; only the pipeline can step into them. */
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
    return [
      this.createRole("source-role", ROLES.source, { trust, statements: source }),
      this.createRole("approve-role", ROLES.approve, { trust, statements: approve }),
      ...PHASES.map((phase) =>
        this.createRole(`start-${phase}-role`, ROLES.start[phase], {
          trust,
          statements: buildActionStatements(tooling.projectArn(projectName(phase))),
        }),
      ),
    ];
  }

  private createRole(
    id: string,
    roleName: string,
    may: { readonly trust: readonly Statement[]; readonly statements: readonly Statement[] },
  ): BoundedRole {
    return new BoundedRole(this, id, {
      roleName,
      description: `The promotion: ${id}`,
      boundaryArn: this.boundary.arn,
      ...may,
    });
  }
}
