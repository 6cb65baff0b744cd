import { Names } from "../../model/names";
import type { Platform } from "../../model/platform";
import type { Statement } from "../statement";
import type { Held } from "./held";
import { type Style, writeNames } from "./pipeline-universe";
import { byConnection, forConnection } from "./source-statements";

/** One statement's share of roles and of the pipelines they are for, so that a managed policy has room for it. */
const NAMES_PER_STATEMENT = 40;

/** What UpdatePipeline passes anew: the pipeline's role and its connection, to CodePipeline alone. */
export function editStatements(
  platform: Platform,
  held: Held,
  sid: string,
  style: Style,
): Statement[] {
  return [
    ...inShares(
      writeNames(
        platform,
        "pipelines",
        held.pipelines.map(({ name }) => name),
        style,
      ),
    ).map((names) => passRoles(platform, names, held, sid)),
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

function passRoles(
  platform: Platform,
  pipelines: readonly string[],
  held: Held,
  sid: string,
): Statement {
  const names = new Names(platform);
  return {
    sid: `${sid}PassRole`,
    actions: ["iam:PassRole"],
    resources: pipelines.map((name) =>
      names.roleArn(platform.tooling.accountId, names.pipelineRole({ name })),
    ),
    conditions: {
      StringEquals: { "iam:PassedToService": "codepipeline.amazonaws.com" },
      // No source says that CodePipeline names the pipeline here, so a missing key must not lock everybody out.
      ArnLikeIfExists: {
        "iam:AssociatedResourceArn": pipelines.map((name) => names.pipelineArn({ name })),
      },
    },
    reasons: held.reasons,
  };
}

function inShares(names: readonly string[]): string[][] {
  const shares = Math.ceil(names.length / NAMES_PER_STATEMENT);
  return Array.from({ length: shares }, (_, index) =>
    names.slice(index * NAMES_PER_STATEMENT, (index + 1) * NAMES_PER_STATEMENT),
  );
}
