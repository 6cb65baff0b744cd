import { Place, artifactLocation } from "../../modules";

/**
 * Everything that one stack must know of another, as names. No stack reads another's state, so each can be planned and
 * applied by itself.
 */
export const organizationId = "o-a1b2c3d4e5";
export const tooling = new Place({ accountId: "111111111111", region: "eu-west-1" });
export const production = new Place({ accountId: "222222222222", region: "eu-west-1" });
export const management = new Place({ accountId: "333333333333", region: "eu-west-1" });

export const NAMES = {
  pipeline: "shop",
  stage: "production",
  approval: "approve",
  cloudFormationStack: "shop",
  repository: "example-org/shop",
  keyAlias: "shop-artifacts",
  artifactBucket: `shop-artifacts-${tooling.accountId}`,
  accessLogBucket: `shop-access-logs-${tooling.accountId}`,
  project: "shop-build",
  logGroup: "/aws/codebuild/shop-build",
  topic: "shop-approve",
  boundary: "shop-boundary",
  deployBoundary: "shop-deploy-boundary",
  executionBoundary: "shop-execution-boundary",
} as const;

/** Roles; in the tooling account but for the last two. */
export const ROLES = {
  pipeline: "shop-pipeline",
  source: "shop-source",
  build: "shop-build",
  project: "shop-build-project",
  approve: "shop-approve",
  deploy: "shop-deploy",
  execution: "shop-execution",
} as const;

/** Artifacts. CodePipeline tells them apart by their first 10 characters. */
export const ARTIFACTS = { source: "source", build: "build" } as const;

export const artifacts = artifactLocation(tooling, {
  bucketName: NAMES.artifactBucket,
  keyAliasName: NAMES.keyAlias,
});

/** A connection to the source host, made and confirmed once in the console. */
export const connectionArn = tooling.arn(
  "codeconnections",
  "connection/11111111-2222-3333-4444-555555555555",
);

export const deployRoleArn = production.roleArn(ROLES.deploy);
export const executionRoleArn = production.roleArn(ROLES.execution);
