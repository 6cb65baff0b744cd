import { ANY, CREATE, DELETE, PUT, READ, type RightsTable, UPDATE, WRITE } from "../right";
import type { TerraformResource } from "../terraform-resource";

/** Topics, rules and log groups. By AWS's schemas of AWS::SNS::*, AWS::Events::Rule, AWS::Logs::LogGroup and the provider's services. */
export const EVENT_RIGHTS: RightsTable = {
  aws_sns_topic: (resource) => {
    const resources = [resource.arn("sns", resource.text("name"))];
    return [
      {
        operations: READ,
        actions: ["sns:GetTopicAttributes", "sns:ListTagsForResource"],
        resources,
      },
      { operations: CREATE, actions: ["sns:CreateTopic"], resources },
      { operations: PUT, actions: ["sns:SetTopicAttributes", "sns:TagResource"], resources },
      { operations: UPDATE, actions: ["sns:UntagResource"], resources },
      { operations: DELETE, actions: ["sns:DeleteTopic"], resources },
    ];
  },
  aws_sns_topic_policy: (resource) => {
    const resources = [resource.text("arn")];
    return [
      { operations: READ, actions: ["sns:GetTopicAttributes"], resources },
      // Taking it away puts the default one back.
      { operations: WRITE, actions: ["sns:SetTopicAttributes"], resources },
    ];
  },
  aws_sns_topic_subscription: (resource) => {
    const topic = resource.text("topic_arn");
    // A subscription's ARN is its topic's with an id behind it.
    const resources = [topic, `${topic}:*`];
    return [
      { operations: READ, actions: ["sns:GetSubscriptionAttributes"], resources },
      { operations: CREATE, actions: ["sns:Subscribe"], resources: [topic] },
      { operations: UPDATE, actions: ["sns:SetSubscriptionAttributes"], resources },
      { operations: DELETE, actions: ["sns:Unsubscribe"], resources },
    ];
  },
  aws_cloudwatch_event_rule: (resource) => {
    const resources = [ruleArn(resource, "name")];
    return [
      {
        operations: READ,
        actions: ["events:DescribeRule", "events:ListTagsForResource"],
        resources,
      },
      { operations: PUT, actions: ["events:PutRule", "events:TagResource"], resources },
      { operations: UPDATE, actions: ["events:UntagResource"], resources },
      { operations: DELETE, actions: ["events:DeleteRule"], resources },
    ];
  },
  aws_cloudwatch_event_target: (resource) => {
    const resources = [ruleArn(resource, "rule")];
    return [
      { operations: READ, actions: ["events:ListTargetsByRule"], resources },
      { operations: PUT, actions: ["events:PutTargets"], resources },
      { operations: DELETE, actions: ["events:RemoveTargets"], resources },
    ];
  },
  aws_cloudwatch_log_group: (resource) => {
    const arn = resource.arn("logs", `log-group:${resource.text("name")}`);
    // Tags go by the ARN without, all else by the one with `:*`.
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
    const resources = [arn, `${arn}:*`];
    return [
      { operations: READ, actions: ["logs:DescribeLogGroups"], resources: ANY },
      { operations: READ, actions: ["logs:ListTagsForResource"], resources },
      { operations: CREATE, actions: ["logs:CreateLogGroup"], resources },
      {
        operations: PUT,
        actions: ["logs:AssociateKmsKey", "logs:PutRetentionPolicy", "logs:TagResource"],
        resources,
      },
      {
        operations: UPDATE,
        actions: ["logs:DeleteRetentionPolicy", "logs:DisassociateKmsKey", "logs:UntagResource"],
        resources,
      },
      { operations: DELETE, actions: ["logs:DeleteLogGroup"], resources },
    ];
  },
};

function ruleArn(resource: TerraformResource, argument: string): string {
  return resource.arn("events", `rule/${resource.text(argument)}`);
}
