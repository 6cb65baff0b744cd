import type { PipelineCapability } from "../config/schema/people";
import { ACTIONS, Names, STEPS } from "../model/names";
import type { AccountGrant, GrantedPipeline, Persona, Pipeline, Platform } from "../model/platform";
import { isPipelineGrant, stagesHeld } from "../model/reach";
import { ACCOUNT_ACTIONS, PIPELINE_ACTIONS } from "./capabilities";
import { connectionPrefixes } from "./connection-prefixes";
import { mergeStatements } from "./merge-statements";
import type { Conditions, Statement } from "./statement";

/** A persona as the statements of its permission set. */
export function compilePersona(platform: Platform, persona: Persona): Statement[] {
  const names = new Names(platform);
  const pipelines = new Map(platform.pipelines.map((pipeline) => [pipeline.name, pipeline]));
  const allowed = persona.grants.flatMap((grant): Statement[] =>
    grant.kind === "account"
      ? accountStatements(grant, persona, platform)
      : grant.capabilities.flatMap((capability) =>
          grant.on.flatMap((granted) => {
            const pipeline = pipelines.get(granted.pipeline);
            return pipeline === undefined
              ? []
              : pipelineStatements(capability, granted, pipeline, platform, names);
          }),
        ),
  );
  return mergeStatements([...allowed, ...approverDenies(platform, persona, names)]);
}

/** The target accounts in which a persona holds something; in the tooling account it does so for pipelines. */
export function accountsOf(platform: Platform, persona: Persona): string[] {
  const targets = persona.grants.flatMap((grant) =>
    grant.kind === "account" ? grant.accounts.map(({ id }) => id) : [],
  );
  const tooling = persona.grants.some(isPipelineGrant) ? [platform.tooling.accountId] : [];
  return [...new Set<string>([...tooling, ...targets])].sort();
}

function pipelineStatements(
  capability: PipelineCapability,
  granted: GrantedPipeline,
  pipeline: Pipeline,
  platform: Platform,
  names: Names,
): Statement[] {
  const {
    pipelineActions = [],
    stageActions = [],
    listActions = [],
  } = PIPELINE_ACTIONS[capability];
  const sid = `${capability.charAt(0).toUpperCase()}${capability.slice(1)}`;
  const stages = granted.wholePipeline
    ? [names.pipelineArn(pipeline, "*")]
    : granted.stages.map((stage) => names.pipelineArn(pipeline, stage));
  return [
    { sid, actions: pipelineActions, resources: [names.pipelineArn(pipeline)] },
    { sid, actions: stageActions, resources: stages },
    { sid, actions: listActions, resources: ["*"] },
    ...(capability === "approve" ? [approve(sid, granted, pipeline, names)] : []),
    ...(capability === "logs" ? logs(sid, pipeline, platform, names) : []),
    ...(capability === "artifacts" ? artifacts(sid, pipeline, names) : []),
    ...(capability === "edit"
      ? [
          passPipelineRole(sid, pipeline, platform, names),
          ...passConnection(sid, pipeline, platform, names),
        ]
      : []),
  ].filter(({ actions, resources }) => actions.length > 0 && resources.length > 0);
}

/**
 * A Terraform pipeline has two projects for each account, which would fill a permission set. One pattern says the same
 * where it covers nothing else: where no other pipeline's name begins with this one's.
 */
function logSteps(pipeline: Pipeline, platform: Platform): string[] {
  if (pipeline.deploy?.kind !== "terraform") return [STEPS.build];
  const alone = !platform.pipelines.some(({ name }) => name.startsWith(`${pipeline.name}-`));
  if (alone) return ["*"];
  return [
    STEPS.build,
    ...pipeline.targets.flatMap(({ account }) => [STEPS.plan(account), STEPS.apply(account)]),
  ];
}

/** Exactly the approval actions of the granted stages. */
function approve(sid: string, granted: GrantedPipeline, pipeline: Pipeline, names: Names) {
  const approvable = pipeline.stages.filter(
    (stage) => stage.approval !== undefined && granted.stages.includes(stage.name),
  );
  return {
    sid,
    actions: ["codepipeline:PutApprovalResult"],
    resources: approvable.map((stage) => names.pipelineArn(pipeline, stage.name, ACTIONS.approve)),
  };
}

function logs(sid: string, pipeline: Pipeline, platform: Platform, names: Names) {
  const steps = logSteps(pipeline, platform);
  return [
    {
      sid,
      actions: ["codebuild:BatchGetBuilds", "codebuild:ListBuildsForProject"],
      resources: steps.map((step) => names.projectArn(names.project(pipeline, step))),
    },
    {
      sid: `${sid}Events`,
      actions: ["logs:FilterLogEvents", "logs:GetLogEvents"],
      resources: steps.map(
        (step) => `${names.logGroupArn(names.projectLogGroup(pipeline, step))}:*`,
      ),
    },
  ];
}

