import { evaluate } from "../../evaluate/decide/evaluate";
import type { Verdict } from "../../evaluate/decide/verdict";
import { type CompiledPolicy, compilePolicy } from "../../evaluate/policy/compile-policy";
import { type Caller, readCaller } from "../../evaluate/request/caller";
import { EvaluationRequest } from "../../evaluate/request/evaluation-request";
import { RequestContext } from "../../evaluate/request/request-context";
import type { WorldRole } from "../../world/world";
import type { Context } from "./contexts";

/**
 * What a role's own policies and boundary let it do, should every resource let its account in. So least privilege holds
 * for resources that nobody has made yet, and for those of others.
 */
export class OwnSide {
  readonly #caller: Caller;
  readonly #open: CompiledPolicy;

  constructor(
    readonly role: WorldRole,
    /** @default the role's own */
    readonly boundary = role.policies.boundary,
  ) {
    const read = readCaller(role.arn);
    if (read.kind === "malformed") throw new Error(read.message);
    this.#caller = read.caller;
    this.#open = openTo(read.caller);
  }

  decide(action: string, resource: string, context: Context): Verdict {
    const request = new EvaluationRequest({
      caller: this.#caller,
      action,
      resource,
      context: new RequestContext(context, false),
    });
    const { identity } = this.role.policies;
    const bounded = this.boundary === undefined ? {} : { boundary: this.boundary };
    return evaluate(request, { identity, resource: this.#open, ...bounded });
  }
}

const OPEN = new Map<string, CompiledPolicy>();

/** A resource policy that leaves it to the caller's account. */
function openTo({ partition, account }: Caller): CompiledPolicy {
  const principal = `arn:${partition}:iam::${account}:root`;
  const known = OPEN.get(principal);
  if (known !== undefined) return known;
  const compilation = compilePolicy(
    {
      Version: "2012-10-17",
      Statement: { Effect: "Allow", Principal: { AWS: principal }, Action: "*", Resource: "*" },
    },
    { kind: "resource", source: { name: "a resource that lets the account in" } },
  );
  if (compilation.kind === "malformed") throw new Error("a policy of our own is malformed");
  OPEN.set(principal, compilation.policy);
  return compilation.policy;
}
