import { execFileSync } from "node:child_process";
import type { Measurement } from "./measurement";

/** Each measurement has a process of its own: compiled code and a heap that an earlier one left would flatter it. */
const SCRIPTS = {
  check: require.resolve("./measure-check"),
  synth: require.resolve("./measure-synth"),
  bare: require.resolve("./measure-bare"),
} as const;

export type Measured = keyof typeof SCRIPTS;

/**
 * Runs a measurement in a fresh process, loaded as the gatehouse command loads itself.
 *
 * On Linux a child's peak memory is never below its parent's at the time it was started, so this process must stay
 * small: it loads neither CDKTF nor the config. https://man7.org/linux/man-pages/man2/getrusage.2.html
 */
export function runChild(measured: Measured, ...args: readonly string[]): Measurement {
  const output = execFileSync(
    process.execPath,
    ["--require", "tsx/cjs", SCRIPTS[measured], ...args],
    { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] },
  );
  return JSON.parse(output) as Measurement;
}
