import { Names } from "../../model/names";
import type { Platform } from "../../model/platform";
import type { Statement } from "../statement";
import type { Held } from "./held";
import { byConnection, forConnection } from "./source-statements";

/** What UpdatePipeline passes anew: the pipeline's role and its connection, to CodePipeline alone. */
export function editStatements(platform: Platform, held: Held, sid: string): Statement[] {
  const names = new Names(platform);
  return [
    {
      sid: `${sid}PassRole`,
      actions: ["iam:PassRole"],
      resources: held.pipelines.map((pipeline) =>
        names.roleArn(platform.tooling.accountId, names.pipelineRole(pipeline)),
      ),
      conditions: {
        StringEquals: { "iam:PassedToService": "codepipeline.amazonaws.com" },
        // No source says that CodePipeline names the pipeline here, so a missing key must not lock everybody out.
        ArnLikeIfExists: {
          "iam:AssociatedResourceArn": held.pipelines.map((pipeline) =>
            names.pipelineArn(pipeline),
          ),
        },
      },
      reasons: held.reasons,
    },
    // As CloudFormation's own handler for pipelines has it:
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodeconnections.html
    ...byConnection(held.pipelines).flatMap((pipelines) =>
      forConnection(platform, pipelines, (prefix, connectionArn) => ({
        sid: `${sid}PassConnection`,
        actions: [`${prefix}:PassConnection`],
        resources: [connectionArn],
        conditions: {
          StringEquals: { [`${prefix}:PassedToService`]: "codepipeline.amazonaws.com" },
        },
        reasons: held.reasons,
      })),
    ),
  ];
}
