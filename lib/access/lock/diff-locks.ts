import type { AccessLock } from "./access-lock";

/** What one capability, or membership, gains and loses. */
export interface AccessChange {
  /** A subject's id, a persona, or a capability of a team's own. */
  readonly who: string;
  readonly kind: "access" | "capabilities" | "groups" | "loosened";
  /** The capability; of groups and what is loosened, none. */
  readonly capability?: string;
  /** Places, actions, groups or settings. */
  readonly given: readonly string[];
  readonly taken: readonly string[];
}

/** What changes from one lock to the other, sorted by who and capability. */
export function diffLocks(before: AccessLock, after: AccessLock): AccessChange[] {
  const access = keysOf(before.access, after.access).flatMap((who) => {
    const [old = {}, now = {}] = [ownOf(before.access, who), ownOf(after.access, who)];
    return keysOf(old, now).flatMap((capability) =>
      change({ who, kind: "access", capability }, ownOf(old, capability), ownOf(now, capability)),
    );
  });
  const rest = (["capabilities", "groups", "loosened"] as const).flatMap((kind) =>
    keysOf(before[kind], after[kind]).flatMap((who) =>
      change({ who, kind }, ownOf(before[kind], who), ownOf(after[kind], who)),
    ),
  );
  return [...access, ...rest];
}

function change(
  about: Pick<AccessChange, "who" | "kind" | "capability">,
  before: readonly string[] = [],
  after: readonly string[] = [],
): AccessChange[] {
  const given = after.filter((item) => !before.includes(item)).sort();
  const taken = before.filter((item) => !after.includes(item)).sort();
  return given.length + taken.length === 0 ? [] : [{ ...about, given, taken }];
}

/** Not what every object has: a name may be "constructor". */
function ownOf<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function keysOf(one: object, other: object): string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
}
