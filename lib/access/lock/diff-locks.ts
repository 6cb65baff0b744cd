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
    const [old = {}, now = {}] = [before.access[who], after.access[who]];
    return keysOf(old, now).flatMap((capability) =>
      change({ who, kind: "access", capability }, old[capability], now[capability]),
    );
  });
  const rest = (["capabilities", "groups", "loosened"] as const).flatMap((kind) =>
    keysOf(before[kind], after[kind]).flatMap((who) =>
      change({ who, kind }, before[kind][who], after[kind][who]),
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

function keysOf(one: object, other: object): string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
}
