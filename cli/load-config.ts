import { readConfigFile } from "../lib/config/read-config-file";
import { type LoadedPlatform, loadPlatform } from "../lib/model/load-platform";
import { checkPolicySizes } from "../lib/policy/check-policy-sizes";

const DEFAULT_CONFIG = "platform.yaml";

/** The file that is read where --config names none. */
export function configFile(named: string | undefined): string {
  return named ?? process.env["GATEHOUSE_CONFIG"] ?? DEFAULT_CONFIG;
}

/** Reads and checks a config, the sizes of its policies among it. */
export async function loadConfig(file: string): Promise<LoadedPlatform> {
  const read = await readConfigFile(file);
  if ("problem" in read) return { kind: "invalid", problems: [read.problem] };
  return loadPlatform(file, read.bytes, checkPolicySizes);
}
