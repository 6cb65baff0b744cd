import { evaluate } from "./decide/evaluate";
import type { Verdict } from "./decide/verdict";
import type { Evidence } from "./policy/evidence";
import { isRecord } from "./policy/read-statement";
import { EvaluationRequest } from "./request/evaluation-request";
import { readCase } from "./simulate/simulation-case";
import { takesResources } from "./simulate/takes-resources";

/** A statement that decided, as `gatehouse simulate` prints it. */
interface ShownEvidence {
  /** Field of the case, such as `scps[1][0]`. */
  readonly policy: string;
  /** JSON path within the policy. */
  readonly statement: string;
  readonly sid?: string;
  readonly effect: "Allow" | "Deny";
}

/** What `gatehouse simulate` prints for a case. */
export type SimulationAnswer =
  | {
      readonly id: unknown;
      readonly verdict: Verdict["kind"];
      readonly by: readonly ShownEvidence[];
      /** What an implicit denial lacks. */
      readonly lacks?: string;
      /** What a conditional verdict hangs on. */
      readonly when?: string;
      readonly keys?: readonly string[];
    }
  | { readonly id: unknown; readonly error: string };

/** Decides one case of `gatehouse simulate`. Never rejects: a malformed case gets an error in place of a verdict. */
export async function simulate(value: unknown): Promise<SimulationAnswer> {
  const id = isRecord(value) ? value["id"] : undefined;
  const reading = readCase(value);
  const faults = [
    ...(isRecord(value) && id === undefined ? ["id: missing"] : []),
    ...(reading.kind === "malformed" ? reading.faults : []),
  ];
  if (reading.kind === "malformed" || faults.length > 0)
    return { id: id ?? null, error: faults.join("; ") };
  const { request: props, policies } = reading.case;
  const request = new EvaluationRequest({
    ...props,
    takesResources: props.resource === "*" && (await takesResources(props.action)),
  });
  const { kind, by, ...rest } = evaluate(request, policies);
  return { id, verdict: kind, by: by.map(show), ...rest };
}

function show({ source, path, sid, effect }: Evidence): ShownEvidence {
  const shown = { policy: source.name, statement: path, effect };
  return sid === undefined ? shown : { ...shown, sid };
}
