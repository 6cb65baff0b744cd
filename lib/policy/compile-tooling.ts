import type { PipelineName } from "../config/schema/names";
import { Names } from "../model/names";
import type { Platform } from "../model/platform";
import { isPipelineGrant } from "../model/reach";
import { type ArtifactKeyPolicyProps, artifactKeyPolicy } from "./artifact-key-policy";
import { toolingBoundary } from "./boundaries";
import { accessLogBucketPolicy } from "./bucket-policies";
import { buildPermissions } from "./compile-pipeline";
import { mergeStatements } from "./merge-statements";
import type { Statement } from "./statement";

export interface CompiledTooling {
  readonly boundary: { readonly name: string; readonly statements: readonly Statement[] };
  readonly regions: readonly CompiledToolingRegion[];
}

export interface CompiledToolingRegion {
  readonly region: string;
  readonly keyPolicy: readonly Statement[];
  readonly accessLogBucket: { readonly name: string; readonly policy: readonly Statement[] };
}

/** What pipelines share in the tooling account. */
export function compileTooling(platform: Platform): CompiledTooling {
  const names = new Names(platform);
  return {
    boundary: { name: names.toolingBoundary(), statements: boundary(platform, names) },
    regions: platform.tooling.regions.map((region) => {
      const name = names.accessLogBucket(region);
      return {
        region,
        keyPolicy: artifactKeyPolicy(keyPolicyProps(platform, names, region)),
        accessLogBucket: {
          name,
          policy: accessLogBucketPolicy({
            bucketArn: names.bucketArn(name),
            accountId: platform.tooling.accountId,
            sourceBucketArnPatterns: [bucketPattern(platform, names)],
          }),
        },
      };
    }),
  };
}

function keyPolicyProps(platform: Platform, names: Names, region: string): ArtifactKeyPolicyProps {
  const { prefix, tooling } = platform;
  return {
    rootArn: names.rootArn(tooling.accountId),
    organizationId: platform.organizationId,
    localRolePatterns: [names.roleArn(tooling.accountId, `${prefix}-*`)],
    readerRolePatterns: readersOfArtifacts(platform, names),
    remoteRolePatterns: ["deploy", "execution"].map((purpose) =>
      names.roleArn("*", `${prefix}-*-${purpose}`),
    ),
    bucketArnPatterns: [bucketPattern(platform, names)],
    viaS3: names.viaService("s3", region),
    // Approvals and builds are in the home region only.
    ...(region === tooling.homeRegion
      ? {
          topics: {
            arnPatterns: [names.arn("sns", region, tooling.accountId, `${prefix}-*`)],
            viaSns: names.viaService("sns", region),
          },
          logs: {
            arnPatterns: [
              names.arn("logs", region, tooling.accountId, `log-group:/aws/codebuild/${prefix}-*`),
            ],
            service: names.viaService("logs", region),
          },
        }
      : {}),
  };
}

/**
 * People who may read artifacts, by their role; Identity Center's has a path with the region in it, but for us-east-1,
 * and an end of its own.
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
 */
function readersOfArtifacts(platform: Platform, names: Names): string[] {
  const { identity, tooling } = platform;
  if (identity.mode === "none") return [];
  return platform.personas
    .filter(
      ({ enabled, breakGlass, grants }) =>
        // Prepared for: opening break-glass in an emergency must not need this stack.
        (enabled || breakGlass !== undefined) &&
        grants.some((grant) => isPipelineGrant(grant) && grant.capabilities.includes("artifacts")),
    )
    .map((persona) => {
      if (identity.mode === "iam")
        return names.personaRoleArn(tooling.accountId, persona, identity);
      const role = `aws-reserved/sso.amazonaws.com/*${names.permissionSetRolePrefix(persona)}*`;
      return names.roleArn(tooling.accountId, role);
    });
}

function boundary(platform: Platform, names: Names): Statement[] {
  const { prefix, tooling } = platform;
  const here = (service: string, resource: string) =>
    names.arn(service, tooling.homeRegion, tooling.accountId, resource);
  const existing = platform.connections.flatMap((connection) =>
    connection.kind === "existing" ? [connection.arn] : [],
  );
  const created = platform.connections.some((connection) => connection.kind === "created");
  return toolingBoundary({
    rolePattern: names.roleArn("*", `${prefix}-*`),
    bucketPattern: bucketPattern(platform, names),
    keyPattern: names.keysArn("*"),
    projectPattern: here("codebuild", `project/${prefix}-*`),
    reportGroupPattern: here("codebuild", `report-group/${prefix}-*`),
    logGroupPattern: here("logs", `log-group:/aws/codebuild/${prefix}-*`),
    topicPattern: here("sns", `${prefix}-*`),
    connectionPatterns: [
      ...existing,
      // The ids of created connections can't be computed.
      ...(created
        ? ["codeconnections", "codestar-connections"].map((service) =>
            here(service, "connection/*"),
          )
        : []),
    ],
    extra: allBuilds(platform),
  });
}

function bucketPattern(platform: Platform, names: Names): string {
  return names.bucketArn(`${platform.prefix}-*-${platform.tooling.accountId}-*`);
}

/**
 * What builds may do besides, once for all pipelines: `{pipeline}` is any here, so that the boundary does not grow with
 * their number. Each build's own policy names its own.
 */
function allBuilds(platform: Platform): Statement[] {
  const statements = platform.pipelines.flatMap((pipeline) =>
    buildPermissions(platform, pipeline, ANY_PIPELINE),
  );
  return mergeStatements(statements.map((statement) => ({ ...statement, sid: "BuildExtras" })));
}

const ANY_PIPELINE = "*" as PipelineName;
