import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { LIMITS } from "../lib/model/limits";
import { checkLimit } from "./check-limit";
import type { Place } from "./place";
import { policyJson } from "./policy-json";
import { useAlarmKeyPolicy, useAlarmTopicPolicy } from "./use-alarm-policies";

export interface UseAlarmProps {
  /** Names the topic and the rule, and stands in each mail: at most 64 letters, digits, `-` and `_`. */
  readonly name: string;
  /** The account and region that it watches. */
  readonly place: Place;
  /**
   * How the watched roles' names begin, such as `AWSReservedSSO_gatehouse-break-glass_`: Identity Center ends a permission
   * set's role with a suffix of its own. End with the `_`, or sets with a longer name are meant too. @default none
   */
  readonly roleNamePrefixes?: readonly string[];
  /** The watched roles' names in full, without their paths. @default none */
  readonly roleNames?: readonly string[];
  /** Who is told; each address must confirm its subscription once, and hears nothing until then. Never empty. */
  readonly emails: readonly string[];
  /** The provider of the place's region. @default the stack's */
  readonly provider?: TerraformProvider;
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * Tells people by mail whenever one of these roles is assumed or used, as roles for emergencies should be: a mail for
 * each time somebody takes it, each console sign-in and each API call, those that only read as well.
 *
 * EventBridge sees these events only where a CloudTrail trail logs management events in the same account and region. Use
 * in another region shows there; a sign-in, and the assuming of the role, in the region of their endpoint, which is
 * us-east-1 for the global one; and calls of global services (IAM) in us-east-1. Give each region that the roles can
 * work in an alarm, and us-east-1 as well to hear of every sign-in.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
 */
export class UseAlarm extends Construct {
  readonly key: KmsKey;
  readonly topic: SnsTopic;
  readonly rule: CloudwatchEventRule;
  private readonly props: UseAlarmProps;

  constructor(scope: Construct, id: string, props: UseAlarmProps) {
    super(scope, id);
    checkProps(props);
    this.props = props;
    this.key = this.createKey();
    this.topic = this.createTopic();
    this.rule = this.createRule();
    this.tellTopic();
    this.subscribe();
  }

  private get topicArn(): string {
    return this.props.place.topicArn(this.props.name);
  }

  private createKey(): KmsKey {
    const { name, place, provider, tags } = this.props;
    const key = new KmsKey(this, "key", {
      description: `Encrypts what alarm ${name} tells`,
      policy: policyJson(useAlarmKeyPolicy({ rootArn: place.rootArn, topicArn: this.topicArn })),
      enableKeyRotation: true,
      tags: { ...tags },
      provider,
    });
    // Policies know the key by it, to keep it from those whom the alarm is about.
    new KmsAlias(this, "alias", { name: `alias/${name}`, targetKeyId: key.keyId, provider });
    return key;
  }

  /** Its policy names the rule by an ARN put together from names: the rule's own would make a circle. */
  private createTopic(): SnsTopic {
    const { name, place, provider, tags } = this.props;
    const topic = new SnsTopic(this, "topic", {
      name,
      kmsMasterKeyId: this.key.arn,
      tags: { ...tags },
      provider,
    });
    const policy = useAlarmTopicPolicy({
      topicArn: this.topicArn,
      ruleArn: place.arn("events", `rule/${name}`),
      accountId: place.accountId,
    });
    new SnsTopicPolicy(this, "policy", { arn: topic.arn, policy: policyJson(policy), provider });
    return topic;
  }

  private createRule(): CloudwatchEventRule {
    const { name, provider, tags } = this.props;
    return new CloudwatchEventRule(this, "rule", {
      name,
      description: "A role that nobody should need was used",
      // Without this state, EventBridge leaves out what only reads.
      state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
      eventPattern: eventPattern(this.props),
      tags: { ...tags },
      provider,
    });
  }

  private tellTopic(): void {
    new CloudwatchEventTarget(this, "target", {
      rule: this.rule.name,
      arn: this.topic.arn,
      inputTransformer: {
        inputPaths: { ...EVENT },
        inputTemplate: JSON.stringify(
          `${this.props.name}: <who> <user> did <what> (<service>) in account <account>, region <region>, at <when>, from <where>`,
        ),
      },
      provider: this.props.provider,
    });
  }

  private subscribe(): void {
    for (const email of [...new Set(this.props.emails)].sort()) {
      new SnsTopicSubscription(this, email, {
        topicArn: this.topic.arn,
        protocol: "email",
        endpoint: email,
        provider: this.props.provider,
      });
    }
  }
}

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
const EVENT = {
  who: "$.detail.userIdentity.arn",
  /** Whoever signs in by a provider has no ARN yet, but a name. */
  user: "$.detail.userIdentity.userName",
  what: "$.detail.eventName",
  service: "$.detail.eventSource",
  account: "$.account",
  region: "$.detail.awsRegion",
  when: "$.detail.eventTime",
  where: "$.detail.sourceIPAddress",
} as const;

/** What the role did, or that somebody took it: then it is named in the request, by an ARN that may have a path. */
function eventPattern(props: UseAlarmProps): string {
  const prefixes = [...new Set(props.roleNamePrefixes)].sort();
  const names = [...new Set(props.roleNames)].sort();
  const userName = [...prefixes.map((prefix) => ({ prefix })), ...names];
  const roleArn = [
    ...prefixes.map((prefix) => ({ wildcard: `*/${prefix}*` })),
    ...names.map((name) => ({ suffix: `/${name}` })),
  ];
  return JSON.stringify({
    "detail-type": ["AWS API Call via CloudTrail", "AWS Console Sign In via CloudTrail"],
    detail: {
      $or: [
        { userIdentity: { sessionContext: { sessionIssuer: { userName } } } },
        {
          eventSource: ["sts.amazonaws.com"],
          eventName: ["AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"],
          requestParameters: { roleArn },
        },
      ],
    },
  });
}

function checkProps(props: UseAlarmProps): void {
  const { name, roleNamePrefixes = [], roleNames = [], emails } = props;
  const alarm = `alarm "${name}"`;
  if (!/^[\w-]+$/.test(name)) {
    throw new Error(`${alarm}: its name may have letters, digits, - and _ only`);
  }
  checkLimit(`the name of ${alarm}`, name.length, LIMITS.eventRuleName, "characters");
  if (emails.length === 0) throw new Error(`${alarm} tells nobody: give emails`);
  const watched = [...roleNamePrefixes, ...roleNames];
  if (watched.length === 0) {
    throw new Error(`${alarm} watches no role: give roleNamePrefixes or roleNames`);
  }
  const wrong = watched.find((role) => !/^[\w+=,.@-]+$/.test(role));
  if (wrong !== undefined) {
    throw new Error(
      `${alarm}: no role's name is or begins with "${wrong}"; give the name alone, without its path and without *`,
    );
  }
  checkLimit(
    `what ${alarm} watches`,
    eventPattern(props).length,
    LIMITS.eventPattern,
    "characters",
  );
}
