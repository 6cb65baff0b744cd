import { loadValid } from "./load-valid";
import { report } from "./measurement";

/** Child process: checks a config. */
async function measureCheck([config = ""]: readonly string[]): Promise<void> {
  const begun = performance.now();
  await loadValid(config);
  report((performance.now() - begun) / 1_000);
}

void measureCheck(process.argv.slice(2));
