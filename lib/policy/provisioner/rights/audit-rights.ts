import { ANY, CREATE, DELETE, PUT, READ, type RightsTable, UPDATE } from "../right";

/** By AWS's schema of AWS::CloudTrail::Trail and the provider's service/cloudtrail. */
export const AUDIT_RIGHTS: RightsTable = {
  aws_cloudtrail: (resource) => {
    const ofOrganization = resource.isTrue("is_organization_trail");
    const { partition, accountId, managementAccountId } = resource.place;
    // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-delegated-administrator.html
    const owner = ofOrganization ? managementAccountId : accountId;
    const trail = ["arn", partition, "cloudtrail", resource.region, owner];
    const resources = [[...trail, `trail/${resource.text("name")}`].join(":")];
    return [
      { operations: READ, actions: ["cloudtrail:DescribeTrails"], resources: ANY },
      {
        operations: READ,
        actions: [
          "cloudtrail:GetEventSelectors",
          "cloudtrail:GetInsightSelectors",
          "cloudtrail:GetTrail",
          "cloudtrail:GetTrailStatus",
          "cloudtrail:ListTags",
        ],
        resources,
      },
      { operations: CREATE, actions: ["cloudtrail:CreateTrail"], resources },
      {
        operations: PUT,
        actions: ["cloudtrail:AddTags", "cloudtrail:PutEventSelectors", "cloudtrail:StartLogging"],
        resources,
      },
      {
        operations: UPDATE,
        actions: ["cloudtrail:RemoveTags", "cloudtrail:StopLogging", "cloudtrail:UpdateTrail"],
        resources,
      },
      { operations: DELETE, actions: ["cloudtrail:DeleteTrail"], resources },
      ...(ofOrganization
        ? [
            // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-an-organizational-trail-prepare.html
            {
              operations: PUT,
              actions: [
                "organizations:DescribeOrganization",
                "organizations:ListAWSServiceAccessForOrganization",
              ],
              resources: ANY,
            },
            {
              operations: CREATE,
              actions: ["iam:CreateServiceLinkedRole", "iam:GetRole"],
              resources: [resource.iamArn(SERVICE_LINKED_ROLE)],
            },
          ]
        : []),
    ];
  },
  /** By the ARN of an alias, which may be another account's. */
  "data.aws_kms_key": (resource) => {
    const [start = "", alias = ""] = resource.text("key_id").split(":alias/");
    return [
      {
        operations: READ,
        actions: ["kms:DescribeKey"],
        resources: [`${start}:key/*`],
        conditions: { StringEquals: { "kms:RequestAlias": `alias/${alias}` } },
      },
    ];
  },
};

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/using-service-linked-roles.html */
const SERVICE_LINKED_ROLE =
  "role/aws-service-role/cloudtrail.amazonaws.com/AWSServiceRoleForCloudTrail";
