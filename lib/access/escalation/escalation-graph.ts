import type { Evidence } from "../evaluate/policy/evidence";
import type { Question } from "../world/ask";
import type { Verdict } from "../evaluate/decide/verdict";
import type { Scene } from "../prove/scene/scene";
import { assuming } from "./ways/assuming";
import { deploying } from "./ways/deploying";
import { passing } from "./ways/passing";
import { rewriting } from "./ways/rewriting";
import { takingOver } from "./ways/taking-over";

/** Who could come to whose rights, and how: data for the proof and for a drawing. */
export interface EscalationGraph {
  /** Everybody who starts or ends an edge, and every persona. Sorted by id. */
  readonly nodes: readonly EscalationNode[];
  /** Sorted by from, to, by. */
  readonly edges: readonly EscalationEdge[];
  /** Requests that were decided. */
  readonly decisions: number;
}

export interface EscalationNode {
  /** `persona:NAME`, a role's ARN, or `everything in ACCOUNT`. */
  readonly id: string;
  readonly kind: "persona" | "role" | "power";
  readonly accountId?: string;
  /** The pipeline that runs as this role. */
  readonly pipeline?: string;
}

export interface EscalationEdge {
  readonly from: string;
  readonly to: string;
  /** Such as `iam:PassRole with lambda:CreateFunction`. */
  readonly by: string;
  /** False where it hangs on what nobody knows. */
  readonly certain: boolean;
  /** Of an uncertain edge: what it hangs on. */
  readonly when?: string;
  readonly evidence: readonly Evidence[];
}

/** What a way from role to role works with. */
export interface Ground {
  readonly scene: Scene;
  /** Puts a question, and counts it. */
  readonly ask: (question: Question) => Verdict;
  readonly add: (edge: EscalationEdge) => void;
}

/** Finds the edges of one kind. */
export type Way = (ground: Ground) => void;

const WAYS: readonly Way[] = [assuming, passing, takingOver, rewriting, deploying];

export function buildEscalationGraph(
  scene: Scene,
  ask: (question: Question) => Verdict,
): EscalationGraph {
  let decisions = 0;
  const edges = new Map<string, EscalationEdge>();
  const ground: Ground = {
    scene,
    ask: (question) => {
      decisions += 1;
      return ask(question);
    },
    add: (edge) => {
      const from = personaOf(edge.from, scene);
      const to = personaOf(edge.to, scene);
      if (from === to) return;
      const key = [from, to, edge.by].join("\n");
      const known = edges.get(key);
      if (known === undefined || (edge.certain && !known.certain))
        edges.set(key, { ...edge, from, to });
    },
  };
  for (const way of WAYS) way(ground);
  const sorted = [...edges].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, edge]) => edge);
  return { nodes: nodesOf(sorted, scene), edges: sorted, decisions };
}

/** A persona is one, in however many accounts it has a role. */
function personaOf(id: string, { roles }: Scene): string {
  const persona = roles.find(id)?.persona;
  return persona === undefined ? id : `persona:${persona}`;
}

function nodesOf(edges: readonly EscalationEdge[], scene: Scene): EscalationNode[] {
  const ids = new Set([
    ...scene.people.map(({ persona = "" }) => `persona:${persona}`),
    ...edges.flatMap(({ from, to }) => [from, to]),
  ]);
  return [...ids].sort().map((id) => nodeOf(id, scene));
}

function nodeOf(id: string, { roles, machines }: Scene): EscalationNode {
  if (id.startsWith("persona:")) return { id, kind: "persona" };
  const role = roles.find(id);
  const accountId = role?.accountId ?? /\d{12}/.exec(id)?.[0];
  const account = accountId === undefined ? {} : { accountId };
  const [pipeline] = machines.get(id)?.pipelines ?? [];
  const owner = pipeline === undefined ? {} : { pipeline };
  return { id, kind: id.startsWith("arn:") ? "role" : "power", ...account, ...owner };
}
