/** One action of a pipeline's stage, ready for CodePipeline. */
export interface PipelineAction {
  readonly name: string;
  readonly category: "Source" | "Build" | "Test" | "Deploy" | "Approval" | "Invoke";
  readonly provider: string;
  /** Lower numbers first, equal ones side by side. @default 1 */
  readonly runOrder?: number;
  /** @default the pipeline's region */
  readonly region?: string;
  /** The role that the pipeline assumes for this action, in whatever account; no action runs as the pipeline itself. */
  readonly roleArn: string;
  readonly configuration: Readonly<Record<string, string>>;
  readonly inputArtifacts?: readonly string[];
  readonly outputArtifacts?: readonly string[];
  /** Minutes; only for approvals. */
  readonly timeoutInMinutes?: number;
  /** By which later actions name its variables, as in `#{namespace.VARIABLE}`. Unique in its pipeline. */
  readonly namespace?: string;
}

interface Common {
  readonly name: string;
  readonly roleArn: string;
  readonly runOrder?: number;
}

/** @see https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodestarConnectionSource.html */
export function connectionSource(
  props: Common & {
    readonly connectionArn: string;
    readonly repository: string;
    readonly branch: string;
    /** Start on each push. Always said, since CodePipeline's default of true would start pipelines nobody meant to. */
    readonly detectChanges: boolean;
    /**
     * Builds get a clone with its history in the place of a zip. They alone can take it, and each one's project must be
     * allowed to use the connection itself; see `connectionUseStatements`. @default false
     */
    readonly clone?: boolean;
    readonly output: string;
  },
): PipelineAction {
  const { name, roleArn, runOrder } = props;
  return {
    name,
    roleArn,
    runOrder,
    category: "Source",
    provider: "CodeStarSourceConnection",
    configuration: {
      ConnectionArn: props.connectionArn,
      FullRepositoryId: props.repository,
      BranchName: props.branch,
      DetectChanges: String(props.detectChanges),
      OutputArtifactFormat: props.clone === true ? "CODEBUILD_CLONE_REF" : "CODE_ZIP",
    },
    outputArtifacts: [props.output],
  };
}

/** @see https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodeBuild.html */
export function codeBuild(
  props: Common & {
    readonly projectName: string;
    readonly input: string;
    readonly output?: string;
    /** Plain-text variables of this action alone. @default none */
    readonly environment?: Readonly<Record<string, string>>;
    /** By which later actions name what its buildspec exports, as in `#{namespace.VARIABLE}`. @default none */
    readonly namespace?: string;
  },
): PipelineAction {
  const { name, roleArn, runOrder } = props;
  const variables = Object.entries(props.environment ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => ({ name: key, value, type: "PLAINTEXT" }));
  return {
    name,
    roleArn,
    runOrder,
    category: "Build",
    provider: "CodeBuild",
    configuration: {
      ProjectName: props.projectName,
      ...(variables.length === 0 ? {} : { EnvironmentVariables: JSON.stringify(variables) }),
    },
    inputArtifacts: [props.input],
    outputArtifacts: props.output === undefined ? [] : [props.output],
    namespace: props.namespace,
  };
}

/** @see https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ManualApproval.html */
export function manualApproval(
  props: Common & {
    /** Tells the approvers. */
    readonly topicArn: string;
    /** What the approver is to check. @default none */
    readonly instructions?: string;
    /** What the approver is to look at. @default none */
    readonly reviewUrl?: string;
    /** Minutes until the approval fails by itself, 5 to 86,400. @default 10080, a week */
    readonly timeoutMinutes?: number;
  },
): PipelineAction {
  const { name, roleArn, runOrder } = props;
  return {
    name,
    roleArn,
    runOrder,
    category: "Approval",
    provider: "Manual",
    timeoutInMinutes: props.timeoutMinutes ?? 10_080,
    configuration: {
      NotificationArn: props.topicArn,
      ...(props.instructions === undefined ? {} : { CustomData: props.instructions }),
      ...(props.reviewUrl === undefined ? {} : { ExternalEntityLink: props.reviewUrl }),
    },
  };
}

/** @see https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CloudFormation.html */
export function cloudFormation(
  props: Common & {
    /** update: at once. prepare: a change set, for an approval to look at. execute: exactly that change set. */
    readonly mode: "update" | "prepare" | "execute";
    /**
     * The change set that is prepared and executed. Two stages that deploy one stack need two names, or an execution in
     * the one replaces what the other's approval is waiting for. @default "gatehouse"
     */
    readonly changeSetName?: string;
    readonly region: string;
    readonly stackName: string;
    /** What CloudFormation changes resources as. */
    readonly executionRoleArn: string;
    readonly input: string;
    readonly template: string;
    readonly templateConfiguration?: string;
    /**
     * Template parameters that get the bucket and the object key of the input artifact, as it lies in the action's
     * region. @default none
     */
    readonly artifactParameters?: { readonly bucket: string; readonly key: string };
    /** What CloudFormation asks to be acknowledged, such as CAPABILITY_IAM. @default none */
    readonly capabilities?: readonly string[];
  },
): PipelineAction {
  const { name, roleArn, runOrder, region, input, capabilities = [] } = props;
  const base = {
    name,
    roleArn,
    runOrder,
    region,
    category: "Deploy",
    provider: "CloudFormation",
  } as const;
  const changeSet = { ChangeSetName: props.changeSetName ?? "gatehouse" };
  if (props.mode === "execute") {
    return {
      ...base,
      configuration: { ActionMode: "CHANGE_SET_EXECUTE", StackName: props.stackName, ...changeSet },
    };
  }
  return {
    ...base,
    configuration: {
      ActionMode: props.mode === "update" ? "CREATE_UPDATE" : "CHANGE_SET_REPLACE",
      StackName: props.stackName,
      ...(props.mode === "prepare" ? changeSet : {}),
      RoleArn: props.executionRoleArn,
      TemplatePath: `${input}::${props.template}`,
      ...(props.templateConfiguration === undefined
        ? {}
        : { TemplateConfiguration: `${input}::${props.templateConfiguration}` }),
      ...(props.artifactParameters === undefined
        ? {}
        : { ParameterOverrides: artifactOverrides(input, props.artifactParameters) }),
      ...(capabilities.length === 0 ? {} : { Capabilities: [...capabilities].sort().join(",") }),
    },
    inputArtifacts: [input],
  };
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/continuous-delivery-codepipeline-parameter-override-functions.html */
function artifactOverrides(
  input: string,
  parameters: { readonly bucket: string; readonly key: string },
): string {
  const attribute = (name: string) => ({ "Fn::GetArtifactAtt": [input, name] });
  return JSON.stringify({
    [parameters.bucket]: attribute("BucketName"),
    [parameters.key]: attribute("ObjectKey"),
  });
}

/** @see https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECS.html */
export function ecsDeploy(
  props: Common & {
    readonly region: string;
    readonly cluster: string;
    readonly service: string;
    readonly input: string;
    readonly imageDefinitions: string;
  },
): PipelineAction {
  const { name, roleArn, runOrder, region } = props;
  return {
    name,
    roleArn,
    runOrder,
    region,
    category: "Deploy",
    provider: "ECS",
    configuration: {
      ClusterName: props.cluster,
      ServiceName: props.service,
      FileName: props.imageDefinitions,
    },
    inputArtifacts: [props.input],
  };
}
