import {
  type PipelineStage,
  cloudFormation,
  codeBuild,
  connectionSource,
  manualApproval,
} from "../../modules";
import {
  ARTIFACTS,
  NAMES,
  ROLES,
  connectionArn,
  deployRoleArn,
  executionRoleArn,
  production,
  tooling,
} from "./names";

const stack = {
  roleArn: deployRoleArn,
  region: production.region,
  stackName: NAMES.cloudFormationStack,
  changeSetName: NAMES.stage,
  executionRoleArn,
  input: ARTIFACTS.build,
  template: "template.yml",
} as const;

/** Source, build, then production: prepared, approved, and exactly what was approved is executed. */
export function pipelineStages(): PipelineStage[] {
  return [
    {
      name: "source",
      actions: [
        connectionSource({
          name: "source",
          roleArn: tooling.roleArn(ROLES.source),
          connectionArn,
          repository: NAMES.repository,
          branch: "main",
          detectChanges: true,
          output: ARTIFACTS.source,
        }),
      ],
    },
    {
      name: "build",
      actions: [
        codeBuild({
          name: "build",
          roleArn: tooling.roleArn(ROLES.build),
          projectName: NAMES.project,
          input: ARTIFACTS.source,
          output: ARTIFACTS.build,
        }),
      ],
    },
    {
      name: NAMES.stage,
      actions: [
        cloudFormation({ ...stack, name: "prepare", mode: "prepare", runOrder: 1 }),
        manualApproval({
          name: NAMES.approval,
          roleArn: tooling.roleArn(ROLES.approve),
          topicArn: tooling.topicArn(NAMES.topic),
          instructions: "The change set is what the release notes say.",
          runOrder: 2,
        }),
        cloudFormation({ ...stack, name: "deploy", mode: "execute", runOrder: 3 }),
      ],
    },
  ];
}
