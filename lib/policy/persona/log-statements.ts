import { Names } from "../../model/names";
import type { Pipeline, Platform } from "../../model/platform";
import type { Conditions, Statement } from "../statement";
import type { Held } from "./held";
import { type Style, projectNames, universeOf, writeNames } from "./pipeline-universe";

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
      ? held.pipelines.flatMap((pipeline) => projectsOf(pipeline, platform, names))
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
 * where it covers nothing else: no project of another pipeline, such as data-lake's for account dev beside data-lake-dev.
 */
function projectsOf(pipeline: Pipeline, platform: Platform, names: Names): readonly string[] {
  const own = projectNames(pipeline, names);
  if (pipeline.deploy?.kind !== "terraform") return own;
  const beginning = names.project(pipeline, "");
  const isAlone = universeOf(platform).projects.every(
    (project) => own.includes(project) || !project.startsWith(beginning),
  );
  return isAlone ? [`${beginning}*`] : own;
}
