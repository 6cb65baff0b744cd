import type { PolicySource } from "../../access/evaluate/policy/evidence";
import type { Verdict } from "../../access/evaluate/decide/verdict";
import type { AccessMatrix, Subject } from "../../access/matrix/access-matrix";
import type { Place } from "../../access/matrix/place";
import type { Proof } from "../../access/prove/proof";
import type { World } from "../../access/world/world";
import type { ConfigPath } from "../../config/config-path";
import type { Platform } from "../../model/platform";
import type { ReportChange } from "./sections/changes-section";
import type { GraphInput } from "./graph/graph-input";

/** All that the page tells, gathered by whoever may read files. */
export interface ReportInput {
  readonly platform: Platform;
  /** Where a part of the config stands: `file:line:column`. */
  readonly placeOf: (path: ConfigPath) => string;
  readonly matrix: AccessMatrix;
  readonly proof: Proof;
  readonly world: Pick<World, "pipelines" | "unmodelled">;
  /** Capabilities that can be held at a kind of place, whether somebody has them or not. */
  readonly capabilitiesAt: (kind: Place["kind"]) => readonly string[];
  /** Why a subject may, or may not, do something somewhere. */
  readonly explain: (question: CellQuestion) => CellReasons;
  /** The text of a policy, parsed; undefined where it isn't known. */
  readonly documentOf: (source: PolicySource) => unknown;
  readonly graph: GraphInput;
  /** Against what was; none where nothing was given to compare with. */
  readonly changes?: ReportChanges;
}

export interface CellQuestion {
  readonly subject: Subject;
  readonly capability: string;
  readonly place: Place;
}

export interface CellReasons {
  /** Paths of the grants in the config; none where nothing grants it. */
  readonly grants: readonly ConfigPath[];
  readonly probes: readonly {
    readonly action: string;
    readonly resource: string;
    readonly verdict: Verdict;
  }[];
}

export interface ReportChanges {
  /** Such as `origin/main`, or a file's name. */
  readonly against: string;
  readonly changes: readonly ReportChange[];
}
