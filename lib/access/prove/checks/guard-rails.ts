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
    for (const person of peopleOf(scene))
      for (const thing of things) guard(person, thing, scene, inquiry);
  },
};

function guard(person: Person, thing: GuardedThing, { catalogue }: Scene, inquiry: Inquiry): void {
  const role = person.unbound.get(thing.accountId);
  if (role === undefined || thing.isGranted?.(person) === true) return;
  for (const action of catalogue.writing(thing.service)) {
    if (!thing.actions(action)) continue;
    inquiry.mustBeDenied(
      {
        asker: { kind: "role", role },
        action,
        resource: thing.resource,
        context: { ...person.context, ...thing.context },
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
