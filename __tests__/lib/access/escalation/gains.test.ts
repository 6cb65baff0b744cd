import type { EscalationEdge } from "../../../../lib/access/escalation/escalation-graph";
import { Gains } from "../../../../lib/access/escalation/gains";

/** `a>b` is a certain edge, `a?b` an uncertain one. */
function edges(...texts: readonly string[]): EscalationEdge[] {
  return texts.map((text) => {
    const [from = "", to = ""] = text.split(/[>?]/);
    return { from, to, by: text, certain: text.includes(">"), evidence: [] };
  });
}

function gainsOf(graph: readonly EscalationEdge[], start: string, own: readonly string[] = []) {
  return new Gains({ edges: graph })
    .find([start], (id) => own.includes(id))
    .map(({ to, path, beyond }) => ({ to, path: path.map(({ by }) => by), beyond }));
}

test("what may be reached is passed through, and what may not is told with its path", () => {
  expect(gainsOf(edges("me>own", "own>theirs"), "me", ["own"])).toEqual([
    { to: "theirs", path: ["me>own", "own>theirs"], beyond: 0 },
  ]);
});

test("nothing is told where only what may be reached is reached", () => {
  expect(gainsOf(edges("me>own", "own>me", "theirs>other"), "me", ["own"])).toEqual([]);
});

test("the shortest of several paths is told", () => {
  const graph = edges("me>a", "a>b", "b>theirs", "me>c", "c>theirs");
  expect(gainsOf(graph, "me", ["a", "b", "c"])).toEqual([
    { to: "theirs", path: ["me>c", "c>theirs"], beyond: 0 },
  ]);
});

test("a certain path is told before a shorter one that hangs on something", () => {
  const graph = edges("me?theirs", "me>a", "a>theirs");
  expect(gainsOf(graph, "me", ["a"])[0]?.path).toEqual(["me>a", "a>theirs"]);
});

test("an uncertain path is told where there is no other", () => {
  expect(gainsOf(edges("me?theirs"), "me")).toEqual([
    { to: "theirs", path: ["me?theirs"], beyond: 0 },
  ]);
});

test("only the first step beyond is told, with the number of what follows", () => {
  expect(gainsOf(edges("me>theirs", "theirs>x", "x>y", "y>theirs"), "me")).toEqual([
    { to: "theirs", path: ["me>theirs"], beyond: 2 },
  ]);
});

test("circles come to an end", () => {
  expect(gainsOf(edges("me>a", "a>b", "b>a", "b>me"), "me", ["a", "b"])).toEqual([]);
});
