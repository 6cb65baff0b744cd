/** A service that takes a role with `iam:PassRole`, and what lets somebody have it run something as that role. */
export interface RunAs {
  readonly service: string;
  /** All of these are needed. */
  readonly actions: readonly string[];
  /** A resource of the action's type in an account and region, made up. */
  readonly resource: string;
}

/**
 * What each needs is in AWS's service authorization reference, under "Dependent actions" iam:PassRole:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html;
 * the ways are those of Rhino Security's list, https://github.com/RhinoSecurityLabs/AWS-IAM-Privilege-Escalation, and
 * https://pathfinding.cloud. `{p}`, `{r}` and `{a}` stand for partition, region and account.
 */
export const RUN_AS: readonly RunAs[] = [
  row("apprunner", ["apprunner:CreateService"], "apprunner:{r}:{a}:service/x/1", "tasks.apprunner"),
  row(
    "autoscaling",
    ["autoscaling:CreateLaunchConfiguration", "autoscaling:CreateAutoScalingGroup"],
    "autoscaling:{r}:{a}:launchConfiguration:1:launchConfigurationName/x",
    "ec2",
  ),
  row(
    "batch",
    ["batch:RegisterJobDefinition", "batch:SubmitJob"],
    "batch:{r}:{a}:job-definition/x",
    "ecs-tasks",
  ),
  row("bedrock", ["bedrock:CreateAgent"], "bedrock:{r}:{a}:agent/x"),
  row("cloudformation", ["cloudformation:CreateStack"], "cloudformation:{r}:{a}:stack/x/1"),
  row("cloudformation", ["cloudformation:UpdateStack"], "cloudformation:{r}:{a}:stack/x/1"),
  row(
    "cloudformation",
    ["cloudformation:CreateChangeSet", "cloudformation:ExecuteChangeSet"],
    "cloudformation:{r}:{a}:stack/x/1",
  ),
  row(
    "cloudformation",
    ["cloudformation:CreateStackSet", "cloudformation:CreateStackInstances"],
    "cloudformation:{r}:{a}:stackset/x:1",
  ),
  row(
    "codebuild",
    ["codebuild:CreateProject", "codebuild:StartBuild"],
    "codebuild:{r}:{a}:project/x",
  ),
  row(
    "codebuild",
    ["codebuild:UpdateProject", "codebuild:StartBuild"],
    "codebuild:{r}:{a}:project/x",
  ),
  row("codebuild", ["codebuild:StartBuild"], "codebuild:{r}:{a}:project/x"),
  row("codepipeline", ["codepipeline:CreatePipeline"], "codepipeline:{r}:{a}:x"),
  row("codepipeline", ["codepipeline:UpdatePipeline"], "codepipeline:{r}:{a}:x"),
  row(
    "datapipeline",
    ["datapipeline:CreatePipeline", "datapipeline:PutPipelineDefinition"],
    "datapipeline:{r}:{a}:pipeline/x",
  ),
  row("ec2", ["ec2:RunInstances"], "ec2:{r}:{a}:instance/x"),
  row("ec2", ["ec2:AssociateIamInstanceProfile"], "ec2:{r}:{a}:instance/x"),
  row("ec2", ["ec2:ReplaceIamInstanceProfileAssociation"], "ec2:{r}:{a}:instance/x"),
  row(
    "ecs",
    ["ecs:RegisterTaskDefinition", "ecs:RunTask"],
    "ecs:{r}:{a}:task-definition/x:1",
    "ecs-tasks",
  ),
  row(
    "ecs",
    ["ecs:RegisterTaskDefinition", "ecs:UpdateService"],
    "ecs:{r}:{a}:task-definition/x:1",
    "ecs-tasks",
  ),
  row(
    "ecs",
    ["ecs:RegisterTaskDefinition", "ecs:CreateService"],
    "ecs:{r}:{a}:task-definition/x:1",
    "ecs-tasks",
  ),
  row(
    "ecs",
    ["ecs:RegisterTaskDefinition", "ecs:StartTask"],
    "ecs:{r}:{a}:task-definition/x:1",
    "ecs-tasks",
  ),
  row("events", ["events:PutTargets"], "events:{r}:{a}:rule/x"),
  row("glue", ["glue:CreateDevEndpoint"], "glue:{r}:{a}:devEndpoint/x"),
  row("glue", ["glue:CreateJob", "glue:StartJobRun"], "glue:{r}:{a}:job/x"),
  row("glue", ["glue:UpdateJob", "glue:StartJobRun"], "glue:{r}:{a}:job/x"),
  row("iot", ["iot:CreateTopicRule"], "iot:{r}:{a}:rule/x"),
  row("lambda", ["lambda:CreateFunction"], "lambda:{r}:{a}:function:x"),
  row("lambda", ["lambda:UpdateFunctionConfiguration"], "lambda:{r}:{a}:function:x"),
  row("pipes", ["pipes:CreatePipe"], "pipes:{r}:{a}:pipe/x"),
  row("rolesanywhere", ["rolesanywhere:CreateProfile"], "rolesanywhere:{r}:{a}:profile/x"),
  row("sagemaker", ["sagemaker:CreateNotebookInstance"], "sagemaker:{r}:{a}:notebook-instance/x"),
  row("sagemaker", ["sagemaker:CreateProcessingJob"], "sagemaker:{r}:{a}:processing-job/x"),
  row("sagemaker", ["sagemaker:CreateTrainingJob"], "sagemaker:{r}:{a}:training-job/x"),
  row("scheduler", ["scheduler:CreateSchedule"], "scheduler:{r}:{a}:schedule/default/x"),
  row("ssm", ["ssm:StartAutomationExecution"], "ssm:{r}:{a}:automation-definition/x:1"),
  row("ssm", ["ssm:CreateAssociation"], "ssm:{r}:{a}:association/x"),
  row("states", ["states:CreateStateMachine"], "states:{r}:{a}:stateMachine:x"),
  row("states", ["states:UpdateStateMachine"], "states:{r}:{a}:stateMachine:x"),
];

/** @param principal the service's name before `.amazonaws.com`, where it isn't the prefix of its actions */
function row(
  prefix: string,
  actions: readonly string[],
  resource: string,
  principal: string = prefix,
): RunAs {
  return { service: `${principal}.amazonaws.com`, actions, resource: `arn:{p}:${resource}` };
}
