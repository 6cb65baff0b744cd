import type { PolicySet } from "../evaluate/decide/policy-set";
import { type CompiledPolicy, compilePolicy } from "../evaluate/policy/compile-policy";
import { type Caller, readCaller } from "../evaluate/request/caller";
import type { Asker } from "./ask";
import { type KnownKeys, knownKeys, NO_KEYS, prefixKeys } from "./world-context";
import type { World, WorldGroup, WorldRole } from "./world";

/** Who asks, as the evaluator wants it. */
export interface Asking {
  readonly caller: Caller;
  readonly policies: Pick<PolicySet, "identity" | "boundary">;
  /** Condition keys that follow from the caller's tags. */
  readonly keys: KnownKeys;
}

/** Callers with their policies, made once for each. */
export class Askers {
  readonly #roles = new WeakMap<WorldRole, Asking>();
  readonly #members = new WeakMap<WorldGroup, Map<string, Asking>>();
  readonly #strangers = new WeakMap<Caller, Asking>();

  constructor(readonly world: World) {}

  find(asker: Asker): Asking {
    switch (asker.kind) {
      case "role":
        return getOrMake(this.#roles, asker.role, ofRole);
      case "member": {
        const members = getOrMake(this.#members, asker.group, () => new Map<string, Asking>());
        const known = members.get(asker.user) ?? this.#ofMember(asker.group, asker.user);
        members.set(asker.user, known);
        return known;
      }
      case "stranger":
        return getOrMake(this.#strangers, asker.caller, ofStranger);
    }
  }

  /** Whoever is in several groups has the policies of all. */
  #ofMember(group: WorldGroup, user: string): Asking {
    const groups = this.world.groups.filter(
      (one) => one === group || (one.accountId === group.accountId && one.users.includes(user)),
    );
    const arn = `arn:${this.world.partition}:iam::${group.accountId}:user/${user}`;
    return {
      caller: callerOf(arn),
      policies: { identity: groups.flatMap(({ identity }) => identity) },
      keys: NO_KEYS,
    };
  }
}

function getOrMake<K extends object, V>(map: WeakMap<K, V>, key: K, make: (key: K) => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make(key);
  map.set(key, made);
  return made;
}

function ofRole(role: WorldRole): Asking {
  return {
    caller: callerOf(role.arn),
    policies: role.policies,
    keys: mayBeTagged(role) ? NO_KEYS : knownKeys(prefixKeys("aws:PrincipalTag/", role.tags)),
  };
}

/**
 * Whether somebody may give sessions of the role tags, which then win over the role's own. Identity Center does, and
 * doesn't put a permission set's tags on its roles. What other tags a session has isn't known either way.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
 */
function mayBeTagged({ kind, trust }: WorldRole): boolean {
  return kind === "permission-set" || trust.candidates("sts:tagsession").allows.length > 0;
}

function ofStranger(caller: Caller): Asking {
  return { caller, policies: { identity: [everything()] }, keys: NO_KEYS };
}

let allowAll: CompiledPolicy | undefined;

function everything(): CompiledPolicy {
  if (allowAll !== undefined) return allowAll;
  const compilation = compilePolicy(
    { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } },
    { source: { name: "whatever its own account allows" } },
  );
  if (compilation.kind === "malformed") throw new Error("a policy of our own is malformed");
  return (allowAll = compilation.policy);
}

function callerOf(arn: string): Caller {
  const read = readCaller(arn);
  if (read.kind === "malformed") throw new Error(read.message);
  return read.caller;
}
