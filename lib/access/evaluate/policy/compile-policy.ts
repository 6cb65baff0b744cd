import type { Tri } from "../tri";
import { CompiledStatement } from "./compiled-statement";
import type { PolicySource } from "./evidence";
import type { PolicyProblem } from "./policy-problem";
import { type PolicyKind, readPolicy } from "./read-policy";

/** A statement that reaches the action in question, surely or perhaps. */
export interface Candidate {
  readonly statement: CompiledStatement;
  readonly reachesAction: Tri;
}

export interface Candidates {
  readonly allows: readonly Candidate[];
  readonly denies: readonly Candidate[];
}

/** A policy, prepared to be asked many times. */
export class CompiledPolicy {
  readonly #byAction = new Map<string, Candidates>();

  constructor(
    readonly source: PolicySource,
    readonly statements: readonly CompiledStatement[],
  ) {}

  /** The statements that reach an action, found once for each action. @param action in lower case */
  candidates(action: string): Candidates {
    const known = this.#byAction.get(action);
    if (known !== undefined) return known;
    const found = this.#find(action);
    if (this.#byAction.size >= MOST_ACTIONS) this.#byAction.clear();
    this.#byAction.set(action, found);
    return found;
  }

  #find(action: string): Candidates {
    const colon = action.indexOf(":");
    const service = action.slice(0, colon);
    const name = action.slice(colon + 1);
    const allows: Candidate[] = [];
    const denies: Candidate[] = [];
    for (const statement of this.statements) {
      const reachesAction = statement.actions.matches(service, name);
      if (reachesAction === "no") continue;
      const list = statement.evidence.effect === "Deny" ? denies : allows;
      list.push({ statement, reachesAction });
    }
    return allows.length + denies.length === 0 ? NONE : { allows, denies };
  }
}

const NONE: Candidates = { allows: [], denies: [] };

/** More than any one question needs; a bound keeps a long run from filling the memory. */
const MOST_ACTIONS = 4_096;

export type Compilation =
  | { readonly kind: "compiled"; readonly policy: CompiledPolicy }
  | { readonly kind: "malformed"; readonly problems: readonly PolicyProblem[] };

export interface CompileOptions {
  /** @default "identity" */
  readonly kind?: PolicyKind;
  /** @default a source without a file, called "policy" */
  readonly source?: PolicySource;
}

/** Never throws: what AWS would not take comes back as problems. */
export function compilePolicy(
  document: unknown,
  { kind = "identity", source = UNNAMED }: CompileOptions = {},
): Compilation {
  const reading = readPolicy(document, kind);
  if (reading.kind === "malformed") return reading;
  const { variables, statements } = reading.policy;
  const compiled = statements.map(
    (statement) => new CompiledStatement(statement, variables, source),
  );
  return { kind: "compiled", policy: new CompiledPolicy(source, compiled) };
}

const UNNAMED: PolicySource = Object.freeze({ name: "policy" });
