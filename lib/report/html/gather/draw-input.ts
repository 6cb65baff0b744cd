import type {
  EscalationEdge,
  EscalationGraph,
  EscalationNode,
} from "../../../access/escalation/escalation-graph";
import type { Proof } from "../../../access/prove/proof";
import type { Platform } from "../../../model/platform";
import { accountName } from "../../account-name";
import type { GraphInput, GraphNode } from "../graph/graph-input";

/** The escalation graph, with names that people know and what the proof holds against its edges. */
export function drawInput(graph: EscalationGraph, proof: Proof, platform: Platform): GraphInput {
  const found = new Set(
    proof.checks.flatMap(({ findings }) =>
      findings.flatMap(({ steps = [] }) => steps.map(({ from, to }) => edgeKey(from, to))),
    ),
  );
  return {
    nodes: graph.nodes.map((node) => nodeOf(node, platform)),
    edges: graph.edges.map(({ from, to, by, certain }: EscalationEdge) => ({
      from,
      to,
      by,
      certain,
      intended: !found.has(edgeKey(from, to)),
    })),
  };
}

function edgeKey(from: string, to: string): string {
  return `${plain(from)}\n${plain(to)}`;
}

/** `persona:developer` and the subject `developer@shop` are the same persona; an ARN stays as it is. */
function plain(id: string): string {
  return id.startsWith("arn:") ? id : id.replace(/^persona:/, "").replace(/@.*$/, "");
}

function nodeOf({ id, kind, accountId, pipeline }: EscalationNode, platform: Platform): GraphNode {
  const cluster = pipeline ?? "";
  if (kind === "persona") return { id, kind, cluster, label: plain(id), note: "persona" };
  const account = accountId === undefined ? undefined : accountName(platform, accountId);
  const note = [pipeline, account].filter((part) => part !== undefined).join(", ");
  const label = kind === "role" ? roleName(id, [platform.prefix, cluster]) : id;
  return { id, kind, cluster, label, note };
}

/** Without its path and the prefixes that its neighbours have too; of a permission set's role, the set's own name. */
function roleName(arn: string, prefixes: readonly string[]): string {
  const name = arn
    .slice(arn.lastIndexOf("/") + 1)
    .replace(/^AWSReservedSSO_(.*)_[0-9a-f]{16}$/, "$1");
  return prefixes.reduce(
    (rest, prefix) => (rest.startsWith(`${prefix}-`) ? rest.slice(prefix.length + 1) : rest),
    name,
  );
}
