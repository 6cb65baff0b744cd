import { evaluate } from "../evaluate/decide/evaluate";
import type { Verdict } from "../evaluate/decide/verdict";
import type { Caller } from "../evaluate/request/caller";
import { EvaluationRequest } from "../evaluate/request/evaluation-request";
import { Askers } from "./askers";
import { guardOf, Targets } from "./targets";
import { WorldContext } from "./world-context";
import type { World, WorldGroup, WorldRole } from "./world";

/** Who asks: a role of the world, a member of one of its groups, or anybody else, with whatever policies are assumed. */
export type Asker =
  | { readonly kind: "role"; readonly role: WorldRole }
  | { readonly kind: "member"; readonly group: WorldGroup; readonly user: string }
  /** Somebody from elsewhere who may do everything as far as its own account is concerned. */
  | { readonly kind: "stranger"; readonly caller: Caller };

export interface Question {
  readonly asker: Asker;
  /** Such as `codepipeline:PutApprovalResult`. */
  readonly action: string;
  /** An ARN, or `*` for actions without resource types. */
  readonly resource: string;
  /** What the request says of condition keys; null: absent. Whatever isn't named is unknown. */
  readonly context?: Readonly<Record<string, string | readonly string[] | null>>;
}

/** A world that can be asked: finds roles, resources and the policy that guards an ARN (an object's is its bucket's). */
export interface Ask {
  readonly world: World;
  (question: Question): Verdict;
}

/** Prepares a world to be asked many times; what it finds out about callers and resources is kept. */
export function createAsk(world: World): Ask {
  const targets = new Targets(world);
  const askers = new Askers(world);
  const limits = world.organizationPolicies;
  const ask = ({ asker, action, resource, context = NOTHING }: Question): Verdict => {
    const asking = askers.find(asker);
    const { caller, policies, keys } = asking;
    const target = targets.find(resource);
    const request = new EvaluationRequest({
      caller,
      action,
      resource,
      resourceAccount: target.accountId ?? accountIn(context),
      context: new WorldContext(context, keys, target.keys),
    });
    // Written out, as a spread takes longer than many an evaluation.
    return evaluate(request, {
      identity: policies.identity,
      boundary: policies.boundary,
      scps: limits.get(caller.account)?.scps,
      rcps: limits.get(request.resourceAccount)?.rcps,
      resource: guardOf(request.service, target),
    });
  };
  return Object.assign(ask, { world });
}

type Context = NonNullable<Question["context"]>;

const NOTHING: Context = Object.freeze({});

/** Whose a bucket is that the world doesn't have, the question may say. */
function accountIn(context: Context): string | undefined {
  const given = context["aws:ResourceAccount"];
  return typeof given === "string" ? given : undefined;
}
