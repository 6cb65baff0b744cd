import { Intent } from "../../../access/intent/intent";
import type { CellQuestion } from "../../../access/matrix/cell-question";
import type { Subject } from "../../../access/matrix/access-matrix";
import { type MatrixInput, subjectAsker } from "../../../access/matrix/compute-matrix";
import { listQuestions } from "../../../access/matrix/list-questions";
import type { Place } from "../../../access/matrix/place";
import { type SubjectAsker, ownPolicies } from "../../../access/matrix/subject-asker";
import { placeKey } from "../data/place-key";
import type { CellReasons, ReportInput } from "../report-input";

type Explaining = Pick<ReportInput, "explain" | "capabilitiesAt">;

/** Decides cells anew and keeps every answer; what all cells of a subject share is made once. */
export function explainCells(input: MatrixInput): Explaining {
  const { platform, world } = input;
  const questions = listQuestions(platform, world);
  const byCell = new Map(questions.map((question) => [keyOf(question), question]));
  const atKind = new Map<Place["kind"], Set<string>>();
  for (const { capability, place } of questions)
    atKind.set(place.kind, (atKind.get(place.kind) ?? new Set()).add(capability));
  const intent = new Intent(platform);
  const hasOwnPolicy = ownPolicies(world);
  const askers = new Map<Subject, SubjectAsker>();
  const askerOf = (subject: Subject): SubjectAsker => {
    const asker = askers.get(subject) ?? subjectAsker(input, subject, hasOwnPolicy);
    askers.set(subject, asker);
    return asker;
  };
  return {
    capabilitiesAt: (kind) => [...(atKind.get(kind) ?? [])],
    explain: ({ subject, capability, place }) => ({
      grants: intent.grants(subject, capability, place).map(({ path }) => path),
      probes: probes(askerOf(subject), byCell.get(keyOf({ capability, place }))),
    }),
  };
}

function probes(asker: SubjectAsker, question: CellQuestion | undefined): CellReasons["probes"] {
  if (question === undefined) return [];
  return asker.rolesIn(question.accountId).flatMap((role) =>
    question.needs.map((request) => ({
      action: request.action,
      resource: request.resource,
      verdict: asker.decide(role, request),
    })),
  );
}

function keyOf({ capability, place }: Pick<CellQuestion, "capability" | "place">): string {
  return `${capability} ${placeKey(place)}`;
}
