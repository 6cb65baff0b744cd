import type { WorldPipeline } from "../../world/world";
import type { MachineRole } from "../scene/machine-roles";
import type { Scene } from "../scene/scene";
import type { Deed } from "./deed";
import { holds } from "./pipeline-deeds";

/** Taking, passing and changing the roles that a pipeline runs as, in whichever account they are. */
export function rightsDeeds(pipeline: WorldPipeline, scene: Scene): Deed[] {
  return scene
    .machinesOf(pipeline.name)
    .flatMap((role) => [
      ...takeDeeds(role),
      ...passDeeds(role, pipeline, scene),
      ...changeDeeds(role),
      ...stackDeeds(role),
    ]);
}

function takeDeeds({ arn, accountId }: MachineRole): Deed[] {
  return [
    { what: `assume ${arn}`, action: "sts:AssumeRole", resource: arn, context: {}, accountId },
  ];
}

function passDeeds({ arn, accountId }: MachineRole, pipeline: WorldPipeline, scene: Scene): Deed[] {
  const own = arn === pipeline.roleArn;
  return PASSED_TO.map((service): Deed => {
    const deed = {
      what: `pass ${arn} to ${service}`,
      action: "iam:PassRole",
      resource: arn,
      context: {
        "iam:PassedToService": `${service}.amazonaws.com`,
        "iam:AssociatedResourceArn": own && service === "codepipeline" ? pipeline.arn : null,
      },
      accountId,
    };
    return own && service === "codepipeline"
      ? { ...deed, isGranted: holds("edit", pipeline, scene) }
      : deed;
  });
}

/** Services that run what they are given as the role that they are given. */
const PASSED_TO = ["cloudformation", "codebuild", "codepipeline", "ecs-tasks", "lambda"] as const;

function changeDeeds({ arn, accountId }: MachineRole): Deed[] {
  return CHANGES.map((action) => ({
    what: `change the rights of ${arn} (${action})`,
    action,
    resource: arn,
    context: { "iam:PermissionsBoundary": null, "iam:PolicyARN": ADMINISTRATOR },
    accountId,
  }));
}

const ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_identityandaccessmanagement.html */
const CHANGES: readonly string[] = [
  "iam:AttachRolePolicy",
  "iam:DeleteRolePermissionsBoundary",
  "iam:DeleteRolePolicy",
  "iam:PutRolePermissionsBoundary",
  "iam:PutRolePolicy",
  "iam:UpdateAssumeRolePolicy",
];

/** A stack keeps the role that it was given. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html */
function stackDeeds({ arn, accountId, entries }: MachineRole): Deed[] {
  return entries.flatMap((entry) => {
    if (entry.kind !== "service" || entry.service !== "cloudformation.amazonaws.com") return [];
    return STACKS.map((action) => ({
      what: `act on a stack as ${arn} (${action})`,
      action,
      resource: entry.sourceArn,
      context: { "cloudformation:RoleArn": null, "cloudformation:ChangeSetName": "any" },
      accountId,
    }));
  });
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudformation.html */
const STACKS: readonly string[] = [
  "cloudformation:CreateChangeSet",
  "cloudformation:DeleteStack",
  "cloudformation:ExecuteChangeSet",
  "cloudformation:UpdateStack",
];
