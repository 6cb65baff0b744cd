import { suggest } from "../lib/config/near-miss";
import { accessBench } from "./access/matrix";
import { applyBench } from "./apply/apply-bench";
import { decideBench } from "./access/decide";
import type { Bench } from "./bench";
import { synthBench } from "./synth/synth-bench";

const BENCHES: Readonly<Record<string, Bench>> = {
  synth: synthBench,
  decide: decideBench,
  access: accessBench,
  apply: applyBench,
};

async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === "--help" || name === "-h") {
    console.log(usage());
    return name === undefined ? 2 : 0;
  }
  const bench = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
  if (bench === undefined) {
    console.error(`there is no bench "${name}"\n  fix: ${suggest(name, Object.keys(BENCHES))}`);
    return 2;
  }
  if (args.includes("--help") || args.includes("-h")) {
    console.log(`usage: npm run bench -- ${name} [options]\n\n${bench.summary}\n\n${bench.help}`);
    return 0;
  }
  return bench.run(args);
}

function usage(): string {
  const benches = Object.entries(BENCHES).map(([name, { summary }]) => `  ${name}  ${summary}`);
  return [
    "usage: npm run bench -- <bench> [options]",
    "",
    ...benches,
    "",
    "<bench> --help shows a bench's options.",
    "Exit codes: 0 its goals hold, 1 one does not, 2 bad input.",
  ].join("\n");
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
