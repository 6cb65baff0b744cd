import { digest } from "../digest";
import { Refusal } from "../refusal";
import { type JournalEntry, journalEntry, type JournalEvent } from "./entry";
import { type JournalStore, lineName } from "./journal-store";

interface JournalProps {
  readonly store: JournalStore;
  /** `user@host` */
  readonly who: string;
  /** @default the machine's */
  readonly now?: () => Date;
}

/** Before an event is written where others wrote meanwhile: what then speaks against it, it throws. */
type Guard = (entries: readonly JournalEntry[]) => void;

/**
 * The record of what promotions did, which is also what they go by. Each line carries the digest of the one before, so
 * that an edit shows; each number is given once, so that of two who write at once one must look again.
 */
export class Journal {
  private readonly read: JournalEntry[] = [];
  private lastDigest = "";
  /** One after the other, for those within this process. */
  private busy: Promise<unknown> = Promise.resolve();

  private constructor(private readonly props: JournalProps) {}

  /** @throws Refusal where it has been edited */
  static async open(props: JournalProps): Promise<Journal> {
    const journal = new Journal(props);
    await journal.catchUp();
    return journal;
  }

  get entries(): readonly JournalEntry[] {
    return this.read;
  }

  get place(): string {
    return this.props.store.place;
  }

  /** @param guard is asked first, and again where somebody else wrote meanwhile */
  append(event: JournalEvent, guard: Guard = () => undefined): Promise<void> {
    return this.inTurn(() => this.write(event, guard));
  }

  /** Reads what others wrote meanwhile. */
  catchUp(): Promise<void> {
    return this.inTurn(() => this.load());
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.busy.then(work);
    this.busy = turn.catch(() => undefined);
    return turn;
  }

  private async write(event: JournalEvent, guard: Guard): Promise<void> {
    const { store, who, now = () => new Date() } = this.props;
    for (;;) {
      guard(this.read);
      const sequence = this.read.length + 1;
      const entry = { sequence, previous: this.lastDigest, at: now().toISOString(), who, event };
      const added = await store.add(sequence, JSON.stringify(entry));
      await this.load();
      if (added) return;
    }
  }

  private async load(): Promise<void> {
    for (const line of await this.props.store.read(this.read.length + 1)) {
      const sequence = this.read.length + 1;
      const entry = this.parse(line, sequence);
      if (entry.sequence !== sequence || entry.previous !== this.lastDigest)
        throw this.edited(sequence);
      this.read.push(entry);
      this.lastDigest = digest(line);
    }
  }

  private parse(line: string, sequence: number): JournalEntry {
    try {
      return journalEntry.parse(JSON.parse(line));
    } catch {
      throw this.edited(sequence);
    }
  }

  private edited(sequence: number): Refusal {
    return new Refusal(
      `the journal in ${this.place} does not follow on at ${lineName(sequence)}: that line, or the one before, is missing or was edited`,
      "restore the journal from its bucket's versions or a backup, and find out who wrote there",
    );
  }
}
