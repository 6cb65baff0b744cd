import { listIn } from "../terraform/json-value";
import type { WorldGroup } from "../world";
import type { Attachments } from "./attachments";
import { originOf, type PlacedBlock, type Reading } from "./reading";

export function collectGroups(reading: Reading, attachments: Attachments): readonly WorldGroup[] {
  const members = readMembers(reading);
  return reading.placed("aws_iam_group").flatMap((block): WorldGroup[] => {
    const name = reading.need(block, "name", "the group is left out of every verdict");
    const arn = reading.resolver.find(block, "arn");
    if (name === undefined || arn === undefined) return [];
    const policies = attachments.take(block.accountId, "group", name);
    let identity: WorldGroup["identity"] | undefined;
    return [
      {
        arn,
        name,
        accountId: block.accountId,
        users: [...(members.get(groupId(block, name)) ?? [])].sort(),
        origin: originOf(block),
        get identity() {
          return (identity ??= policies.map((policy) => policy()));
        },
      },
    ];
  });
}

function readMembers(reading: Reading): Map<string, Set<string>> {
  const members = new Map<string, Set<string>>();
  const add = (block: PlacedBlock, group: string, user: string) => {
    const id = groupId(block, group);
    const users = members.get(id) ?? new Set();
    members.set(id, users.add(user));
  };
  for (const block of reading.placed("aws_iam_group_membership")) {
    const group = reading.need(block, "group", "who is in some group isn't known");
    if (group === undefined) continue;
    for (const user of names(reading, block, "users")) add(block, group, user);
  }
  for (const block of reading.placed("aws_iam_user_group_membership")) {
    const user = reading.need(block, "user", "who is in some group isn't known");
    if (user === undefined) continue;
    for (const group of names(reading, block, "groups")) add(block, group, user);
  }
  return members;
}

function groupId({ accountId }: PlacedBlock, name: string): string {
  return `${accountId} ${name}`;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-names */
const NAME = /^[\w+=,.@-]+$/;

function names(reading: Reading, block: PlacedBlock, attribute: string): string[] {
  return listIn(block.values[attribute]).flatMap((value) => {
    const name = reading.resolver.text(block, value);
    if (name.kind === "known" && NAME.test(name.text)) return name.text;
    const why = name.kind === "known" ? `IAM takes no name like ${name.text}` : name.why;
    reading.report(block, `one of its ${attribute} is unknown, as ${why}`);
    return [];
  });
}
