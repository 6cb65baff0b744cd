import type { EscalationStep, ProofCheck } from "../../../access/prove/proof";
import { type Element, h } from "../element/element";
import { drawGraph } from "../graph/draw-graph";
import type { GraphInput } from "../graph/graph-input";
import { mergeTwins } from "../graph/merge-twins";
import type { ReportInput } from "../report-input";

/** A drawing with more boxes than this helps nobody. */
const MOST_NODES = 100;

/** Who can become whom: drawn, and as text. */
export function escalationSection({ graph, proof }: ReportInput): Element {
  return h(
    "section",
    { id: "escalation", "aria-labelledby": "escalation-title" },
    h("h2", { id: "escalation-title" }, "Escalation"),
    h("p", { class: "soft" }, "Which roles' permissions somebody can come by, step by step."),
    pathList(proof.checks),
    drawing(graph),
    edgeList(graph),
  );
}

function drawing(graph: GraphInput): Element {
  if (graph.edges.length === 0) return h("p", {}, "Nobody can become anybody else.");
  const merged = mergeTwins(connected(graph), MOST_NODES);
  if (merged === undefined) return h("p", {}, "Too many different roles to draw: see the list.");
  return h(
    "div",
    { class: "graph", tabindex: 0, role: "region", "aria-label": "Drawing" },
    drawGraph(merged),
  );
}

/** What leads nowhere and comes from nowhere says nothing. */
function connected({ nodes, edges }: GraphInput): GraphInput {
  const ends = new Set(edges.flatMap(({ from, to }) => [from, to]));
  return { nodes: nodes.filter(({ id }) => ends.has(id)), edges };
}

/** The shortest way to each role that nobody was meant to get at. */
function pathList(checks: readonly ProofCheck[]): Element {
  const paths = checks.flatMap(({ findings }) =>
    findings.flatMap(({ steps = [] }) => (steps.length === 0 ? [] : [steps])),
  );
  if (paths.length === 0) return h("p", {}, "✓ No path leads anybody to more than was granted.");
  return h("div", {}, h("h3", {}, "Paths that nobody granted"), h("ul", {}, paths.map(pathLine)));
}

function pathLine(steps: readonly EscalationStep[]): Element {
  return h(
    "li",
    {},
    steps[0]?.from,
    steps.map(({ by, to }) => [" → ", to, h("span", { class: "soft" }, ` (${by})`)]),
  );
}

/** So many are listed; a list of thousands is for `gatehouse prove --json`. */
const MOST_LINES = 400;

function edgeList({ nodes, edges }: GraphInput): Element | undefined {
  if (edges.length === 0) return undefined;
  const labels = new Map(nodes.map(({ id, label, note }) => [id, `${label} (${note})`]));
  const name = (id: string) => labels.get(id) ?? id;
  return h(
    "details",
    {},
    h("summary", {}, `All ${edges.length.toLocaleString("en-US")} steps as a list`),
    h(
      "ul",
      {},
      edges
        .slice(0, MOST_LINES)
        .map(({ from, by, to, intended }) =>
          h(
            "li",
            {},
            `${name(from)} → ${name(to)} by `,
            h("code", {}, by),
            intended ? undefined : " (not granted)",
          ),
        ),
    ),
    edges.length > MOST_LINES
      ? h("p", { class: "soft" }, `${edges.length - MOST_LINES} more are left out here.`)
      : undefined,
  );
}
