import type { Pipeline } from "../../../../model/platform";
import type { WorldAction, WorldPipeline, WorldProject } from "../../../world/world";
import type { MachineRole } from "../../scene/machine-roles";
import { artifactRights, keyUse } from "./artifact-rights";
import { configRights } from "./config-rights";
import { needsOf, type Right } from "./right";
import type { Surroundings } from "./surroundings";

/** Whose rights are asked for: a pipeline by the config, and as it was made. */
export interface Owner {
  readonly meant: Pipeline;
  readonly made: WorldPipeline;
  readonly surroundings: Surroundings;
}

/** The pipeline itself assumes its actions' roles and moves artifacts between regions. */
export function pipelineRights({ meant, made, surroundings }: Owner): Right[] {
  const { platform, machines } = surroundings.scene;
  const accounts = new Set<string>([
    platform.tooling.accountId,
    ...meant.targets.map(({ account }) => account.id),
  ]);
  const isOwn = (role: MachineRole | undefined): boolean =>
    role?.pipelines.size === 1 && role.pipelines.has(made.name) && accounts.has(role.accountId);
  const roles = made.stages
    .flatMap(({ actions }) => actions.flatMap(({ roleArn }) => roleArn ?? []))
    .filter((arn) => isOwn(machines.get(arn)));
  return [
    {
      why: "assumes the roles of its pipeline's actions",
      actions: ["sts:AssumeRole"],
      resources: roles,
      needs: needsOf(["sts:AssumeRole"], [...new Set(roles)]),
    },
    ...artifactRights(
      surroundings.storesOf(made),
      { pipeline: made.name, reads: true, writes: "all", looks: true },
      surroundings,
    ),
  ];
}

/**
 * The source reads one repository through its connection, and writes what it finds.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodeconnections.html
 */
export function sourceRights({ meant, made, surroundings }: Owner, action: WorldAction): Right[] {
  const arn = action.configuration["ConnectionArn"] ?? "";
  const { connection, repository } = meant.source;
  const isMeant =
    connection.kind === "existing"
      ? connection.arn === arn
      : surroundings.findResource(arn)?.name.endsWith(connection.name) === true;
  return [
    ...(isMeant ? CONNECTION_PREFIXES : []).map((prefix): Right => {
      const actions = [`${prefix}:UseConnection`];
      const repositoryKey = `${prefix}:FullRepositoryId`;
      return {
        why: "reads its repository",
        actions,
        resources: [arn],
        // Not every use is about a repository, so the key may be missing.
        when: { [repositoryKey]: { values: [repository], orAbsent: true } },
        needs: arn.includes(`:${prefix}:`)
          ? needsOf(actions, [arn], { [repositoryKey]: repository })
          : [],
      };
    }),
    ...artifactRights(
      homeStores({ meant, made, surroundings }),
      { pipeline: made.name, writes: action.outputArtifacts ?? [], setsOwner: true, looks: true },
      surroundings,
    ),
  ];
}

/**
 * The service was renamed, and a connection's actions have the prefix of its ARN.
 * https://docs.aws.amazon.com/dtconsole/latest/userguide/rename.html
 */
const CONNECTION_PREFIXES = ["codeconnections", "codestar-connections"] as const;

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodeBuild.html */
export function buildActionRights(
  { surroundings }: Owner,
  { configuration }: WorldAction,
): Right[] {
  const actions = ["codebuild:BatchGetBuilds", "codebuild:StartBuild", "codebuild:StopBuild"];
  const resources = [
    surroundings.inTooling("codebuild", `project/${configuration["ProjectName"] ?? "?"}`),
  ];
  return [{ why: "starts its project", actions, resources, needs: needsOf(actions, resources) }];
}

