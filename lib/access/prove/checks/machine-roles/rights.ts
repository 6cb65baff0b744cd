import type { Glob } from "../../../evaluate/match/glob";
import { Template } from "../../../evaluate/match/template";
import type { Context } from "../../scene/contexts";
import type { Need, Right } from "./right";

/** Everything that one role may do, to be asked whether it explains a request. */
export class Rights {
  readonly #byAction = new Map<string, Ready[]>();

  constructor(readonly all: readonly Right[]) {
    for (const right of all) {
      const ready: Ready = { right, globs: right.resources.map(globOf) };
      for (const action of right.actions) {
        const known = this.#byAction.get(action.toLowerCase());
        if (known === undefined) this.#byAction.set(action.toLowerCase(), [ready]);
        else known.push(ready);
      }
    }
  }

  get needs(): readonly Need[] {
    return this.all.flatMap(({ needs = [] }) => needs);
  }

  /** The rights to an action on a resource, under whatever conditions. */
  to(action: string, resource: string): readonly Right[] {
    const known = this.#byAction.get(action.toLowerCase()) ?? [];
    return known
      .filter(({ globs }) => globs.some((glob) => glob.matches(resource)))
      .map(({ right }) => right);
  }

  /** Whether it is meant that a request with these condition keys is allowed. */
  explain(action: string, resource: string, context: Context): boolean {
    return this.to(action, resource).some((right) => holds(right, context));
  }
}

interface Ready {
  readonly right: Right;
  readonly globs: readonly Glob[];
}

function globOf(text: string): Glob {
  return new Template(text, { variables: false, wildcards: true }).widest;
}

function holds({ when = {} }: Right, context: Context): boolean {
  return Object.entries(when).every(([key, { values, orAbsent = false }]) => {
    const given = context[key];
    // A key of which nothing is said may have any value.
    if (given === undefined) return false;
    if (given === null) return orAbsent;
    return (typeof given === "string" ? [given] : given).every((value) => values.includes(value));
  });
}
