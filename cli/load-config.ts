import { readConfigFile } from "../lib/config/read-config-file";
import { type LoadedPlatform, loadPlatform } from "../lib/model/load-platform";
import { checkPolicySizes } from "../lib/policy/check-policy-sizes";
import { UserError } from "./user-error";

const DEFAULT_CONFIG = "platform.yaml";

/** The file that is read where --config names none. An environment variable that is empty is as good as unset. */
export function configFile(named: string | undefined): string {
  if (named === "") throw new UserError("--config names no file", "give the path of a YAML file");
  const fromEnvironment = process.env["GATEHOUSE_CONFIG"] ?? "";
  return named ?? (fromEnvironment === "" ? DEFAULT_CONFIG : fromEnvironment);
}

/** Reads and checks a config, the sizes of its policies among it. */
export async function loadConfig(file: string): Promise<LoadedPlatform> {
  const read = await readConfigFile(file);
  if ("problem" in read) return { kind: "invalid", problems: [read.problem] };
  return loadPlatform(file, read.bytes, checkPolicySizes);
}
