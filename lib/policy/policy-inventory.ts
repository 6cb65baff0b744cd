import type { ConfigPath } from "../config/config-path";
import { LIMITS } from "../model/limits";
import { Names } from "../model/names";
import type { IamIdentity, Persona } from "../model/people";
import type { Platform } from "../model/platform";
import { compileAudit } from "./audit/compile-audit";
import { artifactBucketPolicy } from "./bucket-policies";
import type { CompiledRole } from "./compiled-role";
import { type CompiledPipeline, compilePipeline } from "./compile-pipeline";
import { accountsOf } from "./persona/account-allows";
import { compileGroups } from "./persona/compile-groups";
import { compilePersona } from "./persona/compile-persona";
import { peopleBoundary } from "./persona/people-boundary";
import { personaRole } from "./persona/persona-role";
import { compileTarget } from "./compile-target";
import { compileTooling } from "./compile-tooling";
import { packStatements } from "./pack-statements";
import { policySize } from "./render-policy";
import type { Statement } from "./statement";

/** One policy document that a platform comes to, beside the limit it must keep. */
export interface PolicyMeasure {
  /** In words, such as "trust policy of role gatehouse-web-deploy". */
  readonly name: string;
  readonly size: number;
  readonly limit: number;
  /** What does not fit goes into further policies, so that nearly full is no matter. @default false */
  readonly spills?: boolean;
  /** It is a number of policies and not the size of one. @default false */
  readonly counts?: boolean;
  /** The part of the config it comes from. */
  readonly path: ConfigPath;
}

/** Stands for an ARN that is known only at AWS, as long as the longest. */
const UNKNOWN_CONNECTION_ARN =
  "${an ARN such as arn:aws:codestar-connections:ap-southeast-1:000000000000:connection/00000000-0000-0000-0000-000000}";
const UNKNOWN_KEY_ARN =
  "arn:aws-us-gov:kms:ap-southeast-1:000000000000:key/mrk-00000000000000000000000000000000";

/** Measures every policy document before anything is written. */
export function measurePolicies(platform: Platform): PolicyMeasure[] {
  const tooling = compileTooling(platform);
  return [
    measure(
      `boundary ${tooling.boundary.name}`,
      tooling.boundary.statements,
      LIMITS.managedPolicy,
      ["pipelines"],
    ),
    ...tooling.regions.flatMap((region) => [
      measure(`key policy in ${region.region}`, region.keyPolicy, LIMITS.keyPolicy, ["tooling"]),
      measure(
        `policy of bucket ${region.accessLogBucket.name}`,
        region.accessLogBucket.policy,
        LIMITS.bucketPolicy,
        ["tooling"],
      ),
    ]),
    ...platform.pipelines.flatMap((pipeline) =>
      measurePipeline(compilePipeline(platform, pipeline, UNKNOWN_CONNECTION_ARN), [
        "pipelines",
        pipeline.name,
      ]),
    ),
    ...platform.accounts.flatMap((account) =>
      compileTarget(platform, account).flatMap((target) => {
        const path = ["pipelines", target.pipeline.name];
        const { deploy } = target.pipeline;
        const profile =
          deploy !== undefined && "profile" in deploy
            ? ["executionProfiles", deploy.profile.name]
            : path;
        return [
          ...measureRole(target.deployRole, path),
          ...(target.planRole === undefined ? [] : measureRole(target.planRole, profile)),
          ...(target.executionRole === undefined ? [] : measureRole(target.executionRole, profile)),
          measure(
            `boundary ${target.deployBoundary.name}`,
            target.deployBoundary.statements,
            LIMITS.managedPolicy,
            path,
          ),
          ...(target.executionBoundary === undefined
            ? []
            : [
                measure(
                  `boundary ${target.executionBoundary.name}`,
                  target.executionBoundary.statements,
                  LIMITS.managedPolicy,
                  profile,
                ),
              ]),
        ];
      }),
    ),
    ...measurePeople(platform),
    ...measureAudit(platform),
  ];
}

function measureAudit(platform: Platform): PolicyMeasure[] {
  const { audit } = platform;
  if (audit === undefined) return [];
  const { bucketName, bucketPolicy, keyPolicy } = compileAudit(platform, audit);
  return [
    measure(`policy of bucket ${bucketName}`, bucketPolicy, LIMITS.bucketPolicy, ["audit"]),
    measure("policy of the audit logs' key", keyPolicy, LIMITS.keyPolicy, ["audit"]),
  ];
}

