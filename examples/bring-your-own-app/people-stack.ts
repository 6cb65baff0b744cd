import { DataAwsIdentitystoreGroup } from "@cdktf/provider-aws/lib/data-aws-identitystore-group";
import { DataAwsSsoadminInstances } from "@cdktf/provider-aws/lib/data-aws-ssoadmin-instances";
import { Fn } from "cdktf";
import type { Construct } from "constructs";
import { PermissionSet } from "../../modules";
import { AccountStack } from "./account-stack";
import { NAMES, management, tooling } from "./names";

/** Who may approve: people of one group, signed in to the tooling account. They can start and change nothing. */
export class PeopleStack extends AccountStack {
  constructor(scope: Construct) {
    super(scope, "people", management);
    const instances = new DataAwsSsoadminInstances(this, "instances", {});
    const group = new DataAwsIdentitystoreGroup(this, "group", {
      identityStoreId: String(Fn.element(instances.identityStoreIds, 0)),
      alternateIdentifier: {
        uniqueAttribute: { attributePath: "DisplayName", attributeValue: "Release Managers" },
      },
    });
    const approver = new PermissionSet(this, "approver", {
      instanceArn: String(Fn.element(instances.arns, 0)),
      permissionSetName: "shop-approver",
      description: "Decides what of the shop goes to production",
      statements: [
        {
          sid: "View",
          actions: ["codepipeline:GetPipeline", "codepipeline:GetPipelineState"],
          resources: [tooling.pipelineArn(NAMES.pipeline)],
        },
        {
          sid: "Approve",
          actions: ["codepipeline:PutApprovalResult"],
          resources: [tooling.pipelineArn(NAMES.pipeline, NAMES.stage, NAMES.approval)],
        },
      ],
    });
    approver.assignTo("release-managers", group.groupId, tooling.accountId);
  }
}
