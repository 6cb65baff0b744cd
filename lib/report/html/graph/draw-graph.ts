import { clipText } from "../../svg/text-width";
import { type Element, h } from "../element/element";
import type { GraphEdge } from "./graph-input";
import { layerGraph } from "./layer-graph";
import type { MergedGraph, MergedNode } from "./merge-twins";

const BOX = { width: 236, height: 38, gapX: 84, gapY: 10, margin: 16, text: 12 } as const;

interface Placed {
  readonly node: MergedNode;
  readonly x: number;
  readonly y: number;
}

/** The graph from left to right: personas first, then what they can become, step by step. */
export function drawGraph(graph: MergedGraph): Element {
  const layers = layerGraph(graph);
  const tallest = Math.max(1, ...layers.map((layer) => layer.length));
  const height = tallest * (BOX.height + BOX.gapY) + 2 * BOX.margin;
  const width = layers.length * (BOX.width + BOX.gapX) - BOX.gapX + 2 * BOX.margin;
  const placed = layers.flatMap((layer, index) => placeLayer(layer, index, height));
  const numbers = new Map(placed.map(({ node }, index) => [node.id, index]));
  const byId = new Map(placed.map((each) => [each.node.id, each]));
  return h(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: "group",
      "aria-label": "Who can become whom, from left to right; the list below says the same",
    },
    h(
      "defs",
      {},
      h(
        "marker",
        {
          id: "arrow",
          viewBox: "0 0 8 8",
          refX: 8,
          refY: 4,
          markerWidth: 7,
          markerHeight: 7,
          orient: "auto-start-reverse",
        },
        h("path", { class: "arrow", d: "M0 0 8 4 0 8z" }),
      ),
    ),
    joined(graph.edges).map((edge) => drawEdge(edge, byId, numbers)),
    placed.map((each, index) => drawNode(each, index, graph.edges)),
  );
}

function placeLayer(layer: readonly MergedNode[], index: number, height: number): Placed[] {
  const used = layer.length * (BOX.height + BOX.gapY) - BOX.gapY;
  const top = Math.round((height - used) / 2);
  return layer.map((node, row) => ({
    node,
    x: BOX.margin + index * (BOX.width + BOX.gapX),
    y: top + row * (BOX.height + BOX.gapY),
  }));
}

function drawNode({ node, x, y }: Placed, index: number, edges: readonly GraphEdge[]): Element {
  const leads = edges.filter(({ from }) => from === node.id).length;
  const words = `${node.label}, ${node.note}: leads to ${leads === 1 ? "1 role" : `${leads} roles`}`;
  return h(
    "g",
    {
      class: `node ${node.kind}`,
      "data-node": index,
      tabindex: 0,
      role: "img",
      "aria-label": words,
    },
    h("title", {}, `${node.label} (${node.note})`),
    h("rect", { x, y, width: BOX.width, height: BOX.height, rx: 6 }),
    h("text", { x: x + 10, y: y + 16 }, clipText(node.label, BOX.text, BOX.width - 16)),
    h("text", { x: x + 10, y: y + 31, class: "soft" }, clipText(node.note, 11, BOX.width - 16)),
  );
}

/** One line for two nodes, whatever the number of ways between them. */
function joined(edges: readonly GraphEdge[]): GraphEdge[] {
  const lines = new Map<string, GraphEdge>();
  for (const edge of edges) {
    const key = `${edge.from}\n${edge.to}`;
    const known = lines.get(key);
    lines.set(
      key,
      known === undefined
        ? edge
        : {
            ...known,
            by: `${known.by}, ${edge.by}`,
            intended: known.intended && edge.intended,
            certain: known.certain || edge.certain,
          },
    );
  }
  return [...lines.values()];
}

function drawEdge(
  edge: GraphEdge,
  byId: ReadonlyMap<string, Placed>,
  numbers: ReadonlyMap<string, number>,
): Element | undefined {
  const [from, to] = [byId.get(edge.from), byId.get(edge.to)];
  if (from === undefined || to === undefined) return undefined;
  const middle = BOX.height / 2;
  const [startX, startY] = [from.x + BOX.width, from.y + middle];
  const forward = to.x > from.x;
  // Back or within a layer: round the right-hand side.
  const [endX, endY] = [forward ? to.x : to.x + BOX.width, to.y + middle];
  const bend = forward ? (endX - startX) / 2 : BOX.gapX / 2;
  const controlX = forward ? endX - bend : endX + bend;
  return h(
    "path",
    {
      class: `edge${edge.intended ? "" : " unintended"}${edge.certain ? "" : " open"}`,
      "data-from": numbers.get(edge.from),
      "data-to": numbers.get(edge.to),
      d: `M${startX} ${startY}C${startX + bend} ${startY} ${controlX} ${endY} ${endX} ${endY}`,
      "marker-end": "url(#arrow)",
    },
    h("title", {}, `${from.node.label} → ${to.node.label}: ${edge.by}`),
  );
}
