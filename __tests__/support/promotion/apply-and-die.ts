import { BundleFolder } from "../../../lib/promotion/bundle-folder";
import { FolderStore } from "../../../lib/promotion/journal/folder-store";
import type { JournalStore } from "../../../lib/promotion/journal/journal-store";
import { PromotionLab, wavePlatform } from "./promotion-lab";

/** How an apply is ended: by kill -9, before or after it has written so many lines of the journal. */
interface Death {
  readonly moment: "before" | "after";
  readonly line: number;
}

/** A journal whose writer dies at one line. */
class DyingStore implements JournalStore {
  readonly place: string;
  private written = 0;

  constructor(
    private readonly store: JournalStore,
    private readonly death: Death,
  ) {
    this.place = store.place;
  }

  read(from: number): Promise<string[]> {
    return this.store.read(from);
  }

  async add(sequence: number, line: string): Promise<boolean> {
    this.written += 1;
    if (this.death.moment === "before") await this.die();
    const added = await this.store.add(sequence, line);
    if (this.death.moment === "after") await this.die();
    return added;
  }

  private async die(): Promise<void> {
    if (this.written !== this.death.line) return;
    process.kill(process.pid, "SIGKILL");
    await new Promise(() => undefined);
  }
}

async function main([folder = "", bundle = "", moment = "", line = ""]: readonly string[]) {
  const lab = new PromotionLab(wavePlatform({ a: "dev", b: "dev" }), folder);
  const death: Death = { moment: moment === "before" ? "before" : "after", line: Number(line) };
  const store = new DyingStore(new FolderStore(lab.journalFolder), death);
  await lab.apply(BundleFolder.open(bundle), {
    journal: await lab.journal(store),
    // One after the other, so that each line is always the same one.
    processes: 1,
  });
}

void main(process.argv.slice(2));
