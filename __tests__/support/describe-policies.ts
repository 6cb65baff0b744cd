import { type EmittedPolicy, type PolicyStatement, asList, policiesIn } from "./policies";
import type { SynthesizedPlatform } from "./synth-platform";

/** All policies of a platform as text that a person can review: who, may or must not, what, on what, when. */
export function describePolicies(synthesized: SynthesizedPlatform): string {
  return synthesized.stackNames
    .flatMap((name) => [
      `## ${name}`,
      ...policiesIn(name, synthesized.stack(name))
        .map(describePolicy)
        .sort((a, b) => (a < b ? -1 : 1)),
    ])
    .join("\n")
    .concat("\n");
}

function describePolicy({ address, argument, statements }: EmittedPolicy): string {
  // The hash that CDKTF adds says nothing to a reader.
  const name = address.replace(/_[0-9A-F]{8}$/, "");
  return [`${name} ${argument}`, ...statements.flatMap(describeStatement)].join("\n");
}

function describeStatement({
  Sid,
  Effect,
  Principal,
  Action,
  NotAction,
  Resource,
  NotResource,
  Condition,
}: PolicyStatement): string[] {
  const conditions = Object.entries(Condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(
      ([key, values]) => `      when ${key} ${operator} ${asList(values).join(" | ")}`,
    ),
  );
  return [
    `  ${Effect} ${Sid ?? ""}`,
    ...(Principal === undefined ? [] : [`      to ${describePrincipal(Principal)}`]),
    ...asList(Action).map((action) => `      ${action}`),
    ...(NotAction === undefined ? [] : [`      all but ${asList(NotAction).join(", ")}`]),
    ...asList(Resource).map((resource) => `      on ${resource}`),
    ...asList(NotResource).map((resource) => `      but on ${resource}`),
    ...conditions,
  ];
}

function describePrincipal(principal: NonNullable<PolicyStatement["Principal"]>): string {
  if (typeof principal === "string") return principal;
  return Object.entries(principal)
    .map(([type, values]) => `${type} ${asList(values).join(", ")}`)
    .join("; ");
}
