/** Shows what a node of the drawing leads to, and what leads to it. */
export function connectGraph(): void {
  const graph = document.querySelector(".graph");
  if (graph === null) return;
  const light = (event: Event): void => {
    const node = event.target instanceof Element ? event.target.closest("[data-node]") : null;
    for (const each of graph.querySelectorAll(".on")) each.classList.remove("on");
    graph.classList.toggle("lit", node !== null);
    if (node === null) return;
    const number = node.getAttribute("data-node") ?? "";
    const nodes = new Set([number]);
    for (const edge of reachable(graph, number)) {
      edge.classList.add("on");
      nodes.add(edge.getAttribute("data-from") ?? "");
      nodes.add(edge.getAttribute("data-to") ?? "");
    }
    for (const each of graph.querySelectorAll("[data-node]"))
      if (nodes.has(each.getAttribute("data-node") ?? "")) each.classList.add("on");
  };
  for (const type of ["pointerover", "focusin"]) graph.addEventListener(type, light);
  for (const type of ["pointerleave", "focusout"])
    graph.addEventListener(type, () => {
      graph.classList.remove("lit");
    });
}

/** All edges that come after a node, and those straight into it. */
function reachable(graph: Element, start: string): Element[] {
  const edges = [...graph.querySelectorAll(".edge")];
  const found = new Set(edges.filter((edge) => edge.getAttribute("data-to") === start));
  const seen = new Set([start]);
  for (let front = [start]; front.length > 0;) {
    const next = edges.filter((edge) => front.includes(edge.getAttribute("data-from") ?? ""));
    for (const edge of next) found.add(edge);
    front = [...new Set(next.map((edge) => edge.getAttribute("data-to") ?? ""))].filter(
      (node) => !seen.has(node),
    );
    for (const node of front) seen.add(node);
  }
  return [...found];
}
