import type { Persona } from "../../model/people";
import { sorted } from "../../model/order";

/** What a persona's capabilities don't show: policies that are written elsewhere, and what its team's own are made of. */
export interface PersonaExtras {
  /** AWS-managed policies. */
  readonly managedPolicies: readonly string[];
  readonly customerManagedPolicies: readonly string[];
  /** Capabilities of the team's own. */
  readonly capabilities: readonly { readonly name: string; readonly actions: readonly string[] }[];
}

export function personaExtras(persona: Persona): PersonaExtras {
  const custom = new Map(
    persona.grants.flatMap((grant) => grant.custom.map((each) => [each.name, each] as const)),
  );
  return {
    managedPolicies: persona.managedPolicies,
    customerManagedPolicies: persona.customerManagedPolicies,
    capabilities: sorted(custom.keys()).map((name) => ({
      name,
      actions: sorted(
        new Set(custom.get(name)?.permissions.flatMap(({ actions }) => actions) ?? []),
      ),
    })),
  };
}
