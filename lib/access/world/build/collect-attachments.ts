import { listIn } from "../terraform/json-value";
import { type Text, unknown } from "../terraform/text";
import { Attachments, type Holder } from "./attachments";
import type { ManagedPolicies } from "./managed-policies";
import type { LazyPolicy } from "./policy-shelf";
import type { PlacedBlock, Reading } from "./reading";

const HOLDERS: readonly Holder[] = ["role", "group"];

/** Inline and managed policies that resources of their own put on roles and groups. */
export function collectAttachments(reading: Reading, managed: ManagedPolicies): Attachments {
  const { resolver, shelf } = reading;
  const found = new Attachments();
  const attach = (block: PlacedBlock, holder: Holder, name: Text, policy: LazyPolicy) => {
    if (name.kind === "known") {
      found.add(block, holder, name.text, policy);
      return;
    }
    const why = `the ${holder} that has it isn't known, as ${name.why}`;
    const stray = shelf.shelve(block, block.name, unknown(why), "identity");
    found.addForAny(block, holder, stray);
  };
  for (const holder of HOLDERS) {
    for (const block of reading.placed(`aws_iam_${holder}_policy`)) {
      const called = resolver.find(block, "name") ?? block.name;
      const policy = shelf.shelve(block, called, resolver.attribute(block, "policy"), "identity");
      attach(block, holder, resolver.attribute(block, holder), policy);
    }
    for (const block of reading.placed(`aws_iam_${holder}_policy_attachment`))
      attach(block, holder, resolver.attribute(block, holder), attached(reading, managed, block));
  }
  for (const block of reading.placed("aws_iam_policy_attachment")) {
    const policy = attached(reading, managed, block);
    for (const holder of HOLDERS)
      for (const value of listIn(block.values[`${holder}s`]))
        attach(block, holder, resolver.text(block, value), policy);
  }
  return found;
}

function attached(reading: Reading, managed: ManagedPolicies, block: PlacedBlock): LazyPolicy {
  const arn = reading.resolver.attribute(block, "policy_arn");
  if (arn.kind === "known") return managed.get(arn.text, block);
  return reading.shelf.shelve(block, block.name, arn, "identity");
}
