import {
  cloudFormation,
  codeBuild,
  connectionSource,
  ecsDeploy,
  manualApproval,
} from "../../modules/pipeline-action";
import { production, tooling } from "../support/own-app";

const named = { name: "action", roleArn: tooling.roleArn("action") };
const stack = {
  ...named,
  region: "eu-west-1",
  stackName: "shop",
  executionRoleArn: production.roleArn("shop-execution"),
  input: "build",
  template: "packaged.yml",
};

describe("a source action", () => {
  const source = (detectChanges: boolean, clone?: boolean) =>
    connectionSource({
      ...named,
      clone,
      connectionArn: tooling.arn("codeconnections", "connection/1"),
      repository: "example-org/shop",
      branch: "main",
      detectChanges,
      output: "source",
    });

  test.each([true, false])("always says whether it starts on a push: %s", (detectChanges) => {
    expect(source(detectChanges).configuration["DetectChanges"]).toBe(String(detectChanges));
  });

  test.each([
    [undefined, "CODE_ZIP"],
    [false, "CODE_ZIP"],
    [true, "CODEBUILD_CLONE_REF"],
  ])("hands on a zip, unless it is to be a clone: %s", (clone, format) => {
    expect(source(true, clone).configuration["OutputArtifactFormat"]).toBe(format);
  });
});

describe("a CloudFormation action", () => {
  test("changes the stack by its execution role, at once or as a change set", () => {
    const update = cloudFormation({ ...stack, mode: "update" });
    expect(update.configuration).toEqual({
      ActionMode: "CREATE_UPDATE",
      StackName: "shop",
      RoleArn: stack.executionRoleArn,
      TemplatePath: "build::packaged.yml",
    });
    const prepare = cloudFormation({ ...stack, mode: "prepare" });
    expect(prepare.configuration).toEqual({
      ...update.configuration,
      ActionMode: "CHANGE_SET_REPLACE",
      ChangeSetName: "gatehouse",
    });
  });

  test("executes the change set that was prepared, and takes no template anew", () => {
    const changeSetName = "shop-prod";
    const prepare = cloudFormation({ ...stack, mode: "prepare", changeSetName });
    const execute = cloudFormation({ ...stack, mode: "execute", changeSetName });
    expect(prepare.configuration["ChangeSetName"]).toBe(changeSetName);
    expect(execute.configuration).toEqual({
      ActionMode: "CHANGE_SET_EXECUTE",
      StackName: "shop",
      ChangeSetName: changeSetName,
    });
    expect(execute.inputArtifacts).toBeUndefined();
  });

  test("acknowledges only the capabilities it is given, whatever their order", () => {
    const capabilities = ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"];
    const action = cloudFormation({ ...stack, mode: "update", capabilities });
    expect(action.configuration["Capabilities"]).toBe("CAPABILITY_AUTO_EXPAND,CAPABILITY_IAM");
  });
});

describe("a build action", () => {
  test("has plain-text variables of its own, in a fixed order", () => {
    const action = codeBuild({
      ...named,
      projectName: "shop-build",
      input: "source",
      environment: { B: "2", A: "1" },
    });
    expect(action.configuration["EnvironmentVariables"]).toBe(
      '[{"name":"A","value":"1","type":"PLAINTEXT"},{"name":"B","value":"2","type":"PLAINTEXT"}]',
    );
    expect(action.outputArtifacts).toEqual([]);
    expect(action.namespace).toBeUndefined();
  });

  test("has a namespace for what it exports, where it is given one", () => {
    const build = { ...named, projectName: "shop-build", input: "source", namespace: "built" };
    expect(codeBuild(build).namespace).toBe("built");
  });
});

describe("an approval", () => {
  test("tells its topic, and fails by itself after a week", () => {
    const approval = manualApproval({ ...named, topicArn: tooling.topicArn("shop-approve") });
    expect(approval).toMatchObject({
      category: "Approval",
      configuration: { NotificationArn: "arn:aws:sns:eu-west-1:111111111111:shop-approve" },
      timeoutInMinutes: 10_080,
    });
  });

  test("says what is to be checked, and where", () => {
    const approval = manualApproval({
      ...named,
      topicArn: tooling.topicArn("shop-approve"),
      instructions: "Read the change set.",
      reviewUrl: "https://wiki.example.com",
      timeoutMinutes: 60,
    });
    expect(approval.configuration).toMatchObject({
      CustomData: "Read the change set.",
      ExternalEntityLink: "https://wiki.example.com",
    });
    expect(approval.timeoutInMinutes).toBe(60);
  });
});

test("an ECS action deploys the images that the build names, to one service", () => {
  const action = ecsDeploy({
    ...named,
    region: "eu-west-1",
    cluster: "shop",
    service: "pages",
    input: "build",
    imageDefinitions: "imagedefinitions.json",
  });
  expect(action).toMatchObject({
    provider: "ECS",
    configuration: { ClusterName: "shop", ServiceName: "pages", FileName: "imagedefinitions.json" },
    inputArtifacts: ["build"],
  });
});
