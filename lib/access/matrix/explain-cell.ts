import type { CapabilityRequest } from "../capabilities/capability";
import type { Verdict } from "../evaluate/decide/verdict";
import { Intent, type IntendedGrant } from "../intent/intent";
import type { AccessCell, Subject } from "./access-matrix";
import type { CellQuestion } from "./cell-question";
import { type MatrixInput, subjectAsker } from "./compute-matrix";
import { decideEffect } from "./decide-effect";
import { ownPolicies } from "./subject-asker";

/** One request that a cell hangs on, as it was decided. */
export interface Probe extends CapabilityRequest {
  /** The role's ARN that asked; none where the subject has no role there. */
  readonly role: string;
  readonly verdict: Verdict;
}

/** Why a cell is as it is. */
export interface CellExplanation extends AccessCell {
  /** The grants that mean it. */
  readonly grants: readonly IntendedGrant[];
  readonly probes: readonly Probe[];
}

/** Decides a cell anew, and keeps every answer. */
export function explainCell(
  input: MatrixInput,
  subject: Subject,
  question: CellQuestion,
): CellExplanation {
  const asker = subjectAsker(input, subject, ownPolicies(input.world));
  const { capability, place, accountId, needs } = question;
  const grants = new Intent(input.platform).grants(subject, capability, place);
  return {
    subject: subject.id,
    capability,
    place,
    effect: decideEffect(asker, question),
    intended: grants.length > 0,
    grants,
    probes: asker.rolesIn(accountId).flatMap((role) =>
      needs.map((request) => ({
        ...request,
        role: role.arn,
        verdict: asker.decide(role, request),
      })),
    ),
  };
}
