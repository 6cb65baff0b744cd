import { connectionPrefixes } from "../../connection-prefixes";
import { ANY, CREATE, DELETE, PUT, READ, type Right, type RightsTable, UPDATE } from "../right";
import type { TerraformResource } from "../terraform-resource";

/** By AWS's schemas of AWS::CodePipeline::Pipeline and AWS::CodeConnections::Connection and the provider's services. */
export const PIPELINE_RIGHTS: RightsTable = {
  aws_codebuild_project: (resource) => {
    const resources = [resource.arn("codebuild", `project/${resource.text("name")}`)];
    return [
      { operations: READ, actions: ["codebuild:BatchGetProjects"], resources },
      { operations: CREATE, actions: ["codebuild:CreateProject"], resources },
      { operations: UPDATE, actions: ["codebuild:UpdateProject"], resources },
      { operations: DELETE, actions: ["codebuild:DeleteProject"], resources },
      passRole(resource.text("service_role"), "codebuild.amazonaws.com"),
    ];
  },
  aws_codepipeline: (resource) => {
    const resources = [resource.arn("codepipeline", resource.text("name"))];
    return [
      {
        operations: READ,
        actions: ["codepipeline:GetPipeline", "codepipeline:ListTagsForResource"],
        resources,
      },
      { operations: CREATE, actions: ["codepipeline:CreatePipeline"], resources },
      { operations: PUT, actions: ["codepipeline:TagResource"], resources },
      {
        operations: UPDATE,
        actions: ["codepipeline:UntagResource", "codepipeline:UpdatePipeline"],
        resources,
      },
      { operations: DELETE, actions: ["codepipeline:DeletePipeline"], resources },
      passRole(resource.text("role_arn"), "codepipeline.amazonaws.com"),
      ...passConnections(resource),
    ];
  },
  aws_codestarconnections_connection: (resource) =>
    byPrefix(resource, (action, resources) => [
      {
        operations: READ,
        actions: action("GetConnection", "ListTagsForResource"),
        resources,
      },
      { operations: CREATE, actions: action("CreateConnection"), resources: ANY },
      { operations: PUT, actions: action("TagResource"), resources },
      { operations: UPDATE, actions: action("UntagResource"), resources },
      { operations: DELETE, actions: action("DeleteConnection"), resources },
    ]),
  "data.aws_codestarconnections_connection": (resource) =>
    byPrefix(resource, (action, resources) => [
      { operations: READ, actions: action("ListConnections", "ListTagsForResource"), resources },
    ]),
};

function passRole(roleArn: string, service: string): Right {
  return {
    operations: PUT,
    actions: ["iam:PassRole"],
    resources: [roleArn],
    conditions: { StringEquals: { "iam:PassedToService": service } },
  };
}

/** A connection that Gatehouse makes is known by an ARN of AWS's invention. */
function passConnections(resource: TerraformResource): Right[] {
  const known = resource
    .literals("ConnectionArn")
    .flatMap((arn) => connectionPrefixes(arn).map((prefix) => ({ prefix, arns: [arn] })));
  const passed =
    known.length > 0
      ? known
      : connectionPrefixes(undefined).map((prefix) => ({
          prefix,
          arns: [resource.arn(prefix, "connection/*")],
        }));
  return passed.map(({ prefix, arns }) => ({
    operations: PUT,
    actions: [`${prefix}:PassConnection`],
    resources: arns,
    conditions: { StringEquals: { [`${prefix}:PassedToService`]: "codepipeline.amazonaws.com" } },
  }));
}

/** The service has two names, and AWS says which of them a connection's ARN gets; ids are its own. */
function byPrefix(
  resource: TerraformResource,
  rightsOf: (
    action: (...names: readonly string[]) => string[],
    resources: readonly string[],
  ) => readonly Right[],
): Right[] {
  return connectionPrefixes(undefined).flatMap((prefix) =>
    rightsOf(
      (...names) => names.map((name) => `${prefix}:${name}`),
      [resource.arn(prefix, "connection/*")],
    ),
  );
}
