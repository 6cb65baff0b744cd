import { listCapabilities } from "../../../capabilities/list-capabilities";
import type { CompiledPolicy } from "../../../evaluate/policy/compile-policy";
import type { Check } from "../../check";
import { isUnknown } from "../../scene/is-unknown";
import type { Scene } from "../../scene/scene";

/** What no capability is made of needs no boundary that lets it through. */
export const peopleBoundary: Check = {
  id: "people-boundary",
  claim: "The boundary of people lets through only what some capability or named policy may need",
  run: (scene, inquiry) => {
    const { platform, people, catalogue } = scene;
    // What a policy attached by name allows is not for the boundary to know.
    if (attachesPolicies(scene)) {
      inquiry.note(
        "the config attaches policies by name, so the boundary of people is open to them",
      );
      return;
    }
    const may = new Set(listCapabilities(platform).flatMap((capability) => [...capability.may]));
    const seen = new Set<CompiledPolicy>();
    for (const { policies, arn } of people) {
      const { boundary } = policies;
      if (boundary === undefined || seen.has(boundary) || isUnknown(boundary)) continue;
      seen.add(boundary);
      for (const { evidence, actions } of boundary.statements) {
        if (evidence.effect === "Deny") continue;
        inquiry.count(1);
        const beyond = catalogue
          .actionsOf(actions)
          .filter((action) => !may.has(action.toLowerCase()));
        if (beyond.length === 0) continue;
        inquiry.report({
          kind: "violated",
          message: `the boundary ${boundary.source.name} lets ${beyond.slice(0, 3).join(", ")} through (${beyond.length} actions that no capability needs)`,
          who: arn,
          evidence: [evidence],
          fix: "restore the boundary that Gatehouse generates",
        });
      }
    }
  },
};

function attachesPolicies({ platform }: Scene): boolean {
  return platform.personas.some(
    ({ managedPolicies, customerManagedPolicies }) =>
      managedPolicies.length + customerManagedPolicies.length > 0,
  );
}
