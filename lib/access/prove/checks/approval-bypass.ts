import type { WorldPipeline } from "../../world/world";
import type { Check } from "../check";
import type { Deed } from "../people/deed";
import { peopleOf, type Person } from "../people/person";
import { pipelineDeeds } from "../people/pipeline-deeds";
import { rightsDeeds } from "../people/rights-deeds";
import { serviceDeeds } from "../people/service-deeds";
import type { Inquiry } from "../scene/inquiry";
import type { Scene } from "../scene/scene";

/**
 * Asked as if AdministratorAccess were attached to the persona and its boundary gone, so that only denies are left: what
 * an approval guards stays guarded whatever else somebody is given.
 */
export const approvalBypass: Check = {
  id: "approval-bypass",
  claim: "Nobody gets round an approval, even with every other policy attached",
  run: (scene, inquiry) => {
    const people = peopleOf(scene);
    for (const pipeline of scene.world.pipelines) {
      if (!isApproved(pipeline)) continue;
      const deeds = deedsOf(pipeline, scene);
      for (const person of people) for (const deed of deeds) refuse(person, deed, scene, inquiry);
    }
  },
};

function isApproved({ stages }: WorldPipeline): boolean {
  return stages.some(({ actions }) => actions.some(({ category }) => category === "Approval"));
}

/** All that leads round a pipeline's approvals, or through them. */
function deedsOf(pipeline: WorldPipeline, scene: Scene): readonly Deed[] {
  return [
    ...pipelineDeeds(pipeline, scene),
    ...serviceDeeds(pipeline, scene),
    ...rightsDeeds(pipeline, scene),
  ];
}

function refuse(person: Person, deed: Deed, { platform }: Scene, inquiry: Inquiry): void {
  if (deed.isGranted?.(person) === true) return;
  const role = person.unbound.get(deed.accountId);
  if (role === undefined) return;
  const { action, resource } = deed;
  inquiry.mustBeDenied(
    {
      asker: { kind: "role", role },
      action,
      resource,
      context: { ...person.context, ...deed.context },
    },
    {
      who: person.id,
      what: deed.what,
      config: ["personas", person.persona.name],
      fix: `deny ${action} on ${resource} in the persona's policy, as ${platform.prefix}'s personas do`,
    },
  );
}
