import { asList } from "../support/policies";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { UseAlarm, type UseAlarmProps } from "../../modules/use-alarm";
import { Place } from "../../modules/place";
import { tooling } from "../support/own-app";
import { getStatement, statementsOf, synthModule } from "../support/synth-module";

const prefix = "AWSReservedSSO_gatehouse-break-glass_";
const topicArn = "arn:aws:sns:eu-west-1:111111111111:break-glass-used";
const ruleArn = "arn:aws:events:eu-west-1:111111111111:rule/break-glass-used";

const alarm = (props: Partial<UseAlarmProps> = {}) =>
  synthModule((scope) => {
    new UseAlarm(scope, "alarm", {
      name: "break-glass-used",
      place: tooling,
      roleNamePrefixes: [prefix],
      emails: ["security@example.com"],
      ...props,
    });
  });

const patternOf = (props: Partial<UseAlarmProps>) =>
  JSON.parse(String(alarm(props).the("aws_cloudwatch_event_rule")["event_pattern"])) as unknown;

interface Pattern {
  readonly detail: { readonly $or: readonly object[] };
}

const either = (props: Partial<UseAlarmProps>) => (patternOf(props) as Pattern).detail.$or;

const issuer = (userName: readonly unknown[]) => ({
  userIdentity: { sessionContext: { sessionIssuer: { userName } } },
});

describe("an alarm on the use of roles", () => {
  test("hears of sign-ins and of API calls, those that only read as well", () => {
    expect(alarm().the("aws_cloudwatch_event_rule")["state"]).toBe(
      "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
    );
    expect(patternOf({})).toMatchObject({
      "detail-type": ["AWS API Call via CloudTrail", "AWS Console Sign In via CloudTrail"],
    });
  });

  test("watches the roles named, in full or by how their names begin, and no others", () => {
    expect(either({})[0]).toEqual(issuer([{ prefix }]));
    const roleNames = ["rescue", "people", "rescue"];
    expect(either({ roleNames })[0]).toEqual(issuer([{ prefix }, "people", "rescue"]));
    expect(either({ roleNames, roleNamePrefixes: [] })[0]).toEqual(issuer(["people", "rescue"]));
  });

  test("hears of whoever takes such a role, below whatever path it is", () => {
    const roleNames = ["rescue"];
    expect(either({ roleNames })).toHaveLength(2);
    expect(either({ roleNames })[1]).toEqual({
      eventSource: ["sts.amazonaws.com"],
      eventName: ["AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"],
      requestParameters: { roleArn: [{ wildcard: `*/${prefix}*` }, { suffix: "/rescue" }] },
    });
  });

  test("tells in one line who did what, where and when", () => {
    const target = alarm().the("aws_cloudwatch_event_target");
    const { input_paths, input_template } = target["input_transformer"] as {
      input_paths: Record<string, string>;
      input_template: string;
    };
    const line = JSON.parse(input_template) as string;
    expect(line).toMatch(
      /^break-glass-used: <who> <user> did <what> .*<account>.*<region>.*<when>/,
    );
    const used = [...line.matchAll(/<(\w+)>/g)].map(([, name]) => name);
    expect(Object.keys(input_paths).sort()).toEqual(used.sort());
    expect(input_paths["who"]).toBe("$.detail.userIdentity.arn");
  });

  test("names its key by an alias, by which policies can keep people from it", () => {
    expect(alarm().the("aws_kms_alias")).toMatchObject({
      name: "alias/break-glass-used",
      target_key_id: expect.stringMatching(/^\$\{aws_kms_key\..*\.key_id\}$/) as string,
    });
  });

  test("tells each address once", () => {
    const emails = ["b@example.com", "a@example.com", "b@example.com"];
    const told = alarm({ emails }).all("aws_sns_topic_subscription");
    expect(told.map(({ protocol, endpoint }) => [protocol, endpoint])).toEqual([
      ["email", "a@example.com"],
      ["email", "b@example.com"],
    ]);
  });

  test("reaches another region by that region's provider, in all its parts", () => {
    const synthesized = synthModule((scope) => {
      new UseAlarm(scope, "alarm", {
        name: "break-glass-used",
        place: new Place({ accountId: "111111111111", region: "us-east-1" }),
        roleNames: ["rescue"],
        emails: ["security@example.com"],
        provider: new AwsProvider(scope, "global", { region: "us-east-1", alias: "global" }),
      });
    });
    for (const type of [
      "aws_kms_alias",
      "aws_kms_key",
      "aws_sns_topic",
      "aws_sns_topic_policy",
      "aws_sns_topic_subscription",
      "aws_cloudwatch_event_rule",
      "aws_cloudwatch_event_target",
    ]) {
      expect(synthesized.the(type)["provider"]).toBe("aws.global");
    }
    expect(JSON.stringify(synthesized.the("aws_sns_topic_policy"))).not.toContain("eu-west-1");
  });
});

