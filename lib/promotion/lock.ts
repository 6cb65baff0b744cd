import type { JournalEntry, JournalEvent } from "./journal/entry";
import { History, type Told } from "./journal/history";
import type { Journal } from "./journal/journal";
import { Refusal } from "./refusal";

/** A process, so that another of the same machine can see whether it is still there. */
export interface Holder {
  /** Unique. */
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  readonly began: string;
}

/** Tells when a process of this machine began; undefined where there is none of that number. */
export type ProcessClock = (pid: number) => string | undefined;

/**
 * The one promotion at a time. The lock is a line of the journal: taking it is writing the next line, which one can
 * only, and whoever lost it can write nothing more.
 */
export class PromotionLock {
  private constructor(
    private readonly journal: Journal,
    private readonly holder: Holder,
  ) {}

  /**
   * Takes the lock; from a process of this machine that is no longer there, too.
   *
   * @throws Refusal where somebody holds it
   */
  static async take(
    journal: Journal,
    holder: Holder,
    processBegan: ProcessClock,
  ): Promise<PromotionLock> {
    await journal.append({ type: "locked", ...holder }, (entries) => {
      const held = new History(entries).lock();
      if (held !== undefined && !isGone(held, holder.host, processBegan)) throw heldBy(held);
    });
    return new PromotionLock(journal, holder);
  }

  /** Writes as the holder. @throws Refusal where the lock was broken meanwhile */
  async append(event: JournalEvent): Promise<void> {
    await this.journal.append(event, (entries) => {
      if (!this.isHeld(entries)) throw this.broken();
    });
  }

  async release(): Promise<void> {
    await this.journal.catchUp();
    if (this.isHeld(this.journal.entries))
      await this.append({ type: "unlocked", id: this.holder.id });
  }

  private isHeld(entries: readonly JournalEntry[]): boolean {
    return new History(entries).lock()?.event.id === this.holder.id;
  }

  private broken(): Refusal {
    return new Refusal(
      "somebody broke this promotion's lock while it ran",
      "see with `gatehouse status` how far it came, then run `gatehouse promote apply` again",
    );
  }
}

/** Takes the lock from whoever holds it. @throws Refusal where nobody holds it by that id */
export async function breakLock(journal: Journal, id: string): Promise<void> {
  await journal.append({ type: "unlocked", id }, (entries) => {
    const held = new History(entries).lock();
    if (held?.event.id === id) return;
    throw new Refusal(
      held === undefined
        ? "nobody holds the promotion lock"
        : `the promotion lock is held by ${held.event.id}, not ${id}`,
      held === undefined
        ? "there is nothing to unlock"
        : "make sure that nothing runs there, and name that id",
    );
  });
}

/** A process that ended without giving the lock back, such as by kill -9. */
function isGone(held: Told<"locked">, host: string, processBegan: ProcessClock): boolean {
  const { event } = held;
  return event.host === host && processBegan(event.pid) !== event.began;
}

function heldBy({ who, at, event }: Told<"locked">): Refusal {
  return new Refusal(
    `${who} holds the promotion lock since ${at}, in process ${event.pid} on ${event.host}`,
    `wait for it to end; if that machine is gone: gatehouse promote unlock ${event.id}`,
  );
}
