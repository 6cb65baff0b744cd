import { Condition } from "../condition/condition";
import { ActionElement } from "../match/action-element";
import { PrincipalElement, type PrincipalGrant } from "../match/principal-element";
import { PrincipalEntry } from "../match/principal-entry";
import { ResourceElement } from "../match/resource-element";
import type { EvaluationRequest } from "../request/evaluation-request";
import { both, type Tri } from "../tri";
import type { Evidence, PolicySource } from "./evidence";
import type { ReadStatement } from "./read-statement";

/** A statement, ready to be asked. */
export class CompiledStatement {
  readonly evidence: Evidence;
  readonly actions: ActionElement;
  readonly resources: ResourceElement | undefined;
  readonly principals: PrincipalElement | undefined;
  readonly conditions: readonly Condition[];

  constructor(statement: ReadStatement, variables: boolean, source: PolicySource) {
    const { effect, actions, resources, principals, path, sid } = statement;
    this.evidence = Object.freeze({ source, path, sid, effect });
    this.actions = ActionElement.of(actions.items, { effect, negated: actions.negated });
    this.resources =
      resources &&
      new ResourceElement(resources.items, { effect, negated: resources.negated, variables });
    this.principals =
      principals &&
      new PrincipalElement(
        principals.items.map(({ type, text }) => new PrincipalEntry(type, text)),
        principals.negated,
      );
    this.conditions = statement.conditions.map(
      ({ operatorText, operator, key, values }) =>
        new Condition(operatorText, operator, key, values, { variables, effect }),
    );
  }

  /** Resource and conditions; the action is settled beforehand, and principals are asked for apart. */
  applies(request: EvaluationRequest): Tri {
    let found: Tri = this.resources?.matches(request.resource, request) ?? "yes";
    if (found === "no") return "no";
    for (const condition of this.conditions) {
      const holds = condition.holds(request);
      if (holds === "no") return "no";
      if (holds === "unknown") found = "unknown";
    }
    return found;
  }

  /** Whom an allow of a resource policy names; a statement without principals is for whoever has the policy. */
  grant(request: EvaluationRequest): PrincipalGrant {
    return this.principals?.grant(request.caller) ?? HOLDER;
  }

  denies(request: EvaluationRequest, bounded: boolean): Tri {
    const named = this.principals?.denies(request.caller, bounded) ?? "yes";
    if (named === "yes") return this.applies(request);
    return named === "no" ? "no" : both(named, this.applies(request));
  }
}

const HOLDER: PrincipalGrant = { direct: "yes", role: "no", account: "no" };
