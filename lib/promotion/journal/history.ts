import type { Digest } from "../digest";
import type { JournalEntry, JournalEvent } from "./entry";

type EventOf<Type extends JournalEvent["type"]> = Extract<JournalEvent, { type: Type }>;

/** An event with when and by whom, as they were told. */
export interface Told<Type extends JournalEvent["type"]> {
  readonly sequence: number;
  readonly at: string;
  readonly who: string;
  readonly event: EventOf<Type>;
}

/** What the journal comes to. Later is what was written later, whatever the clocks say. */
export class History {
  constructor(private readonly entries: readonly JournalEntry[]) {}

  /** What a stack was last brought to with success. */
  settled(stack: string): Told<"applied" | "unchanged"> | undefined {
    return this.last(["applied", "unchanged"], (event) => event.stack === stack);
  }

  /** The last thing that was done, or begun, with a stack. */
  lastDone(stack: string): Told<"applying" | "applied" | "unchanged" | "failed"> | undefined {
    return this.last(
      ["applying", "applied", "unchanged", "failed"],
      (event) => event.stack === stack,
    );
  }

  /** The last thing that was done with a stack for one bundle. */
  doneFor(
    bundle: string,
    stack: string,
  ): Told<"applying" | "applied" | "unchanged" | "failed"> | undefined {
    return this.last(
      ["applying", "applied", "unchanged", "failed"],
      (event) => event.bundle === bundle && event.stack === stack,
    );
  }

  /** The last run of a wave that came to its end. */
  finished(wave: string): Told<"finished"> | undefined {
    return this.last(["finished"], (event) => event.wave === wave);
  }

  planned(bundle: string): Told<"planned"> | undefined {
    return this.last(["planned"], (event) => event.bundle === bundle);
  }

  /** The bundles whose digests begin so, each once. */
  bundles(beginning: string): Digest[] {
    const all = this.entries.flatMap(({ event }) =>
      event.type === "planned" ? [event.bundle] : [],
    );
    return [...new Set(all)].filter((bundle) => bundle.startsWith(beginning));
  }

  /** The bundle that was last made for a wave, if nothing was finished since. */
  waiting(wave: string): Told<"planned"> | undefined {
    const planned = this.last(["planned"], (event) => event.wave === wave);
    const finished = this.finished(wave);
    return (planned?.sequence ?? 0) > (finished?.sequence ?? 0) ? planned : undefined;
  }

  started(bundle: string): boolean {
    return this.last(["started"], (event) => event.bundle === bundle) !== undefined;
  }

  /** The bundle that a wave last ran, to its end or not. */
  lastStarted(wave: string): Told<"started"> | undefined {
    return this.last(["started"], (event) => event.wave === wave);
  }

  /** When a stack was last looked at for drift, if nothing was applied since. */
  looked(stack: string): Told<"looked"> | undefined {
    const looked = this.last(["looked"], (event) => event.stack === stack);
    const done = this.last(["applying", "applied"], (event) => event.stack === stack);
    return (looked?.sequence ?? 0) > (done?.sequence ?? 0) ? looked : undefined;
  }

  /** Who holds the lock. */
  lock(): Told<"locked"> | undefined {
    const last = this.last(["locked", "unlocked"], () => true);
    return last?.event.type === "locked" ? { ...last, event: last.event } : undefined;
  }

  private last<Type extends JournalEvent["type"]>(
    types: readonly Type[],
    holds: (event: EventOf<Type>) => boolean,
  ): Told<Type> | undefined {
    for (let index = this.entries.length - 1; index >= 0; index--) {
      const entry = this.entries[index];
      if (entry === undefined || !isOf(entry.event, types) || !holds(entry.event)) continue;
      return { sequence: entry.sequence, at: entry.at, who: entry.who, event: entry.event };
    }
    return undefined;
  }
}

function isOf<Type extends JournalEvent["type"]>(
  event: JournalEvent,
  types: readonly Type[],
): event is EventOf<Type> {
  return types.some((type) => type === event.type);
}
