import { DataAwsCodestarconnectionsConnection } from "@cdktf/provider-aws/lib/data-aws-codestarconnections-connection";
import { DataAwsKmsAlias } from "@cdktf/provider-aws/lib/data-aws-kms-alias";
import type { Construct } from "constructs";
import { TEAM_TAG } from "../lib/model/names";
import type { Pipeline as PipelineModel, Platform } from "../lib/model/platform";
import {
  type CompiledPipeline,
  type CompiledProject,
  compilePipeline,
} from "../lib/policy/compile-pipeline";
import type { CompiledRole } from "../lib/policy/compiled-role";
import { ApprovalTopic } from "../modules/approval-topic";
import { ArtifactStore } from "../modules/artifact-store";
import { BoundedRole } from "../modules/bounded-role";
import { BuildProject } from "../modules/build-project";
import { Pipeline } from "../modules/pipeline";
import { GatehouseStack } from "./gatehouse-stack";
import { pipelineStages } from "./pipeline-stages";
import { projectSettings } from "./project-settings";

/** One pipeline in the tooling account: its artifacts, roles, builds and approvals. */
export class PipelineStack extends GatehouseStack {
  private readonly model: PipelineModel;
  private readonly tags: Readonly<Record<string, string>>;
  private readonly boundaryArn: string;
  private readonly roles = new Map<string, BoundedRole>();

  constructor(scope: Construct, platform: Platform, model: PipelineModel) {
    const { accountId, homeRegion } = platform.tooling;
    super(scope, `pipeline-${model.name}`, { platform, accountId, region: homeRegion });
    this.model = model;
    this.tags = { ...model.tags, "gatehouse:pipeline": model.name, [TEAM_TAG]: model.team };
    this.boundaryArn = this.names.policyArn(
      accountId,
      platform.boundary.toolingPolicy ?? this.names.toolingBoundary(),
    );

    const connectionArn = this.findConnection();
    const compiled = compilePipeline(platform, model, connectionArn);
    const stores = this.createArtifactStores(compiled);
    const homeKeyArn = stores.find((store) => store.location.region === homeRegion)?.keyArn ?? "";
    const role = this.createRole("pipeline-role", compiled.role);
    const source = this.createRole("source-role", compiled.source);
    const builds = compiled.projects.map((project) => this.createProject(project, homeKeyArn));
    const topics = compiled.approvals.map((approval) => {
      this.createRole(`approve-${approval.stage}-role`, approval.role);
      return new ApprovalTopic(this, `approve-${approval.stage}`, {
        topicName: approval.topicName,
        keyArn: homeKeyArn,
        policy: approval.topicPolicy,
        emails: model.stages.find((stage) => stage.name === approval.stage)?.approval?.notify,
        tags: this.tags,
      });
    });
    new Pipeline(this, "pipeline", {
      pipelineName: model.name,
      role,
      artifactStores: stores,
      executionMode: model.executionMode,
      stages: pipelineStages({
        model,
        compiled,
        connectionArn,
        names: this.names,
        sourceRoleArn: source.arn,
        roles: this.roles,
      }),
      dependsOn: [
        ...[...this.roles.values()].flatMap((each) => each.dependables),
        ...stores.map((store) => store.privateBucket.policy),
        ...builds.map((build) => build.project),
        ...topics.map((topic) => topic.topic),
      ],
      tags: this.tags,
    });
  }

  /** Connections that Gatehouse creates get their ARN from AWS, so they are looked up by name in the same account. */
  private findConnection(): string {
    const { connection } = this.model.source;
    if (connection.kind === "existing") return connection.arn;
    return new DataAwsCodestarconnectionsConnection(this, "connection", {
      name: this.names.connection(connection),
    }).arn;
  }

  private createArtifactStores(compiled: CompiledPipeline): ArtifactStore[] {
    const { retention } = this.platform;
    return compiled.artifacts.map((location) => {
      const provider = this.providerFor(location.region);
      const key = new DataAwsKmsAlias(this, `artifact-key-${location.region}`, {
        name: location.keyAlias,
        provider,
      });
      return new ArtifactStore(this, `artifacts-${location.region}`, {
        bucketName: this.names.artifactBucket(this.model, location.region),
        keyArn: key.targetKeyArn,
        accessLogBucketName: this.names.accessLogBucket(location.region),
        location,
        readers: compiled.readers,
        artifactDays: retention.artifactDays,
        oldVersionDays: retention.oldVersionDays,
        deleteBucketWithArtifacts: this.model.deleteBucketWithArtifacts,
        provider,
        tags: this.tags,
      });
    });
  }

  private createProject(project: CompiledProject, keyArn: string): BuildProject {
    const role = this.createRole(`${project.step}-project-role`, project.role);
    this.createRole(`${project.step}-role`, project.actionRole);
    return new BuildProject(this, `${project.step}-project`, {
      ...projectSettings(this.model, project),
      projectName: project.name,
      role,
      keyArn,
      logGroupName: project.logGroup,
      logRetentionDays: this.platform.retention.buildLogDays,
      tags: this.tags,
    });
  }

  private createRole(id: string, role: CompiledRole): BoundedRole {
    const created = new BoundedRole(this, id, {
      roleName: role.name,
      description: role.description,
      trust: role.trust,
      statements: role.statements,
      boundaryArn: this.boundaryArn,
      tags: this.tags,
    });
    this.roles.set(role.name, created);
    return created;
  }
}
