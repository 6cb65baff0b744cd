import { listCapabilities } from "../../capabilities/list-capabilities";
import { Intent } from "../../intent/intent";
import type { Finding } from "../../prove/proof";
import type { AccessCell, AccessMatrix, Subject } from "../access-matrix";
import type { MatrixInput } from "../compute-matrix";
import { isOpen } from "../decide-effect";
import { comparePlaces } from "../compare-places";
import { explainCell } from "../explain-cell";
import { listQuestions } from "../list-questions";
import { groupBy, listPlaces } from "./list-places";

/** What was granted and isn't allowed, or only in part. */
export function findMissingCells(input: MatrixInput, { cells, subjects }: AccessMatrix): Finding[] {
  const intent = new Intent(input.platform);
  const byId = new Map(subjects.map((subject) => [subject.id, subject]));
  const untagged = new Map(
    listCapabilities(input.platform).map((each) => [
      each.name,
      each.level === "pipeline" ? each.untagged : undefined,
    ]),
  );
  const lacking = cells.filter((cell) => {
    const subject = byId.get(cell.subject);
    if (!cell.intended || subject === undefined) return false;
    if (cell.effect.kind === "denied") return true;
    return (
      cell.effect.kind === "partial" &&
      !isBeyondTags(cell, subject, intent, untagged.get(cell.capability))
    );
  });
  return groupBy(lacking, ({ subject, capability, effect }) =>
    JSON.stringify([subject, capability, effect]),
  ).flatMap((alike) => {
    const subject = byId.get(alike[0].subject);
    return subject === undefined ? [] : [describe(input, subject, alike)];
  });
}

/** What tags can't grant is not missed where a grant goes by tags alone. */
function isBeyondTags(
  { effect, capability, place }: AccessCell,
  subject: Subject,
  intent: Intent,
  untagged: ReadonlySet<string> | undefined,
): boolean {
  return (
    effect.kind === "partial" &&
    effect.lacks.every((action) => untagged?.has(action.toLowerCase()) === true) &&
    intent.grants(subject, capability, place).every(({ ownTeam }) => ownTeam)
  );
}

function describe(
  input: MatrixInput,
  subject: Subject,
  alike: readonly [AccessCell, ...AccessCell[]],
): Finding {
  const [{ capability, place, effect }] = alike;
  const question = listQuestions(input.platform, input.world).find(
    (each) => each.capability === capability && comparePlaces(each.place, place) === 0,
  );
  const explained = question === undefined ? undefined : explainCell(input, subject, question);
  const denied = explained?.probes.find(({ verdict }) => !isOpen(verdict));
  const lacks = effect.kind === "partial" ? `, but for ${effect.lacks.join(", ")}` : "";
  const why =
    subject.roles.length === 0
      ? "no role is generated for it"
      : denied?.verdict.kind === "implicitlyDenied"
        ? `${denied.action}: ${denied.verdict.lacks}`
        : denied === undefined
          ? "it has no role in that account"
          : `${denied.action} is denied explicitly`;
  return {
    kind: "violated",
    who: subject.id,
    message: `${subject.id} was granted ${capability} on ${listPlaces(alike.map((cell) => cell.place))} and ${lacks === "" ? "can't do that" : `can do that${lacks}`}: ${why}`,
    ...(denied === undefined ? {} : { action: denied.action, resource: denied.resource }),
    evidence: denied?.verdict.by ?? [],
    config: new Intent(input.platform).grants(subject, capability, place)[0]?.path,
    fix: "synthesise and apply anew, or take the deny away, or the grant",
  };
}
