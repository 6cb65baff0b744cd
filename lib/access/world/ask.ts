import { evaluate } from "../evaluate/decide/evaluate";
import type { Verdict } from "../evaluate/decide/verdict";
import type { Caller } from "../evaluate/request/caller";
import { EvaluationRequest } from "../evaluate/request/evaluation-request";
import { AlikeVerdicts } from "./alike-verdicts";
import { Askers } from "./askers";
import { guardOf, Targets } from "./targets";
import { type KnownKeys, NO_KEYS, WorldContext } from "./world-context";
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
  /**
   * A verdict of the same kind, with the same keys, but perhaps of a role that differs in its account alone: evidence and
   * words may be about that one. Much quicker where many accounts are asked the same; undefined where it would not be.
   */
  readonly alike: (question: Question) => Verdict | undefined;
}

/** Prepares a world to be asked many times; what it finds out about callers and resources is kept. */
export function createAsk(world: World): Ask {
  const targets = new Targets(world);
  const askers = new Askers(world);
  const limits = world.organizationPolicies;
  const contexts = new LastContext();
  const ask = ({ asker, action, resource, context = NOTHING }: Question): Verdict => {
    const asking = askers.find(asker);
    const { caller, policies, keys } = asking;
    const target = targets.find(resource);
    const request = new EvaluationRequest({
      caller,
      action,
      resource,
      resourceAccount: target.accountId ?? accountIn(context),
      context: contexts.make(context, keys, target.keys),
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
  const verdicts = new AlikeVerdicts(world, targets, ask);
  return Object.assign(ask, { world, alike: (question: Question) => verdicts.find(question) });
}

type Context = NonNullable<Question["context"]>;

const NOTHING: Context = Object.freeze({});

/** Whoever looks through a service's actions asks with the same context many times in a row. */
class LastContext {
  #given = NOTHING;
  #made = new WorldContext(NOTHING, NO_KEYS, NO_KEYS);

  make(given: Context, caller: KnownKeys, target: KnownKeys): WorldContext {
    const made = this.#made;
    if (given === this.#given && caller === made.caller && target === made.target) return made;
    this.#given = given;
    return (this.#made = new WorldContext(given, caller, target));
  }
}

/** Whose a bucket is that the world doesn't have, the question may say. */
function accountIn(context: Context): string | undefined {
  const given = context["aws:ResourceAccount"];
  return typeof given === "string" ? given : undefined;
}
