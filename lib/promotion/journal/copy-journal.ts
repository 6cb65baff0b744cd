import { Refusal } from "../refusal";
import { History } from "./history";
import { Journal } from "./journal";
import type { JournalStore } from "./journal-store";

interface CopyProps {
  readonly from: JournalStore;
  readonly to: JournalStore;
  /** `user@host` */
  readonly who: string;
}

/**
 * Copies a journal's lines as they are, so that each follows on the one before there as here. What an earlier copy
 * brought is left; nothing is written over or deleted.
 *
 * @returns how many lines were copied
 * @throws Refusal where a promotion runs, or the other place has a journal of its own
 */
export async function copyJournal({ from, to, who }: CopyProps): Promise<number> {
  const { entries } = await Journal.open({ store: from, who });
  const lock = new History(entries).lock();
  if (lock !== undefined) {
    throw new Refusal(
      `${lock.who} holds the promotion lock since ${lock.at}, by the journal in ${from.place}`,
      `wait for it to end; if that machine is gone, break it with the config that names the old backend: gatehouse promote unlock ${lock.event.id}`,
    );
  }
  const [lines, there] = [await from.read(1), await to.read(1)];
  const common = Math.min(lines.length, there.length);
  if (lines.slice(0, common).join("\n") !== there.slice(0, common).join("\n")) {
    throw new Refusal(
      `${to.place} has a journal of its own, which is not that of ${from.place}`,
      "find out who promotes with it; a journal that was begun by mistake can be deleted there",
    );
  }
  const missing = lines.slice(there.length);
  for (const [index, line] of missing.entries()) {
    if (await to.add(there.length + index + 1, line)) continue;
    throw new Refusal(`somebody else writes to ${to.place}`, "wait for them, and run this again");
  }
  // Reads all of it again, and checks that each line follows on.
  await Journal.open({ store: to, who });
  return missing.length;
}
