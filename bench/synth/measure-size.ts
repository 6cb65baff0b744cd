import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { largePlatform } from "../large-platform";
import type { Measurement } from "./measurement";
import { type Written, findDifference, measureWritten, replayStack, stackNames } from "./replay";
import { type Measured, runChild } from "./run-child";
import { type Spread, spreadOf } from "./spread";

export interface SizeResult {
  readonly accounts: number;
  readonly written: Written;
  readonly check: Result;
  readonly synth: Result;
  readonly bare: Result;
}

interface Result {
  readonly seconds: Spread;
  readonly peakBytes: Spread;
}

/** Measures a platform of some number of accounts; the three kinds in turn, so that noise meets all of them. */
export function measureSize(
  accounts: number,
  runs: number,
  tell: (text: string) => void,
): SizeResult {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-bench-"));
  try {
    const config = join(folder, "platform.yaml");
    const [ours, replays, bare] = [
      join(folder, "ours"),
      join(folder, "replays"),
      join(folder, "bare"),
    ];
    writeFileSync(config, largePlatform(accounts));
    const found: Record<Measured, Measurement[]> = { check: [], synth: [], bare: [] };
    const measure = (measured: Measured, ...args: readonly string[]): void => {
      const measurement = runChild(measured, ...args);
      found[measured].push(measurement);
      tell(`${measured}, accounts ${accounts}: ${measurement.seconds.toFixed(2)} s`);
    };
    for (let run = 0; run < runs; run += 1) {
      // What an earlier run wrote would be written over, which takes another time than writing anew.
      rmSync(ours, { recursive: true, force: true });
      rmSync(bare, { recursive: true, force: true });
      measure("check", config);
      measure("synth", config, ours);
      if (run === 0) writeReplays(ours, replays);
      measure("bare", replays, bare);
    }
    const difference = findDifference(ours, bare);
    if (difference !== undefined)
      throw new Error(`the bare app writes something else: ${difference}`);
    return {
      accounts,
      written: measureWritten(ours),
      check: resultOf(found.check),
      synth: resultOf(found.synth),
      bare: resultOf(found.bare),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeReplays(outdir: string, replays: string): void {
  mkdirSync(replays);
  for (const name of stackNames(outdir)) {
    writeFileSync(join(replays, `${name}.json`), JSON.stringify(replayStack(outdir, name)));
  }
}

function resultOf(measurements: readonly Measurement[]): Result {
  return {
    seconds: spreadOf(measurements.map(({ seconds }) => seconds)),
    peakBytes: spreadOf(measurements.map(({ peakBytes }) => peakBytes)),
  };
}
