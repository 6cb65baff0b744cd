import type { Verdict } from "../../evaluate/decide/verdict";
import type { EscalationEdge } from "../escalation-graph";

/** An edge for which all of these requests are needed; none where one of them is refused. */
export function edgeOf(
  from: string,
  to: string,
  by: string,
  verdicts: readonly Verdict[],
): EscalationEdge | undefined {
  const open = verdicts.flatMap((verdict) => (verdict.kind === "conditional" ? [verdict] : []));
  const refused = verdicts.some(
    ({ kind }) => kind === "explicitlyDenied" || kind === "implicitlyDenied",
  );
  if (refused) return undefined;
  const evidence = [...new Set(verdicts.flatMap((verdict) => [...verdict.by]))];
  const edge = { from, to, by, certain: open.length === 0, evidence };
  return open.length === 0 ? edge : { ...edge, when: open.map(({ when }) => when).join("; ") };
}
