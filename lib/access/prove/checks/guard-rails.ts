import type { WorldRole } from "../../world/world";
import type { Check } from "../check";
import { peopleOf, type Person } from "../people/person";
import { guardedThings, type GuardedThing } from "../people/guarded-things";
import type { Inquiry } from "../scene/inquiry";
import type { Scene } from "../scene/scene";

/**
 * Every action of AWS's that changes something, on everything that access rests on, asked as if AdministratorAccess were
 * attached and the boundary gone. Unlike the ways round an approval, none of these was thought of one by one.
 */
export const guardRails: Check = {
  id: "guard-rails",
  claim:
    "Nobody changes who has access, what is recorded or what pipelines are made of, whatever is attached",
  run: (scene, inquiry) => {
    const things = guardedThings(scene);
    const isFirst = scene.kinds.firsts();
    const withPolicies = new Set(
      scene.world.resources.flatMap(({ arn, policy }) => (policy === undefined ? [] : [arn])),
    );
    for (const person of peopleOf(scene))
      for (const thing of things) {
        const role = person.unbound.get(thing.accountId);
        if (role === undefined || thing.isGranted?.(person) === true) continue;
        const { service, resource, context } = thing;
        const isLike = !withPolicies.has(resource);
        if (isLike && !isFirst(role, person.id, service, resource, context)) continue;
        guard(person, role, thing, scene, inquiry);
      }
  },
};

function guard(
  person: Person,
  role: WorldRole,
  thing: GuardedThing,
  { catalogue }: Scene,
  inquiry: Inquiry,
): void {
  const context = { ...person.context, ...thing.context };
  for (const action of catalogue.writing(thing.service)) {
    if (!thing.actions(action)) continue;
    inquiry.mustBeDenied(
      {
        asker: { kind: "role", role },
        action,
        resource: thing.resource,
        context,
      },
      {
        who: person.id,
        what: `${action} on ${thing.what}`,
        config: ["personas", person.persona.name],
        fix: `deny ${action} on ${thing.resource} in the persona's policy`,
      },
    );
  }
}
