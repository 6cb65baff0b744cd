/** One thing that is measured; run as `npm run bench -- <name>`. */
export interface Bench {
  /** One line, for the list of benches. */
  readonly summary: string;
  /** Its options, for --help. */
  readonly help: string;
  /** @returns the exit code */
  run(args: readonly string[]): Promise<number>;
}
