import type { Platform } from "../../model/platform";
import { Intent, lastDayOf } from "../intent/intent";
import { findSubjects } from "../subjects/find-subjects";
import { sessionContext } from "../subjects/session-context";
import type { Ask } from "../world/ask";
import type { World } from "../world/world";
import type { AccessCell, AccessMatrix, Subject } from "./access-matrix";
import type { CellQuestion } from "./cell-question";
import { comparePlaces } from "./compare-places";
import { DENIED, decideEffect } from "./decide-effect";
import { listQuestions } from "./list-questions";
import { type HasOwnPolicy, ownPolicies, SubjectAsker } from "./subject-asker";

export interface MatrixInput {
  readonly platform: Platform;
  readonly world: World;
  readonly ask: Ask;
}

/** Decides every cell: each subject's capabilities at each place, from the generated policies, beside what was meant. */
export function computeMatrix({ platform, world, ask }: MatrixInput): AccessMatrix {
  const intent = new Intent(platform);
  const subjects = findSubjects(platform, world);
  const questions = listQuestions(platform, world);
  const hasOwnPolicy = ownPolicies(world);
  let decisions = 0;
  const cells = subjects.flatMap((subject) => {
    const asker = subjectAsker({ platform, ask }, subject, hasOwnPolicy);
    const own = questions.flatMap((question) => cellOf(asker, question, intent));
    decisions += asker.decisions;
    return own.sort(compareCells);
  });
  return { subjects, cells, decisions };
}

export function subjectAsker(
  { platform, ask }: Pick<MatrixInput, "ask" | "platform">,
  subject: Subject,
  hasOwnPolicy: HasOwnPolicy,
): SubjectAsker {
  return new SubjectAsker(subject, ask, sessionContext(platform, subject), hasOwnPolicy);
}

function cellOf(asker: SubjectAsker, question: CellQuestion, intent: Intent): AccessCell[] {
  const { subject } = asker;
  const { capability, place } = question;
  const effect = decideEffect(asker, question);
  const grants = intent.grants(subject, capability, place);
  const intended = grants.length > 0;
  const lastDay = lastDayOf(grants);
  if (effect.kind === "denied" && !intended) return NO_CELLS;
  return [
    {
      subject: subject.id,
      capability,
      place,
      effect: effect.kind === "denied" ? DENIED : effect,
      intended,
      ...(lastDay === undefined ? {} : { lastDay }),
    },
  ];
}

const NO_CELLS: AccessCell[] = [];

function compareCells(one: AccessCell, other: AccessCell): number {
  if (one.capability !== other.capability) return one.capability < other.capability ? -1 : 1;
  return comparePlaces(one.place, other.place);
}
