import { BuildProject, type BuildProjectProps } from "../../modules/build-project";
import { createRole, createStore, keyArn } from "../support/own-app";
import { synthModule } from "../support/synth-module";

function project(props: Partial<BuildProjectProps> = {}) {
  return synthModule((scope) => {
    new BuildProject(scope, "build", {
      projectName: "shop-build",
      description: "Builds the shop",
      role: createRole(scope, "shop-build-project"),
      keyArn,
      ...props,
    });
  });
}

const environmentOf = (synthesized: ReturnType<typeof project>) =>
  synthesized.the("aws_codebuild_project")["environment"];

describe("a build project", () => {
  test("encrypts its output with the key it is given, since the pipeline's is not asked", () => {
    expect(project().the("aws_codebuild_project")["encryption_key"]).toBe(keyArn);
  });

  test("runs as the role it is given", () => {
    expect(project().the("aws_codebuild_project")["service_role"]).toMatch(
      /^\$\{aws_iam_role\.shop-build-project_[^.]+\.arn\}$/,
    );
  });

  test("takes source from a pipeline and gives artifacts to it, and nowhere else", () => {
    expect(project().the("aws_codebuild_project")).toMatchObject({
      source: { type: "CODEPIPELINE", buildspec: "buildspec.yml" },
      artifacts: { type: "CODEPIPELINE" },
    });
  });

  test.each([
    ["aws/codebuild/amazonlinux-aarch64-standard:3.0", "ARM_CONTAINER"],
    ["aws/codebuild/standard:7.0", "LINUX_CONTAINER"],
  ])("runs image %s in a %s", (image, type) => {
    expect(environmentOf(project({ image }))).toMatchObject({ image, type });
  });

  test("logs to a group of its own, encrypted, for a year", () => {
    expect(project().the("aws_cloudwatch_log_group")).toMatchObject({
      name: "/aws/codebuild/shop-build",
      kms_key_id: keyArn,
      retention_in_days: 365,
    });
    expect(project().the("aws_codebuild_project")["logs_config"]).toMatchObject({
      cloudwatch_logs: { status: "ENABLED" },
      s3_logs: { status: "DISABLED" },
    });
  });

  test("keeps logs elsewhere and shorter where it is told to", () => {
    const synthesized = project({ logGroupName: "/builds/shop", logRetentionDays: 30 });
    expect(synthesized.the("aws_cloudwatch_log_group")).toMatchObject({
      name: "/builds/shop",
      retention_in_days: 30,
    });
  });

  test("has no root on the build host unless that is asked for by name", () => {
    expect(environmentOf(project())).toMatchObject({ privileged_mode: false });
    expect(environmentOf(project({ allowPrivilegedBuildContainer: true }))).toMatchObject({
      privileged_mode: true,
    });
  });

  test("has the same variables whatever their order", () => {
    const variables = [
      { name: "A", value: "1" },
      { name: "B", value: "2" },
    ];
    expect(environmentOf(project({ environment: { B: "2", A: "1" } }))).toMatchObject({
      environment_variable: variables,
    });
  });

  test("ends after an hour", () => {
    expect(project().the("aws_codebuild_project")["build_timeout"]).toBe(60);
  });

  test("waits for what its role is granted later, too", () => {
    const synthesized = synthModule((scope) => {
      const role = createRole(scope, "shop-build-project");
      const props = { projectName: "shop-build", description: "Builds", keyArn, role };
      new BuildProject(scope, "build", props);
      createStore(scope, "shop-artifacts").grantRead(role);
    });
    const waits = synthesized.the("aws_codebuild_project")["depends_on"] as string[];
    expect(waits.map((address) => address.split(".")[0])).toEqual([
      "aws_iam_role",
      "aws_iam_role_policy",
    ]);
  });
});
