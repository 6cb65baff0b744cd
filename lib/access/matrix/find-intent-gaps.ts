import type { ActionCatalogue } from "../prove/scene/action-catalogue";
import type { Finding } from "../prove/proof";
import { Intent } from "../intent/intent";
import type { AccessMatrix } from "./access-matrix";
import { type MatrixInput, computeMatrix } from "./compute-matrix";
import { ExcessSearch } from "./excess/find-excess";
import { allowsAlone } from "./excess/allows-alone";
import { ownPoliciesOf } from "./excess/own-policies";
import { describeExcess } from "./gaps/describe-excess";
import { findExcessCells } from "./gaps/find-excess-cells";
import { findMissingCells } from "./gaps/find-missing-cells";
import { findMissingPlaces } from "./gaps/find-missing-places";
import { isUnheld } from "./gaps/is-unheld";

export interface IntentGapsInput extends MatrixInput {
  /** The actions that there are. */
  readonly catalogue: ActionCatalogue;
  /** Spares computing it again. */
  readonly matrix?: AccessMatrix;
}

/** Where what was meant and what the policies allow are not the same. */
export interface IntentGaps {
  readonly findings: readonly Finding[];
  readonly decisions: number;
  /** What managed policies allow, which the config attaches by name. */
  readonly explained: readonly ExplainedByName[];
  /** Subjects whose persona no group holds, so that nobody misses what it grants. */
  readonly unheld: readonly string[];
}

export interface ExplainedByName {
  /** A subject's id. */
  readonly who: string;
  readonly policies: readonly string[];
  /** Capabilities that it has by these alone, sorted. */
  readonly capabilities: readonly string[];
}

/** Compares intent and effect, both ways: what is missing, what is too much, and what nothing explains. */
export function findIntentGaps(input: IntentGapsInput): IntentGaps {
  const { platform, catalogue } = input;
  const matrix = input.matrix ?? computeMatrix(input);
  const intent = new Intent(platform);
  const excess = findExcessCells(input, matrix);
  const search = new ExcessSearch({ ...input, intent, catalogue });
  const unexplained = matrix.subjects.flatMap((subject) =>
    describeExcess(
      platform,
      subject,
      search.find(allowsAlone(ownPoliciesOf(platform, subject).subject)),
    ),
  );
  const unheld = new Set(
    matrix.subjects.filter((subject) => isUnheld(platform, subject)).map(({ id }) => id),
  );
  const held = {
    ...matrix,
    subjects: matrix.subjects.filter(({ id }) => !unheld.has(id)),
  };
  return {
    findings: [
      ...findMissingPlaces(input, held),
      ...findMissingCells(input, held),
      ...excess.findings,
      ...unexplained,
    ],
    decisions: matrix.decisions + excess.decisions + search.decisions,
    explained: excess.explained,
    // Who is off isn't meant to have anything.
    unheld: platform.personas
      .filter(({ name, enabled }) => enabled && unheld.has(name))
      .map(({ name }) => name),
  };
}
