import { listIn } from "../terraform/json-value";
import type { LazyPolicy } from "./policy-shelf";
import type { ManagedPolicies } from "./managed-policies";
import type { PlacedBlock, Reading } from "./reading";

/** Identity policies by whom they belong to: `ACCOUNT role NAME` or `ACCOUNT group NAME`. */
export type Attachments = ReadonlyMap<string, readonly LazyPolicy[]>;

export type Holder = "role" | "group";

export function holderId(accountId: string, holder: Holder, name: string): string {
  return `${accountId} ${holder} ${name}`;
}

/** Inline and managed policies that resources of their own put on roles and groups. */
export function collectAttachments(reading: Reading, managed: ManagedPolicies): Attachments {
  const found = new Map<string, LazyPolicy[]>();
  const add = (block: PlacedBlock, holder: Holder, name: string, policy: LazyPolicy) => {
    const id = holderId(block.accountId, holder, name);
    const list = found.get(id);
    if (list === undefined) found.set(id, [policy]);
    else list.push(policy);
  };
  for (const holder of ["role", "group"] as const) {
    for (const block of reading.placed(`aws_iam_${holder}_policy`)) {
      const name = reading.need(block, holder, nobodyHas(holder));
      if (name === undefined) continue;
      const called = reading.resolver.find(block, "name") ?? block.name;
      const policy = reading.resolver.attribute(block, "policy");
      add(block, holder, name, reading.shelf.shelve(block, called, policy, "identity"));
    }
    for (const block of reading.placed(`aws_iam_${holder}_policy_attachment`)) {
      const name = reading.need(block, holder, nobodyHas(holder));
      if (name === undefined) continue;
      add(block, holder, name, attached(reading, managed, block));
    }
  }
  for (const block of reading.placed("aws_iam_policy_attachment")) {
    for (const holder of ["role", "group"] as const) {
      for (const value of listIn(block.values[`${holder}s`])) {
        const name = reading.resolver.text(block, value);
        if (name.kind === "known") add(block, holder, name.text, attached(reading, managed, block));
        else
          reading.report(
            block,
            `one of its ${holder}s is unknown, as ${name.why}: ${nobodyHas(holder)}`,
          );
      }
    }
  }
  return found;
}

function nobodyHas(holder: Holder): string {
  return `some ${holder} of the account has a policy more than verdicts know of`;
}

function attached(reading: Reading, managed: ManagedPolicies, block: PlacedBlock): LazyPolicy {
  const arn = reading.resolver.attribute(block, "policy_arn");
  if (arn.kind === "known") return managed.get(arn.text, block);
  return reading.shelf.shelve(block, block.name, arn, "identity");
}
