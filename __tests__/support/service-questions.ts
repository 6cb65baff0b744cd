import type { Pipeline, Platform } from "../../lib/model/platform";
import type { IamRequest } from "./decide";
import { type Ability, type Question, pipelineArn, question } from "./question";

const SHORT: Readonly<Record<string, string>> = { "eu-west-1": "euw1", "eu-central-1": "euc1" };
const CONNECTION = "connection/01234567-89ab-cdef-0123-456789abcdef";

/** What is asked of other services than CodePipeline. */
export function serviceQuestions(platform: Platform): Question[] {
  return [
    ...platform.pipelines.flatMap((pipeline) => [
      ...aboutBuilds(pipeline, platform),
      ...aboutArtifacts(pipeline, platform),
      ...aboutRoles(pipeline, platform),
    ]),
    ...aboutAll(platform),
  ];
}

function aboutBuilds(pipeline: Pipeline, platform: Platform): Question[] {
  const { tooling } = platform;
  const here = `${tooling.homeRegion}:${tooling.accountId}`;
  return projectsOf(pipeline, platform).flatMap((project) => {
    const ask = (action: string, resource: string, by: readonly Ability[], guarded = false) =>
      question(platform, { action, resource, by, on: [pipeline.name], guarded });
    const arn = `arn:aws:codebuild:${here}:project/${project}`;
    const group = `arn:aws:logs:${here}:log-group:/aws/codebuild/${project}`;
    return [
      ask("codebuild:BatchGetBuilds", arn, ["logs"]),
      ask("codebuild:ListBuildsForProject", arn, ["logs"]),
      ask("codebuild:StartBuild", arn, [], true),
      ask("codebuild:UpdateProject", arn, [], true),
      ask("logs:FilterLogEvents", `${group}:*`, ["logs"]),
      ask("logs:GetLogEvents", `${group}:log-stream:abc`, ["logs"]),
      ask("logs:DeleteLogGroup", `${group}:*`, [], true),
    ];
  });
}

/** CodeBuild projects; each has a role and a log group by the same name. */
function projectsOf({ name, deploy, targets }: Pipeline, { prefix }: Platform): string[] {
  const steps =
    deploy?.kind === "terraform"
      ? targets.flatMap(({ account }) => [`${account.name}-plan`, `${account.name}-apply`])
      : [];
  return ["build", ...steps].map((step) => `${prefix}-${name}-${step}`);
}

function bucketsOf({ name, regions }: Pipeline, { prefix, tooling }: Platform): string[] {
  return regions.map((region) => `${prefix}-${name}-${tooling.accountId}-${SHORT[region] ?? ""}`);
}

function aboutArtifacts(pipeline: Pipeline, platform: Platform): Question[] {
  return bucketsOf(pipeline, platform).flatMap((bucket) => {
    const ask = (action: string, by: readonly Ability[], guarded = true) =>
      question(platform, {
        action,
        resource: `arn:aws:s3:::${bucket}/${pipeline.name.slice(0, 20)}/build/abc`,
        by,
        on: [pipeline.name],
        guarded,
      });
    return [
      ask("s3:GetObject", ["artifacts"]),
      ask("s3:GetObjectVersion", ["artifacts"]),
      ask("s3:PutObject", []),
      ask("s3:DeleteObjectVersion", []),
    ];
  });
}

function aboutRoles(pipeline: Pipeline, platform: Platform): Question[] {
  const { prefix, tooling } = platform;
  const role = (name: string) => `arn:aws:iam::${tooling.accountId}:role/${prefix}-${name}`;
  const toCodePipeline = { "iam:PassedToService": "codepipeline.amazonaws.com" };
  const ask = (resource: string, by: readonly Ability[], context: IamRequest["context"]) =>
    question(platform, { action: "iam:PassRole", resource, by, on: [pipeline.name], context });
  const own = role(`${pipeline.name}-pipeline`);
  return [
    ask(own, ["edit"], {
      ...toCodePipeline,
      "iam:AssociatedResourceArn": pipelineArn(platform, pipeline.name),
    }),
    ask(own, ["edit"], toCodePipeline),
    ask(own, [], { "iam:PassedToService": "lambda.amazonaws.com" }),
    ask(role(`${pipeline.name}-build`), [], toCodePipeline),
  ];
}

/** What several pipelines share. */
function aboutAll(platform: Platform): Question[] {
  const { pipelines, prefix, tooling } = platform;
  const { accountId, homeRegion } = tooling;
  const namesOf = (some: readonly Pipeline[]) => some.map(({ name }) => name as string);
  const connection = `arn:aws:codeconnections:${homeRegion}:${accountId}:${CONNECTION}`;
  const repositories = [...new Set(pipelines.map(({ source }) => source.repository))];
  const by = (action: string, ability: Ability, on: readonly Pipeline[]) => ({
    action,
    by: [ability],
    on: namesOf(on),
  });
  return [
    question(platform, {
      ...by("codepipeline:ListPipelines", "view", pipelines),
      resource: "*",
      guarded: false,
    }),
    question(platform, {
      ...by("codeconnections:PassConnection", "edit", pipelines),
      resource: connection,
      context: { "codeconnections:PassedToService": "codepipeline.amazonaws.com" },
    }),
    ...repositories.map((repository) =>
      question(platform, {
        ...by(
          "codeconnections:UseConnection",
          "source",
          pipelines.filter(({ source }) => source.repository === repository),
        ),
        resource: connection,
        context: { "codeconnections:FullRepositoryId": repository },
      }),
    ),
    ...tooling.regions.map((region) =>
      question(platform, {
        ...by(
          "kms:Decrypt",
          "artifacts",
          pipelines.filter(({ regions }) => regions.includes(region)),
        ),
        resource: `arn:aws:kms:${region}:${accountId}:key/00000000-0000-0000-0000-000000000000`,
        context: {
          "kms:ResourceAliases": [`alias/${prefix}-artifacts`],
          "kms:ViaService": `s3.${region}.amazonaws.com`,
        },
        guarded: false,
      }),
    ),
  ];
}
