import type { ConfigPath } from "../config/config-path";
import { LIMITS } from "./limits";
import { AuditNames } from "./audit-names";
import { ACTIONS, Names, STEPS } from "./names";
import { actionsOf } from "./pipeline-actions";
import type { Persona } from "./people";
import type { Pipeline, Platform } from "./platform";
import { reaches } from "./reach";

export interface DerivedName {
  readonly kind: string;
  /** Names of one kind must differ within this, such as an account. */
  readonly scope: string;
  readonly name: string;
  readonly limit: number;
  /** The part of the config that it comes from. */
  readonly path: ConfigPath;
}

/** Every name that a platform puts together from several parts. */
export function derivedNames(platform: Platform): DerivedName[] {
  const names = new Names(platform);
  const tooling = platform.tooling.accountId;
  return [
    ...platform.tooling.regions.map((region) =>
      bucket(names.accessLogBucket(region), ["namePrefix"]),
    ),
    ...auditNames(platform),
    ...platform.connections
      .filter((connection) => connection.kind === "created")
      .map((connection) => ({
        kind: "connection",
        scope: tooling,
        name: names.connection(connection),
        limit: LIMITS.connectionName,
        path: ["connections", connection.name],
      })),
    ...platform.pipelines.flatMap((pipeline) => pipelineNames(pipeline, names, platform)),
    ...platform.personas.flatMap((persona) => personaNames(persona, names, platform)),
  ];
}

function auditNames(platform: Platform): DerivedName[] {
  const { audit } = platform;
  if (audit === undefined) return [];
  const names = new AuditNames(platform, audit);
  return [
    bucket(names.bucket(), ["namePrefix"]),
    // In the tooling account it is the one that is there anyway.
    ...(audit.archiveAccountId === platform.tooling.accountId
      ? []
      : [bucket(names.accessLogBucket(), ["namePrefix"])]),
  ];
}

function personaNames(persona: Persona, names: Names, platform: Platform): DerivedName[] {
  const path = ["personas", persona.name];
  return platform.identity.mode === "iam"
    ? [platform.tooling.accountId, ...platform.accounts.map(({ id }) => id)]
        .filter((id) => reaches(persona, id, platform))
        .map((scope) => ({
          kind: "role",
          scope,
          name: names.personaRole(persona),
          limit: LIMITS.roleName,
          path,
        }))
    : [
        {
          kind: "permission set",
          scope: "organization",
          name: names.permissionSet(persona),
          limit: LIMITS.permissionSetName,
          path,
        },
      ];
}

function pipelineNames(pipeline: Pipeline, names: Names, platform: Platform): DerivedName[] {
  const tooling = platform.tooling.accountId;
  const path: ConfigPath = ["pipelines", pipeline.name];
  const role = (name: string, scope: string, at: ConfigPath = path): DerivedName => ({
    kind: "role",
    scope,
    name,
    limit: LIMITS.roleName,
    path: at,
  });
  const project = (step: string, at: ConfigPath = path): DerivedName[] => [
    {
      kind: "CodeBuild project",
      scope: tooling,
      name: names.project(pipeline, step),
      limit: LIMITS.projectName,
      path: at,
    },
    role(names.projectRole(pipeline, step), tooling, at),
    role(names.actionRole(pipeline, step), tooling, at),
  ];
  const steps = new Map(
    pipeline.stages.flatMap((stage, index) =>
      actionsOf(pipeline, stage).flatMap((action) =>
        "step" in action ? [[action.step, [...path, "stages", index]] as const] : [],
      ),
    ),
  );
  return [
    ...pipeline.regions.map((region) => bucket(names.artifactBucket(pipeline, region), path)),
    role(names.pipelineRole(pipeline), tooling),
    role(names.actionRole(pipeline, ACTIONS.source), tooling),
    ...project(STEPS.build),
    ...[...steps].flatMap(([step, at]) => project(step, at)),
    ...pipeline.stages.flatMap((stage, index): DerivedName[] =>
      stage.approval === undefined
        ? []
        : [role(names.approvalTopic(pipeline, stage), tooling, [...path, "stages", index, "name"])],
    ),
    ...stacks(pipeline, path),
    ...pipeline.targets.flatMap(({ account }) => [
      role(names.deployRole(pipeline), account.id),
      role(names.planRole(pipeline), account.id),
      role(names.executionRole(pipeline), account.id),
    ]),
  ];
}

/** Two pipelines that shared a stack would replace each other's change sets while these wait for an approval. */
function stacks({ deploy, targets }: Pipeline, path: ConfigPath): DerivedName[] {
  if (deploy?.kind !== "cloudformation") return [];
  return targets.flatMap(({ account, regions }) =>
    regions.map((region) => ({
      kind: "CloudFormation stack",
      scope: `${account.id} ${region}`,
      name: deploy.stackName,
      limit: LIMITS.stackName,
      path,
    })),
  );
}

function bucket(name: string, path: ConfigPath): DerivedName {
  return { kind: "bucket", scope: "global", name, limit: LIMITS.bucketName, path };
}
