/** What a command's exit code says; part of the interface. */
export const EXIT = {
  /** What was asked holds, or was done. */
  holds: 0,
  /** It does not hold. */
  doesNotHold: 1,
  /** The config or the command line is wrong; nothing was written. */
  badInput: 2,
  /** It could not be decided. */
  undecided: 3,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A command reports how it ended by this. */
export type Done = (code: ExitCode) => void;