/** An approval tells its own topic, which has the key of the home region's store. */
export function approvalRights(
  { made, surroundings }: Owner,
  { configuration }: WorldAction,
): Right[] {
  const topic = configuration["NotificationArn"] ?? "";
  if (!surroundings.isOwn(topic, made.name)) return [];
  const actions = ["kms:Decrypt", "kms:GenerateDataKey"];
  const stores = surroundings.storesOf(made).filter(({ region }) => region === surroundings.home);
  const via = surroundings.via("sns", surroundings.home);
  const when = {
    "kms:ViaService": { values: [via] },
    "kms:EncryptionContext:aws:sns:topicArn": { values: [topic] },
  };
  const context = { "kms:ViaService": via, "kms:EncryptionContext:aws:sns:topicArn": topic };
  const keys = stores.flatMap(({ keyArn }) => keyArn ?? []);
  const needs = needsOf(actions, keys, context);
  return [
    {
      why: "tells its approvers",
      actions: ["sns:Publish"],
      resources: [topic],
      needs: needsOf(["sns:Publish"], [topic]),
    },
    // https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
    ...keyUse("uses its topic's key through SNS", { actions, stores, when, needs }, surroundings),
  ];
}

/** What a build does whatever it builds: log, report, take artifacts and leave its own. */
export function projectRights(owner: Owner, project: WorldProject): Right[] {
  const { meant, made, surroundings } = owner;
  const { platform } = surroundings.scene;
  const step = project.environment["TARGET_ROLE_ARN"];
  return [
    ...loggingRights(project, surroundings),
    ...artifactRights(
      homeStores(owner),
      { pipeline: made.name, reads: true, writes: outputsOf(project, made), looks: true },
      surroundings,
    ),
    ...(step === undefined
      ? configRights(meant.build.permissions, "the config lets its build do", {
          partition: platform.partition.name,
          account: platform.tooling.accountId,
          prefix: platform.prefix,
          pipeline: meant.name,
          regions: [surroundings.home],
        })
      : stepRights(owner, project, step)),
  ];
}

/** Steps into the one role of the account that its stages deploy to. */
function stepRights(owner: Owner, project: WorldProject, role: string): Right[] {
  const account = role.split(":")[4];
  const stages = owner.made.stages.filter((stage) => runs(stage.actions, project));
  const isMeant = stages.every(({ name }) =>
    owner.meant.stages.some(
      (stage) =>
        stage.name === name && stage.targets.some((target) => target.account.id === account),
    ),
  );
  if (!isMeant || stages.length === 0) return [];
  const actions = ["sts:AssumeRole"];
  const needs = needsOf(actions, [role]);
  return [{ why: "steps into its target's role", actions, resources: [role], needs }];
}

/** https://docs.aws.amazon.com/codebuild/latest/userguide/setting-up-service-role.html and, for names of report groups, https://docs.aws.amazon.com/codebuild/latest/userguide/test-report-group-naming.html */
function loggingRights({ name, logGroupArn }: WorldProject, surroundings: Surroundings): Right[] {
  const reports = surroundings.inTooling("codebuild", `report-group/${name}-`);
  const logs = logGroupArn?.replace(/:\*$/, "");
  return [
    ...(logs === undefined
      ? []
      : [
          {
            why: "writes its log",
            actions: LOGGING,
            resources: [logs, `${logs}:*`],
            needs: needsOf(LOGGING, [`${logs}:log-stream:a1b2c3`]),
          },
        ]),
    {
      why: "reports its tests",
      actions: REPORTING,
      resources: [`${reports}*`],
      needs: needsOf(REPORTING, [`${reports}tests`]),
    },
  ];
}

const LOGGING = ["logs:CreateLogStream", "logs:PutLogEvents"] as const;
const REPORTING = [
  "codebuild:BatchPutCodeCoverages",
  "codebuild:BatchPutTestCases",
  "codebuild:CreateReport",
  "codebuild:CreateReportGroup",
  "codebuild:UpdateReport",
] as const;

function homeStores({ made, surroundings }: Owner) {
  return surroundings.storesOf(made).filter(({ region }) => region === surroundings.home);
}

function outputsOf(project: WorldProject, { stages }: WorldPipeline): readonly string[] {
  return stages
    .flatMap(({ actions }) => actions)
    .filter((action) => runs([action], project))
    .flatMap(({ outputArtifacts = [] }) => outputArtifacts);
}

function runs(actions: readonly WorldAction[], { name }: WorldProject): boolean {
  return actions.some(({ configuration }) => configuration["ProjectName"] === name);
}