function artifacts(sid: string, pipeline: Pipeline, names: Names) {
  return [
    {
      sid,
      actions: ["s3:GetObject", "s3:GetObjectVersion"],
      resources: pipeline.regions.map(
        (region) => `${names.bucketArn(names.artifactBucket(pipeline, region))}/*`,
      ),
    },
    // Not narrowed to the buckets: S3 has done that, and a list of them would make one statement for each pipeline.
    ...pipeline.regions.map((region) => ({
      sid: `${sid}Key`,
      actions: ["kms:Decrypt"],
      resources: [names.keysArn(region)],
      conditions: {
        "ForAnyValue:StringEquals": { "kms:ResourceAliases": `alias/${names.artifactKeyAlias()}` },
        StringEquals: { "kms:ViaService": names.viaService("s3", region) },
      },
    })),
  ];
}

/** UpdatePipeline passes the pipeline's role anew. */
function passPipelineRole(sid: string, pipeline: Pipeline, platform: Platform, names: Names) {
  return {
    sid: `${sid}PassRole`,
    actions: ["iam:PassRole"],
    resources: [names.roleArn(platform.tooling.accountId, names.pipelineRole(pipeline))],
    conditions: {
      StringEquals: { "iam:PassedToService": "codepipeline.amazonaws.com" },
    },
  };
}

/**
 * UpdatePipeline passes the connection too, as CloudFormation's own handler for pipelines has it. The id of a connection
 * that Gatehouse creates can't be computed.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodeconnections.html
 */
function passConnection(
  sid: string,
  { source: { connection } }: Pipeline,
  { tooling }: Platform,
  names: Names,
) {
  const existing = connection.kind === "existing" ? connection.arn : undefined;
  return connectionPrefixes(existing).map((prefix) => ({
    sid: `${sid}PassConnection`,
    actions: [`${prefix}:PassConnection`],
    resources: [
      existing ?? names.arn(prefix, tooling.homeRegion, tooling.accountId, "connection/*"),
    ],
    conditions: { StringEquals: { [`${prefix}:PassedToService`]: "codepipeline.amazonaws.com" } },
  }));
}

/**
 * One permission set serves all accounts that it is assigned to, so what holds in target accounts must not hold in the
 * tooling account, where the artifacts and the pipelines' logs are. Where each capability holds in all of the persona's
 * accounts the assignments already say which; listing them would burst the policy at some hundred accounts.
 */
function accountStatements(grant: AccountGrant, persona: Persona, platform: Platform): Statement[] {
  const all = new Set(
    persona.grants.flatMap((each) =>
      each.kind === "account" ? each.accounts.map(({ id }) => id) : [],
    ),
  );
  const conditions: Conditions =
    grant.accounts.length === all.size
      ? { StringNotEquals: { "aws:PrincipalAccount": platform.tooling.accountId } }
      : { StringEquals: { "aws:PrincipalAccount": grant.accounts.map(({ id }) => id) } };
  return grant.capabilities.flatMap((capability) =>
    ACCOUNT_ACTIONS[capability].map(({ sid, actions, resources }) => ({
      sid,
      actions,
      resources: resources.map((resource) =>
        resource.replace("{partition}", platform.partition.name),
      ),
      conditions,
    })),
  );
}

/** Whoever approves is denied what leads round an approval, even when another policy grants it. */
function approverDenies(platform: Platform, persona: Persona, names: Names): Statement[] {
  const approved = platform.pipelines.filter((pipeline) =>
    pipeline.stages.some(
      (stage) =>
        stage.approval !== undefined &&
        !stage.approval.allowStarterToApprove &&
        stagesHeld(persona, "approve", pipeline.name).has(stage.name),
    ),
  );
  if (approved.length === 0) return [];
  return [
    {
      sid: "ApproverStartsNothing",
      effect: "Deny",
      actions: [
        "codepipeline:DeletePipeline",
        "codepipeline:StartPipelineExecution",
        "codepipeline:UpdatePipeline",
      ],
      resources: approved.map((pipeline) => names.pipelineArn(pipeline)),
    },
    {
      sid: "ApproverOpensNothing",
      effect: "Deny",
      actions: ["codepipeline:EnableStageTransition", "codepipeline:OverrideStageCondition"],
      resources: approved.map((pipeline) => names.pipelineArn(pipeline, "*")),
    },
  ];
}
