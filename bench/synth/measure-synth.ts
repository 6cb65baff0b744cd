import { synthesize } from "../../stacks/synthesize";
import { loadValid } from "./load-valid";
import { report } from "./measurement";

/** Child process: writes a platform's stacks. The config is checked first, as `gatehouse synth` does, untimed. */
async function measureSynth([config = "", outdir = ""]: readonly string[]): Promise<void> {
  const platform = await loadValid(config);
  const begun = performance.now();
  synthesize(platform, outdir);
  report((performance.now() - begun) / 1_000);
}

void measureSynth(process.argv.slice(2));
