import type { StackJson, SynthesizedPlatform } from "./synth-platform";

/** Every resource of a stack by its address, without what only says in which order Terraform goes. */
function resourcesByAddress(stack: StackJson): Map<string, string> {
  return new Map(
    Object.entries(stack.resource).flatMap(([type, resources]) =>
      Object.entries(resources).map(([id, { depends_on: _order, ...rest }]) => [
        `${type}.${id}`,
        JSON.stringify(rest),
      ]),
    ),
  );
}

/** What a plan from one platform to another would add, remove and change, as `stack: address`. */
export function plannedChanges(before: SynthesizedPlatform, after: SynthesizedPlatform) {
  const names = [...new Set([...before.stackNames, ...after.stackNames])].sort();
  const changes = { added: [] as string[], removed: [] as string[], changed: [] as string[] };
  for (const name of names) {
    const earlier = before.stackNames.includes(name)
      ? resourcesByAddress(before.stack(name))
      : new Map<string, string>();
    const later = after.stackNames.includes(name)
      ? resourcesByAddress(after.stack(name))
      : new Map<string, string>();
    for (const [address, resource] of later) {
      if (!earlier.has(address)) changes.added.push(`${name}: ${address}`);
      else if (earlier.get(address) !== resource) changes.changed.push(`${name}: ${address}`);
    }
    for (const address of earlier.keys())
      if (!later.has(address)) changes.removed.push(`${name}: ${address}`);
  }
  return changes;
}
