import { parseArgs } from "node:util";

export interface DemoArguments {
  /** The emulator and the stacks' folders stay, until a Ctrl-C. */
  readonly keep: boolean;
  /** At the end all is destroyed, and what is left told. */
  readonly destroy: boolean;
  readonly help: boolean;
}

export const USAGE = `usage: npm run demo -- [--keep | --destroy]

Applies the shipped platform, all of it, with the real Terraform and AWS provider to an AWS that is emulated here.

  --keep     leave the emulator running to look around, until Ctrl-C
  --destroy  destroy everything at the end, and check that nothing is left

Exit codes: 0 applied, and nothing left to do; 1 not so; 2 something that it needs is missing, or bad arguments.`;

/** @returns what is wrong with them instead, in words */
export function readArguments(args: readonly string[]): DemoArguments | string {
  const flag = { type: "boolean", default: false } as const;
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { keep: flag, destroy: flag, help: { ...flag, short: "h" } },
    });
    return values.keep && values.destroy
      ? "--keep and --destroy exclude each other: what is destroyed can't be looked at"
      : values;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
