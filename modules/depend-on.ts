import { Aspects, type ITerraformDependable, type TerraformResource, dependable } from "cdktf";
import { BoundedRole } from "./bounded-role";

/** A resource, or a role with all its policies. */
export type Dependency = ITerraformDependable | BoundedRole;

/**
 * Lets a resource wait for others. Decided at synth, so that what is added to the list later, or granted to a role in
 * it, counts too.
 */
export function dependOn(resource: TerraformResource, dependencies: readonly Dependency[]): void {
  Aspects.of(resource).add({
    visit: () => {
      const all = dependencies.flatMap((each) =>
        each instanceof BoundedRole ? each.dependables : [each],
      );
      resource.dependsOn = [...new Set(all)].map(dependable);
    },
  });
}
