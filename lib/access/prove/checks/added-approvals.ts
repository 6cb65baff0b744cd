import type { Check } from "../check";
import { peopleOf } from "../people/person";
import { tagged } from "../people/pipeline-deeds";
import type { WorldPipeline } from "../../world/world";

/**
 * An approval that somebody adds by hand is in no grant. Asked as if AdministratorAccess were attached and the boundary
 * gone, so that the persona's own denies have to say no.
 */
export const addedApprovals: Check = {
  id: "added-approvals",
  claim: "Nobody gives an approval that isn't Gatehouse's, such as one added by hand",
  run: (scene, inquiry) => {
    const people = peopleOf(scene);
    for (const pipeline of scene.world.pipelines) {
      const added = addedTo(pipeline);
      for (const { id, persona, unbound, context } of people) {
        const role = unbound.get(pipeline.accountId);
        if (role === undefined) continue;
        inquiry.mustBeDenied(
          {
            asker: { kind: "role", role },
            action: "codepipeline:PutApprovalResult",
            resource: added,
            context: { ...tagged(pipeline.tags), ...context },
          },
          {
            who: id,
            what: `approve ${added}, which the config doesn't have`,
            config: ["personas", persona.name],
            fix: "deny codepipeline:PutApprovalResult on all approvals but those that are granted",
          },
        );
      }
    }
  },
};

/** Beside the approval that is there, if one is: what is granted in a stage is that one alone. */
function addedTo({ arn, stages }: WorldPipeline): string {
  const approved = stages.find(({ actions }) =>
    actions.some(({ category }) => category === "Approval"),
  );
  const stage = approved?.name ?? stages.at(-1)?.name ?? "zz-stray";
  return `${arn}/${stage}/zz-stray`;
}
