import { literalText } from "../modules/literal-text";
import type { Pipeline } from "../lib/model/platform";
import type { CompiledProject } from "../lib/policy/compile-pipeline";
import type { BuildProjectProps } from "../modules/build-project";

type Settings = Pick<
  BuildProjectProps,
  | "description"
  | "buildspec"
  | "image"
  | "computeType"
  | "timeoutMinutes"
  | "environment"
  | "allowPrivilegedBuildContainer"
>;

/** How a project runs: the build as the config has it, Terraform steps with the roles they are to assume. */
export function projectSettings(model: Pipeline, project: CompiledProject): Settings {
  const { build, deploy } = model;
  const { target } = project;
  if (target === undefined || deploy?.kind !== "terraform") {
    return {
      description: `Builds pipeline ${model.name}`,
      buildspec: literalText(build.buildspec),
      image: literalText(build.image),
      computeType: build.computeType,
      timeoutMinutes: build.timeoutMinutes,
      environment: Object.fromEntries(
        Object.entries(build.environment).map(([name, value]) => [name, literalText(value)]),
      ),
      allowPrivilegedBuildContainer: build.allowPrivilegedBuildContainer,
    };
  }
  const plans = target.executionRoleArn === undefined;
  return {
    description: `${plans ? "Plans" : "Applies"} pipeline ${model.name} in account ${target.account.name}`,
    buildspec: literalText(plans ? deploy.planBuildspec : deploy.applyBuildspec),
    image: literalText(build.image),
    computeType: build.computeType,
    timeoutMinutes: build.timeoutMinutes,
    environment: {
      TARGET_ACCOUNT_ID: target.account.id,
      TARGET_ROLE_ARN: target.roleArn,
      ...(target.executionRoleArn === undefined
        ? {}
        : { EXECUTION_ROLE_ARN: target.executionRoleArn }),
    },
  };
}
