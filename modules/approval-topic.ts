import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Construct } from "constructs";
import type { Statement } from "../lib/policy/statement";
import { policyJson } from "./policy-json";

export interface ApprovalTopicProps {
  readonly topicName: string;
  /** A customer-managed key: the `aws/sns` key can't be narrowed to one role. */
  readonly keyArn: string;
  /** See `approvalTopicPolicy`. */
  readonly policy: readonly Statement[];
  /** E-mail addresses; each must confirm its subscription once. @default none */
  readonly emails?: readonly string[];
  readonly tags?: Readonly<Record<string, string>>;
}

/** Where one approval tells its approvers. */
export class ApprovalTopic extends Construct {
  readonly topic: SnsTopic;

  constructor(scope: Construct, id: string, props: ApprovalTopicProps) {
    super(scope, id);
    this.topic = new SnsTopic(this, "topic", {
      name: props.topicName,
      kmsMasterKeyId: props.keyArn,
      tags: { ...props.tags },
    });
    new SnsTopicPolicy(this, "policy", { arn: this.topic.arn, policy: policyJson(props.policy) });
    for (const email of [...new Set(props.emails)].sort()) {
      new SnsTopicSubscription(this, email, {
        topicArn: this.topic.arn,
        protocol: "email",
        endpoint: email,
      });
    }
  }

  get arn(): string {
    return this.topic.arn;
  }
}
