import type { Construct } from "constructs";
import type { Statement } from "../../lib/policy/statement";
import { trustService } from "../../lib/policy/trust";
import { artifactLocation } from "../../modules/artifact-location";
import { ArtifactStore } from "../../modules/artifact-store";
import { BoundedRole } from "../../modules/bounded-role";
import { Place } from "../../modules/place";

/** An app of somebody who has no platform.yaml: the places and parts that most module tests need. */
export const tooling = new Place({ accountId: "111111111111", region: "eu-west-1" });
export const production = new Place({ accountId: "222222222222", region: "eu-west-1" });
export const organizationId = "o-a1b2c3d4e5";
export const keyArn = tooling.arn("kms", "key/11111111-2222-3333-4444-555555555555");
export const boundaryArn = tooling.policyArn("boundary");

export function createRole(
  scope: Construct,
  roleName: string,
  statements: readonly Statement[] = [],
): BoundedRole {
  return new BoundedRole(scope, roleName, {
    roleName,
    description: "A role",
    trust: trustService("codepipeline.amazonaws.com", {
      accountId: tooling.accountId,
      sourceArns: [tooling.pipelineArn("shop")],
    }),
    boundaryArn,
    statements,
  });
}

export function createStore(scope: Construct, bucketName: string, place = tooling): ArtifactStore {
  return new ArtifactStore(scope, bucketName, {
    bucketName,
    keyArn,
    accessLogBucketName: "shop-access-logs",
    location: artifactLocation(place, { bucketName, keyAliasName: "shop-artifacts" }),
  });
}
