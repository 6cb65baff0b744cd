import type { LazyPolicy } from "./policy-shelf";
import type { PlacedBlock, Reading } from "./reading";

export type Holder = "role" | "group";

interface Attached {
  readonly policies: LazyPolicy[];
  /** What attached the first of them. */
  readonly block: PlacedBlock;
  readonly holder: Holder;
  readonly name: string;
  taken: boolean;
}

/** Identity policies by whom resources of their own attach them to. */
export class Attachments {
  readonly #byHolder = new Map<string, Attached>();

  add(block: PlacedBlock, holder: Holder, name: string, policy: LazyPolicy): void {
    const id = idOf(block.accountId, holder, name);
    const known = this.#byHolder.get(id);
    if (known === undefined)
      this.#byHolder.set(id, { policies: [policy], block, holder, name, taken: false });
    else known.policies.push(policy);
  }

  /** A policy that anybody of the account may have, as nobody knows to whom it is attached. */
  addForAny(block: PlacedBlock, holder: Holder, policy: LazyPolicy): void {
    this.add(block, holder, ANY, policy);
  }

  take(accountId: string, holder: Holder, name: string): readonly LazyPolicy[] {
    return [ANY, name].flatMap((one) => {
      const attached = this.#byHolder.get(idOf(accountId, holder, one));
      if (attached === undefined) return [];
      attached.taken = true;
      return attached.policies;
    });
  }

  /** Says whose policies nobody took. */
  reportRest(reading: Reading): void {
    for (const { block, holder, name, taken } of this.#byHolder.values()) {
      if (!taken && name !== ANY)
        reading.report(block, `none of the files read makes its ${holder} ${name}: it is ignored`);
    }
  }
}

/** No name that IAM takes. */
const ANY = "*";

function idOf(accountId: string, holder: Holder, name: string): string {
  return `${accountId} ${holder} ${name}`;
}
