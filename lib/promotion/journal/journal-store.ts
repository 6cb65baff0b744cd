/** Where a journal's lines are kept. */
export interface JournalStore {
  /** Where that is, for people. */
  readonly place: string;
  /** All lines from a number on, in order, without line ends. */
  read(from: number): Promise<string[]>;
  /**
   * Adds a line whole or not at all, for good.
   *
   * @returns false where somebody else has written the line of that number
   */
  add(sequence: number, line: string): Promise<boolean>;
}

/** `00000012.jsonl`: sorts as it counts. */
export function lineName(sequence: number): string {
  return `${String(sequence).padStart(8, "0")}.jsonl`;
}
