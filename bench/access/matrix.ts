import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { computeMatrix } from "../../lib/access/matrix/compute-matrix";
import { prove } from "../../lib/access/prove/prove";
import { createAsk } from "../../lib/access/world/ask";
import { readWorld } from "../../lib/access/world/read-world";
import { loadPlatform } from "../../lib/model/load-platform";
import { checkPolicies } from "../../lib/policy/check-policies";
import { synthesize } from "../../stacks/synthesize";
import type { Bench } from "../bench";
import { sharedPersonasPlatform } from "./shared-personas-platform";

const SIZES = [10, 100, 1_000] as const;
/** Of the largest: the matrix, with the reading of the Terraform that it is decided from. */
const GOAL = { seconds: 10, megabytes: 1_024 } as const;

/** The whole matrix, and the proof, of platforms of several sizes. */
async function measure(args: readonly string[]): Promise<number> {
  const sizes = args.length === 0 ? SIZES : args.map(Number);
  if (sizes.some((size) => !Number.isInteger(size) || size < 1)) {
    console.error("give numbers of accounts, such as 10 100");
    return 2;
  }
  console.log(
    ROW(["accounts", "pipelines", "cells", "decisions", "read", "matrix", "memory", "proof"]),
  );
  let holds = true;
  for (const size of sizes) holds = (await measureOne(size)) && holds;
  return holds ? 0 : 1;
}

async function measureOne(accounts: number): Promise<boolean> {
  const text = sharedPersonasPlatform(accounts);
  const loaded = await loadPlatform("platform.yaml", Buffer.from(text), {
    extraCheck: checkPolicies,
  });
  if (loaded.kind === "invalid") throw new Error(loaded.problems[0]?.message);
  const { platform } = loaded;
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-bench-"));
  try {
    synthesize(platform, folder);
    globalThis.gc?.();
    const before = process.memoryUsage().rss;
    const start = performance.now();
    const found = readWorld({ kind: "folder", folder });
    if (found.kind === "unreadable") throw new Error(found.problems[0]?.what);
    const { world } = found;
    const ask = createAsk(world);
    const read = performance.now();
    const matrix = computeMatrix({ platform, world, ask });
    const end = performance.now();
    const megabytes = (process.memoryUsage().rss - before) / 1_048_576;
    const proof = await prove({ platform, world, ask });
    const proved = performance.now();
    const seconds = (end - start) / 1_000;
    const open = proof.checks.reduce((sum, { findings }) => sum + findings.length, 0);
    console.log(
      ROW([
        accounts.toLocaleString("en"),
        String(platform.pipelines.length),
        matrix.cells.length.toLocaleString("en"),
        matrix.decisions.toLocaleString("en"),
        inSeconds(read - start),
        inSeconds(end - read),
        `${megabytes.toFixed(0)} MB`,
        `${inSeconds(proved - end)}${open === 0 ? "" : `, ${open} findings`}`,
      ]),
    );
    const isLargest = accounts >= Math.max(...SIZES);
    return !isLargest || (seconds < GOAL.seconds && megabytes < GOAL.megabytes);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function inSeconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(2)} s`;
}

const ROW = (cells: readonly string[]) => cells.map((cell) => cell.padStart(11)).join("");

export const accessBench: Bench = {
  summary: "the access matrix and the proof, of 10, 100 and 1,000 accounts",
  help: `Numbers of accounts; by default ${SIZES.join(", ")}. Goal at 1,000 accounts: Terraform read and matrix decided in under ${GOAL.seconds} s and ${GOAL.megabytes} MB.`,
  run: measure,
};