function measurePeople(platform: Platform): PolicyMeasure[] {
  const { identity } = platform;
  const hasBoundary =
    identity.mode !== "none" &&
    identity.permissionsBoundaryPolicy === undefined &&
    platform.personas.some(({ enabled }) => enabled);
  return [
    ...platform.personas.flatMap((persona) =>
      identity.mode === "iam"
        ? measurePersonaRoles(platform, identity, persona)
        : measurePersona(platform, persona),
    ),
    ...compileGroups(platform).map(({ group, statements }) =>
      measure(`policy of group ${group.name}`, statements, LIMITS.groupInline, ["groups"]),
    ),
    ...(hasBoundary
      ? [
          measure(
            `boundary ${new Names(platform).peopleBoundary()}`,
            peopleBoundary(platform),
            LIMITS.managedPolicy,
            ["personas"],
          ),
        ]
      : []),
  ];
}

/** One that is off as well: it is to fit the day it is enabled. */
function measurePersonaRoles(
  platform: Platform,
  identity: IamIdentity,
  persona: Persona,
): PolicyMeasure[] {
  return accountsOf(platform, persona).flatMap((accountId) => {
    const role = personaRole(platform, identity, persona, accountId);
    return measureRole(role, ["personas", persona.name], role.managedPolicyArns.length);
  });
}

function measurePersona(platform: Platform, persona: Persona): PolicyMeasure[] {
  const path = ["personas", persona.name];
  const { inline, managed } = compilePersona(platform, persona);
  const attached =
    managed.length + persona.managedPolicies.length + persona.customerManagedPolicies.length;
  return [
    {
      ...measure(
        `permission set of persona ${persona.name}`,
        inline,
        LIMITS.permissionSetInline,
        path,
      ),
      spills: true,
    },
    ...managed.map(({ name, statements }) => overflow(name, statements, path)),
    ...(attached > LIMITS.managedPoliciesPerRole
      ? [
          {
            name: `number of policies of persona ${persona.name}`,
            size: attached,
            limit: LIMITS.managedPoliciesPerRole,
            counts: true,
            path,
          },
        ]
      : []),
  ];
}

function measurePipeline(compiled: CompiledPipeline, path: ConfigPath): PolicyMeasure[] {
  const roles = [
    compiled.role,
    compiled.source,
    ...compiled.projects.flatMap((project) => [project.role, project.actionRole]),
    ...compiled.approvals.map((approval) => approval.role),
  ];
  return [
    ...roles.flatMap((role) => measureRole(role, path)),
    ...compiled.artifacts.map(({ bucketArn, region }) =>
      measure(
        `policy of the artifact bucket in ${region}`,
        artifactBucketPolicy({ bucketArn, keyArn: UNKNOWN_KEY_ARN, readers: compiled.readers }),
        LIMITS.bucketPolicy,
        path,
      ),
    ),
    ...compiled.approvals.map((approval) =>
      measure(
        `policy of topic ${approval.topicName}`,
        approval.topicPolicy,
        LIMITS.topicPolicy,
        path,
      ),
    ),
  ];
}

export function measureRole(role: CompiledRole, path: ConfigPath, attached = 0): PolicyMeasure[] {
  const { inline, managed } = packStatements(role.statements);
  const policies = managed.length + attached;
  return [
    measure(`trust policy of role ${role.name}`, role.trust, LIMITS.trustPolicy, path),
    {
      ...measure(`inline policy of role ${role.name}`, inline, LIMITS.roleInline, path),
      spills: true,
    },
    ...managed.map((statements, index) => overflow(`${role.name}-${index + 1}`, statements, path)),
    ...(policies > LIMITS.managedPoliciesPerRole
      ? [
          {
            name: `number of policies of role ${role.name}`,
            size: policies,
            limit: LIMITS.managedPoliciesPerRole,
            counts: true,
            path,
          },
        ]
      : []),
  ];
}

/** Filled on purpose: there is another one for what comes next. */
function overflow(name: string, statements: readonly Statement[], path: ConfigPath): PolicyMeasure {
  return { ...measure(`policy ${name}`, statements, LIMITS.managedPolicy, path), spills: true };
}

export function measure(
  name: string,
  statements: readonly Statement[],
  limit: number,
  path: ConfigPath,
): PolicyMeasure {
  return { name, size: policySize(statements), limit, path };
}
