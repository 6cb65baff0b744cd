import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { withoutCreationStacks } from "../../stacks/without-creation-stacks";
import { BareApp } from "./bare-app";
import { report } from "./measurement";
import type { StackReplay } from "./replay";

/**
 * Child process: writes the same stacks by the bare app. Each is read, untimed, right before it is constructed, so that
 * the reading needs no memory worth mention.
 */
function measureBare([replays = "", outdir = ""]: readonly string[]): void {
  const app = new BareApp(outdir);
  const files = readdirSync(replays).sort();
  let milliseconds = 0;
  const time = (work: () => void): void => {
    const begun = performance.now();
    withoutCreationStacks(work);
    milliseconds += performance.now() - begun;
  };
  for (const file of files) {
    const stack = JSON.parse(readFileSync(join(replays, file), "utf8")) as StackReplay;
    app.prepare(stack);
    time(() => app.add(stack));
  }
  time(() => app.synth());
  report(milliseconds / 1_000);
}

measureBare(process.argv.slice(2));
