import type { Names } from "../../model/names";
import type { Platform } from "../../model/platform";
import type { Deny } from "./guard-rights";
import { reading } from "./reading";

/** What was done is told by trails, logs, mails and alarms: nobody who is watched stops or forges them. */
export function guardEvidence(platform: Platform, names: Names): Deny[] {
  const isAlarmed = platform.personas.some(({ breakGlass }) => breakGlass !== undefined);
  return [trails(), messages(platform, names, isAlarmed), ...(isAlarmed ? [alarmKeys(names)] : [])];
}

function trails(): Deny {
  return {
    sid: "NoSilence",
    actions: ["cloudtrail:Delete*", "cloudtrail:Put*", "cloudtrail:Stop*", "cloudtrail:Update*"],
    resources: ["*"],
    reasons: [{ text: "nobody who is watched switches the recording off" }],
  };
}

/** Approvers decide by what mails and builds' logs say, and somebody hears of each use of an emergency's persona. */
function messages({ prefix }: Platform, names: Names, isAlarmed: boolean): Deny {
  return {
    sid: "NoForgery",
    actions: [],
    notActions: [
      ...(isAlarmed ? reading("events", "Describe", "List") : []),
      ...reading("logs", "Describe", "Filter", "Get", "List", "Start"),
      ...reading("sns", "Get", "List"),
    ],
    resources: [
      names.logGroupArn(`/aws/codebuild/${prefix}-*`),
      names.topicArn(`${prefix}-*-approve`),
      ...(isAlarmed
        ? [
            names.arn("events", "*", "*", `rule/${names.useAlarm({ name: "*" })}`),
            names.arn("sns", "*", "*", names.useAlarm({ name: "*" })),
          ]
        : []),
    ],
    reasons: [{ text: "logs, mails and alarms are written by what they tell of, and by nobody" }],
  };
}

/** Without its key an alarm's topic delivers nothing. The key's id can't be computed, so its alias says which is meant. */
function alarmKeys(names: Names): Deny {
  return {
    sid: "NoAlarmKeyChanges",
    actions: [],
    notActions: reading("kms", "Describe", "Get", "List"),
    resources: [names.arn("kms", "*", "*", "key/*")],
    conditions: {
      "ForAnyValue:StringLike": {
        "kms:ResourceAliases": `alias/${names.useAlarm({ name: "*" })}`,
      },
    },
    reasons: [{ text: "an alarm's key is changed by Terraform alone" }],
  };
}
