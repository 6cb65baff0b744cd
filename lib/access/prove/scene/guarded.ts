import type { CompiledPolicy } from "../../evaluate/policy/compile-policy";
import type { World, WorldResource } from "../../world/world";

/** Something with a policy of its own, a role's trust among them. */
export interface Guarded {
  /** What a finding calls it. */
  readonly owner: string;
  /** What to ask about: of a bucket also an object in it. */
  readonly arns: readonly string[];
  /** Whose actions its policy speaks of. */
  readonly service: string;
  readonly policy: CompiledPolicy;
}

export function guardedResources({ world }: { readonly world: World }): Guarded[] {
  return [
    ...world.resources.flatMap((resource) => {
      const { arn, policy } = resource;
      if (policy === undefined) return [];
      return [{ owner: arn, arns: arnsOf(resource), service: serviceOf(resource), policy }];
    }),
    // Identity Center writes the trust of its own roles.
    ...world.roles
      .filter(({ kind }) => kind === "role")
      .map(({ arn, trust }) => ({ owner: arn, arns: [arn], service: "sts", policy: trust })),
  ];
}

export function arnsOf({ arn, type }: WorldResource): readonly string[] {
  return type === "s3_bucket" ? [arn, `${arn}/any/object`] : [arn];
}

/** Terraform's types begin with the service, by the name that IAM has for it but for a few. */
function serviceOf({ arn }: WorldResource): string {
  return arn.split(":")[2] ?? "";
}
