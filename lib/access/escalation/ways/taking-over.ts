import { ArnIndex, allowsOf } from "../../prove/scene/identity-reach";
import { favourable } from "../../prove/scene/favourable";
import type { Scene } from "../../prove/scene/scene";
import type { Way } from "../escalation-graph";
import { edgeOf } from "./edge";

/** Something that runs as a role already: changing it is as good as having the role. */
interface Running {
  readonly arn: string;
  readonly roleArn: string;
}

interface Kind {
  readonly actions: readonly string[];
  readonly things: (scene: Scene) => readonly Running[];
}

/**
 * - A pipeline's actions run as roles that its own role assumes.
 *   https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_UpdatePipeline.html
 * - A build takes another buildspec, image or environment when it is started.
 *   https://docs.aws.amazon.com/codebuild/latest/APIReference/API_StartBuild.html
 * - "CloudFormation always uses this role for all future operations on the stack", without its being passed again.
 *   https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html
 */
const KINDS: readonly Kind[] = [
  { actions: ["codepipeline:UpdatePipeline"], things: pipelines },
  {
    actions: [
      "codebuild:RetryBuild",
      "codebuild:StartBuild",
      "codebuild:StartBuildBatch",
      "codebuild:StartSandbox",
      "codebuild:UpdateProject",
    ],
    things: projects,
  },
  {
    actions: [
      "cloudformation:CreateChangeSet",
      "cloudformation:ExecuteChangeSet",
      "cloudformation:RollbackStack",
      "cloudformation:UpdateStack",
    ],
    things: stacks,
  },
];

export const takingOver: Way = ({ scene, ask, add }) => {
  for (const { actions, things } of KINDS) {
    const index = new ArnIndex(things(scene).map((thing) => [[thing.arn], thing] as const));
    if (index.entries.length === 0) continue;
    for (const action of actions) {
      for (const from of scene.world.roles) {
        for (const statement of allowsOf(from.policies, action)) {
          const context = { ...scene.inOrg, ...favourable(statement) };
          for (const { arn, roleArn } of index.reachedBy(statement)) {
            if (roleArn === from.arn) continue;
            const asker = { kind: "role", role: from } as const;
            const verdict = ask({ asker, action, resource: arn, context });
            const edge = edgeOf(from.arn, roleArn, action, [verdict]);
            if (edge !== undefined) add(edge);
          }
        }
      }
    }
  }
};

function pipelines({ world }: Scene): Running[] {
  return world.pipelines.map(({ arn, roleArn }) => ({ arn, roleArn }));
}

function projects({ world }: Scene): Running[] {
  return world.projects.map(({ arn, roleArn }) => ({ arn, roleArn }));
}

/** The stacks that deployments make, by the name that the pipeline gives them. */
function stacks({ machines }: Scene): Running[] {
  return [...machines.values()].flatMap(({ arn, entries }) =>
    entries.flatMap((entry) =>
      entry.kind === "service" && entry.service === "cloudformation.amazonaws.com"
        ? [{ arn: entry.sourceArn, roleArn: arn }]
        : [],
    ),
  );
}
