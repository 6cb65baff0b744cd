import { readFileSync } from "node:fs";
import { loadPlatform } from "../../lib/model/load-platform";
import type { Platform } from "../../lib/model/platform";
import { checkPolicySizes } from "../../lib/policy/check-policy-sizes";

/** Reads and checks a config as `gatehouse validate` does. */
export async function loadValid(file: string): Promise<Platform> {
  const loaded = await loadPlatform(file, readFileSync(file), { extraCheck: checkPolicySizes });
  if (loaded.kind === "valid") return loaded.platform;
  const problems = loaded.problems.map(({ at, code, message }) => `${at} ${code}: ${message}`);
  throw new Error(`the generated platform is not valid:\n${problems.slice(0, 10).join("\n")}`);
}
