import { Names, STEPS } from "../../model/names";
import type { Pipeline, Platform } from "../../model/platform";
import type { Conditions, Statement } from "../statement";
import type { Held } from "./held";
import { type Style, projectNames, writeNames } from "./pipeline-universe";

/** Builds and their logs, of exactly the pipelines' own projects. */
export function logStatements(
  platform: Platform,
  held: Held,
  sid: string,
  { style, conditions }: { readonly style: Style; readonly conditions?: Conditions },
): Statement[] {
  const names = new Names(platform);
  const projects =
    style === "exact"
      ? held.pipelines.flatMap((pipeline) =>
          logSteps(pipeline, platform).map((step) => names.project(pipeline, step)),
        )
      : writeNames(
          platform,
          "projects",
          held.pipelines.flatMap((pipeline) => projectNames(pipeline, names)),
          style,
        );
  return [
    {
      sid,
      actions: ["codebuild:BatchGetBuilds", "codebuild:ListBuildsForProject"],
      resources: projects.map((project) => names.projectArn(project)),
      conditions,
      reasons: held.reasons,
    },
    {
      sid: `${sid}Events`,
      // GetLogEvents is about a log stream, and these have no tags.
      actions:
        conditions === undefined
          ? ["logs:FilterLogEvents", "logs:GetLogEvents"]
          : ["logs:FilterLogEvents"],
      resources: projects.map((project) => `${names.logGroupArn(`/aws/codebuild/${project}`)}:*`),
      conditions,
      reasons: held.reasons,
    },
  ];
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
