import { readCaller } from "../../evaluate/request/caller";
import { blocksIn, listIn } from "../terraform/json-value";
import type { WorldRole } from "../world";
import type { Attachments } from "./attachments";
import { createRole } from "./create-role";
import type { ManagedPolicies } from "./managed-policies";
import type { LazyPolicy } from "./policy-shelf";
import { originOf, type PlacedBlock, type Reading } from "./reading";

export function collectRoles(
  reading: Reading,
  managed: ManagedPolicies,
  attachments: Attachments,
): readonly WorldRole[] {
  return reading.placed("aws_iam_role").flatMap((block) => {
    const { resolver, shelf } = reading;
    const name = reading.need(block, "name", "the role is left out of every verdict");
    const arn = resolver.find(block, "arn");
    if (name === undefined || arn === undefined) return [];
    if (readCaller(arn).kind === "malformed") {
      reading.report(block, `IAM takes no role called ${name}: it is left out of every verdict`);
      return [];
    }
    return createRole({
      arn,
      name,
      accountId: block.accountId,
      kind: "role",
      ...reading.tags(block),
      origin: originOf(block),
      identity: withOwn(attachments.take(block.accountId, "role", name), [
        ...inlinePolicies(reading, block),
        ...listIn(block.values.managed_policy_arns).map((value) => {
          const policy = resolver.text(block, value);
          return policy.kind === "known"
            ? managed.get(policy.text, block)
            : shelf.shelve(block, "managed_policy_arns", policy, "identity");
        }),
      ]),
      boundary: boundaryOf(reading, managed, block),
      trust: shelf.shelve(
        block,
        `trust of ${name}`,
        resolver.attribute(block, "assume_role_policy"),
        "resource",
      ),
    });
  });
}

/** What has been applied tells a role's policies twice: by what attached them, and as the role's own arguments. */
function withOwn(
  attached: readonly LazyPolicy[],
  own: readonly LazyPolicy[],
): readonly LazyPolicy[] {
  if (own.length === 0) return attached;
  const told = new Set<unknown>(attached.flatMap((policy) => [policy, compact(policy.text)]));
  const more = own.filter(
    (policy) => !told.has(policy) && (policy.text === undefined || !told.has(compact(policy.text))),
  );
  return [...attached, ...more];
}

function compact(text = ""): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
}

function inlinePolicies({ resolver, shelf }: Reading, block: PlacedBlock): LazyPolicy[] {
  return blocksIn(block.values.inline_policy).flatMap((inline, index) => {
    // An empty block says that there is no inline policy, and so does Terraform's state where there is none.
    if ((inline.policy ?? "") === "" && (inline.name ?? "") === "") return [];
    const name = resolver.text(block, inline.name);
    const called = name.kind === "known" ? name.text : `inline_policy[${index}]`;
    return shelf.shelve(block, called, resolver.text(block, inline.policy), "identity");
  });
}

function boundaryOf(
  { resolver, shelf }: Reading,
  managed: ManagedPolicies,
  block: PlacedBlock,
): LazyPolicy | undefined {
  const value = block.values.permissions_boundary;
  if (value === undefined || value === null || value === "") return undefined;
  const arn = resolver.text(block, value);
  return arn.kind === "known"
    ? managed.get(arn.text, block)
    : shelf.shelve(block, "permissions_boundary", arn, "identity");
}
