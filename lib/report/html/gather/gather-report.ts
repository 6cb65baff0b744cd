import { buildEscalationGraph } from "../../../access/escalation/escalation-graph";
import type { PolicySource } from "../../../access/evaluate/policy/evidence";
import { computeMatrix } from "../../../access/matrix/compute-matrix";
import { loadActionCatalogue } from "../../../access/prove/scene/action-catalogue";
import { prove } from "../../../access/prove/prove";
import { setScene } from "../../../access/prove/scene/scene";
import type { Ask } from "../../../access/world/ask";
import { documentOf } from "../../../access/world/policy-documents";
import type { World } from "../../../access/world/world";
import type { Platform } from "../../../model/platform";
import type { ReportInput } from "../report-input";
import { drawInput } from "./draw-input";
import { type Earlier, reportChanges } from "./report-changes";
import { explainCells } from "./explain-cells";

interface GatherInput extends Pick<ReportInput, "placeOf"> {
  readonly platform: Platform;
  readonly world: World;
  readonly ask: Ask;
  /** What to compare with. */
  readonly earlier?: Earlier;
}

/** Asks everything that the page tells. */
export async function gatherReport(input: GatherInput): Promise<ReportInput> {
  const { platform, world, ask, placeOf, earlier } = input;
  const matrix = computeMatrix(input);
  const proof = await prove(input);
  const scene = setScene(platform, world, await loadActionCatalogue());
  return {
    platform,
    placeOf,
    matrix,
    proof,
    world,
    ...explainCells(input),
    documentOf: readDocument,
    graph: drawInput(buildEscalationGraph(scene, ask), proof, platform),
    changes: earlier && reportChanges(earlier, platform, matrix),
  };
}

function readDocument(source: PolicySource): unknown {
  const text = documentOf(source);
  return text === undefined ? undefined : (JSON.parse(text) as unknown);
}
