import { CodestarconnectionsConnection } from "@cdktf/provider-aws/lib/codestarconnections-connection";
import type { Construct } from "constructs";
import { STACK_TAG } from "../lib/model/names";
import type { Platform } from "../lib/model/platform";
import { type CompiledToolingRegion, compileTooling } from "../lib/policy/compile-tooling";
import { AccessLogBucket } from "../modules/access-log-bucket";
import { ArtifactKey } from "../modules/artifact-key";
import { PermissionsBoundary } from "../modules/permissions-boundary";
import { GatehouseStack } from "./gatehouse-stack";

/** What all pipelines share: the boundary, connections, and in each region a key and an access-log bucket. */
export class ToolingStack extends GatehouseStack {
  constructor(scope: Construct, platform: Platform) {
    const { accountId, homeRegion } = platform.tooling;
    super(scope, "tooling", { platform, accountId, region: homeRegion });
    const compiled = compileTooling(platform);
    if (platform.boundary.toolingPolicy === undefined) {
      new PermissionsBoundary(this, "boundary", {
        policyName: compiled.boundary.name,
        description: "The most that any pipeline, action or build role can do",
        statements: compiled.boundary.statements,
      });
    }
    for (const connection of platform.connections) {
      if (connection.kind === "existing") continue;
      new CodestarconnectionsConnection(this, `connection-${connection.name}`, {
        name: this.names.connection(connection),
        providerType: connection.provider,
      });
    }
    for (const region of compiled.regions) this.addRegion(region);
    this.addPeople([homeRegion]);
  }

  private addRegion({ region, keyPolicy, accessLogBucket }: CompiledToolingRegion): void {
    const provider = this.providerFor(region);
    const { retention } = this.platform;
    new ArtifactKey(this, `artifact-key-${region}`, {
      aliasName: this.names.artifactKeyAlias(),
      description: `Pipeline artifacts, approval topics and build logs in ${region}`,
      policy: keyPolicy,
      deletionWindowInDays: retention.keyDeletionDays,
      tags: { [STACK_TAG]: this.node.id },
      provider,
    });
    new AccessLogBucket(this, `access-log-${region}`, {
      bucketName: accessLogBucket.name,
      policy: accessLogBucket.policy,
      retentionDays: retention.accessLogDays,
      provider,
    });
  }
}
