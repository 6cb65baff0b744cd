import type { JournalStore } from "./journal-store";

/** In the place of a journal that can't be read here, for those who only look: it has no line, and takes none. */
export class NoStore implements JournalStore {
  readonly place = "nowhere";

  read(): Promise<string[]> {
    return Promise.resolve([]);
  }

  add(): Promise<boolean> {
    return Promise.resolve(false);
  }
}
