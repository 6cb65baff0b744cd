import { subjectAsker } from "../../access/matrix/compute-matrix";
import type { AccessMatrix, Subject } from "../../access/matrix/access-matrix";
import { decideEffect } from "../../access/matrix/decide-effect";
import { listQuestions } from "../../access/matrix/list-questions";
import { ownPolicies } from "../../access/matrix/subject-asker";
import type { Ask } from "../../access/world/ask";
import type { World, WorldRole } from "../../access/world/world";
import type { Platform } from "../../model/platform";

interface OutsiderInput {
  readonly platform: Platform;
  readonly expected: World;
  readonly live: World;
  readonly ask: Ask;
}

/**
 * Access to pipelines by roles of the tooling account that the config doesn't make, such as an administrator's: a part
 * of who can do what today, whoever may take them. Roles that only services take are left out.
 */
export function outsiders({ platform, expected, live, ask }: OutsiderInput): AccessMatrix {
  const known = new Set(expected.roles.map(({ arn }) => arn));
  const hasOwnPolicy = ownPolicies(live);
  const questions = listQuestions(platform, live).filter(({ place }) => place.kind !== "account");
  const subjects = live.roles
    .filter(
      (role) =>
        role.kind === "role" &&
        role.accountId === platform.tooling.accountId &&
        role.persona === undefined &&
        !known.has(role.arn) &&
        !isServices(role),
    )
    .map((role): Subject => ({
      id: role.arn,
      persona: role.arn,
      roles: [role],
      groups: [],
    }));
  let decisions = 0;
  const cells = subjects.flatMap((subject) => {
    const asker = subjectAsker({ platform, ask }, subject, hasOwnPolicy);
    const found = questions.flatMap((question) => {
      const effect = decideEffect(asker, question);
      const { capability, place } = question;
      return effect.kind === "denied"
        ? []
        : [{ subject: subject.id, capability, place, effect, intended: false }];
    });
    decisions += asker.decisions;
    return found;
  });
  const holders = new Set(cells.map(({ subject }) => subject));
  return { subjects: subjects.filter(({ id }) => holders.has(id)), cells, decisions };
}

/** Service-linked roles are AWS's own. */
function isServices({ arn }: WorldRole): boolean {
  return /:role\/(aws-service-role|service-role)\//.test(arn);
}
