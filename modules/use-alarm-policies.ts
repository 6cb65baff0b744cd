import { keyAdministration } from "../lib/policy/key-administration";
import type { Statement } from "../lib/policy/statement";

/**
 * Lets EventBridge encrypt what it publishes to this one topic. `aws:SourceArn` and `aws:SourceAccount` would break
 * that without a word: "not supported for EventBridge-to-encrypted topics". So the topic, which SNS gives as encryption
 * context, narrows it instead, and the topic's policy says whose rule may publish.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 * @see https://github.com/awslabs/landing-zone-accelerator-on-aws/issues/407
 */
export function useAlarmKeyPolicy(props: {
  readonly rootArn: string;
  readonly topicArn: string;
}): Statement[] {
  return [
    keyAdministration(props.rootArn),
    {
      sid: "Alarm",
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: ["*"],
      principals: { Service: ["events.amazonaws.com"] },
      conditions: {
        StringEquals: { "kms:EncryptionContext:aws:sns:topicArn": props.topicArn },
      },
    },
  ];
}

/**
 * Lets one EventBridge rule publish, over TLS. AWS documents both that topic policies can't have conditions for
 * EventBridge, and that EventBridge tells the rule it acts for. Delivery must not hang on which of them is true: where
 * EventBridge tells, it must be this rule.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html
 */
export function useAlarmTopicPolicy(props: {
  readonly topicArn: string;
  readonly ruleArn: string;
  readonly accountId: string;
}): Statement[] {
  const publish = { actions: ["sns:Publish"], resources: [props.topicArn] };
  return [
    {
      ...publish,
      sid: "Alarm",
      principals: { Service: ["events.amazonaws.com"] },
      conditions: {
        ArnEqualsIfExists: { "aws:SourceArn": props.ruleArn },
        StringEqualsIfExists: { "aws:SourceAccount": props.accountId },
      },
    },
    {
      ...publish,
      sid: "OnlyTls",
      effect: "Deny",
      principals: "*",
      conditions: { Bool: { "aws:SecureTransport": "false" } },
    },
  ];
}