describe("the topic of an alarm", () => {
  const policy = () => alarm().the("aws_sns_topic_policy")["policy"];

  test("is published to by EventBridge alone, for this rule wherever EventBridge says for which", () => {
    const allowed = statementsOf(policy()).filter(({ Effect }) => Effect === "Allow");
    expect(allowed).toEqual([
      {
        Sid: "Alarm",
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sns:Publish",
        Resource: topicArn,
        Condition: {
          ArnEqualsIfExists: { "aws:SourceArn": ruleArn },
          StringEqualsIfExists: { "aws:SourceAccount": "111111111111" },
        },
      },
    ]);
  });

  test("refuses to be published to without TLS", () => {
    expect(getStatement(policy(), "OnlyTls")).toMatchObject({
      Effect: "Deny",
      Principal: "*",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    });
  });

  test("refers to no rule, so that Terraform sees no circle", () => {
    expect(policy()).not.toContain("aws_cloudwatch_event_rule");
  });
});

describe("the key of an alarm", () => {
  const key = () => alarm().the("aws_kms_key");

  test("is its own, rotated, and encrypts the topic", () => {
    expect(key()["enable_key_rotation"]).toBe(true);
    expect(alarm().the("aws_sns_topic")["kms_master_key_id"]).toMatch(
      /^\$\{aws_kms_key\..*\.arn\}$/,
    );
  });

  test("is kept by its account's administrators, who can't decrypt by that", () => {
    const { Action, Principal } = getStatement(key()["policy"], "Administration");
    expect(Principal).toEqual({ AWS: "arn:aws:iam::111111111111:root" });
    expect([Action].flat()).toContain("kms:PutKeyPolicy");
    const uses = asList(Action).filter((action) => /crypt|DataKey|CreateGrant/.test(action));
    expect(uses).toEqual([]);
  });

  test("serves EventBridge for this topic, without the conditions that would keep mails from coming", () => {
    expect(getStatement(key()["policy"], "Alarm")).toEqual({
      Sid: "Alarm",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: "*",
      Condition: { StringEquals: { "kms:EncryptionContext:aws:sns:topicArn": topicArn } },
    });
    expect(key()["policy"]).not.toMatch(/aws:Source/);
  });
});

describe("an alarm that could never ring is not made, and the message says what to do:", () => {
  const many = Array.from({ length: 120 }, (_, index) => `AWSReservedSSO_persona-${index}_`);
  test.each<[string, Partial<UseAlarmProps>, RegExp]>([
    ["nobody to tell", { emails: [] }, /alarm "break-glass-used" tells nobody: give emails/],
    [
      "no role to watch",
      { roleNamePrefixes: [] },
      /alarm "break-glass-used" watches no role: give roleNamePrefixes or roleNames/,
    ],
    ["a prefix of every name", { roleNamePrefixes: [""] }, /no role's name is or begins with ""/],
    [
      "a path",
      { roleNames: ["/people/rescue"] },
      /begins with "\/people\/rescue"; give the name alone, without its path/,
    ],
    ["a wildcard", { roleNames: ["rescue-*"] }, /begins with "rescue-\*"; .* without \*/],
    [
      "a name with a dot",
      { name: "a.b" },
      /alarm "a.b": its name may have letters, digits, - and _/,
    ],
    ["a long name", { name: "x".repeat(65) }, /name of alarm "x+" has 65 .* AWS takes 64/],
    ["more roles than a pattern takes", { roleNames: many }, /has \d+ characters; AWS takes 2048/],
  ])("%s", (_, props, message) => {
    expect(() => alarm(props)).toThrow(message);
  });
});
