import { toHtml } from "../../../../lib/report/html/element/to-html";
import { drawGraph } from "../../../../lib/report/html/graph/draw-graph";
import type {
  GraphEdge,
  GraphInput,
  GraphNode,
} from "../../../../lib/report/html/graph/graph-input";
import { layerGraph } from "../../../../lib/report/html/graph/layer-graph";
import { type MergedGraph, mergeTwins } from "../../../../lib/report/html/graph/merge-twins";

function node(id: string, kind: GraphNode["kind"] = "role"): GraphNode {
  return { id, kind, label: id, note: "", cluster: "" };
}

function edge(from: string, to: string, given: Partial<GraphEdge> = {}): GraphEdge {
  return { from, to, by: "sts:AssumeRole", intended: true, certain: true, ...given };
}

/** One persona, a pipeline's role, and a thousand deploy roles with an execution role each. */
function wide(count: number): GraphInput {
  const numbers = Array.from({ length: count }, (_, index) => String(index));
  return {
    nodes: [
      node("engineer", "persona"),
      node("pipeline"),
      ...numbers.flatMap((number) => [node(`deploy${number}`), node(`execution${number}`)]),
    ],
    edges: [
      edge("engineer", "pipeline"),
      ...numbers.flatMap((number) => [
        edge("pipeline", `deploy${number}`),
        edge(`deploy${number}`, `execution${number}`),
      ]),
    ],
  };
}

/** As long as there are no more than a hundred boxes. */
function merge(graph: GraphInput): MergedGraph {
  return mergeTwins(graph, 100) ?? { nodes: [], edges: [] };
}

function layersOf(graph: GraphInput): string[][] {
  return layerGraph(merge(graph)).map((layer) => layer.map(({ id }) => id));
}

test("layers are steps from the personas", () => {
  expect(layersOf(wide(1))).toEqual([["engineer"], ["pipeline"], ["deploy0"], ["execution0"]]);
});

test("a circle that nobody leads to is drawn all the same", () => {
  const nodes = ["a", "b"].map((id) => ({ ...node(id), note: id }));
  const graph = { nodes, edges: [edge("a", "b"), edge("b", "a")] };
  expect(layersOf(graph).flat().sort()).toEqual(["a", "b"]);
});

test("roles that come from and lead to the same are one box that says how many", () => {
  const roles = ["x", "y", "z"].map((id) => node(id));
  const graph = {
    nodes: [node("engineer", "persona"), ...roles],
    edges: roles.map(({ id }) => edge("engineer", id)),
  };
  const { nodes, edges } = merge(graph);
  expect(nodes.map(({ label, count }) => [label, count])).toEqual([
    ["engineer", 1],
    ["x +2", 3],
  ]);
  expect(edges).toHaveLength(1);
});

test("chains that are alike are merged from their ends", () => {
  const { nodes } = merge(wide(300));
  expect(nodes.map(({ count }) => count).sort()).toEqual([1, 1, 300, 300]);
});

test("a role that nobody was meant to get at is never merged with one that was", () => {
  const graph = {
    nodes: [node("engineer", "persona"), node("x"), node("y")],
    edges: [edge("engineer", "x"), edge("engineer", "y", { intended: false })],
  };
  const merged = merge(graph);
  expect(merged.nodes).toHaveLength(3);
  expect(toHtml(drawGraph(merged)).match(/class="edge unintended"/g)).toHaveLength(1);
});

test("the order in which nodes and edges come makes no difference", () => {
  const graph = wide(4);
  const reversed = { nodes: [...graph.nodes].reverse(), edges: [...graph.edges].reverse() };
  const draw = (each: GraphInput) => toHtml(drawGraph(merge(each)));
  expect(draw(reversed)).toBe(draw(graph));
});

test("roles of two accounts are two boxes while there is room, and one where there is none", () => {
  const { nodes, edges } = wide(200);
  const placed = nodes.map((each, index) => ({ ...each, note: `account ${index}` }));
  const boxes = (most: number) => mergeTwins({ nodes: placed, edges }, most)?.nodes.length;
  expect(boxes(1_000)).toBe(402);
  expect(boxes(100)).toBe(4);
  expect(boxes(3)).toBeUndefined();
});
