import { readConfigFile } from "../lib/config/read-config-file";
import { type LoadedPlatform, loadPlatform } from "../lib/model/load-platform";
import { checkOwnCapabilities } from "../lib/policy/check-own-capabilities";
import { checkPolicies } from "../lib/policy/check-policies";
import { noteMembers } from "./note-members";
import type { Members } from "./read-members";
import { UserError } from "./user-error";

const DEFAULT_CONFIG = "platform.yaml";

/** The file that is read where --config names none. An environment variable that is empty is as good as unset. */
export function configFile(named: string | undefined): string {
  if (named === "") throw new UserError("--config names no file", "give the path of a YAML file");
  const fromEnvironment = process.env["GATEHOUSE_CONFIG"] ?? "";
  return named ?? (fromEnvironment === "" ? DEFAULT_CONFIG : fromEnvironment);
}

interface LoadOptions {
  /** Whether policies that AWS would refuse make the config invalid. @default true */
  readonly checkSizes?: boolean;
  /** Who is in which group, for the separation of duties over people. */
  readonly members?: Members;
  /** What is over by then is told, or soon will be. @default nothing is, so that the clock changes nothing */
  readonly now?: Date;
}

/** Reads and checks a config, the sizes of its policies among it. */
export async function loadConfig(
  file: string,
  { checkSizes = true, members, now }: LoadOptions = {},
): Promise<LoadedPlatform> {
  const read = await readConfigFile(file);
  if ("problem" in read) return { kind: "invalid", problems: [read.problem] };
  const loaded = await loadPlatform(file, read.bytes, {
    extraCheck: checkSizes ? checkPolicies : checkOwnCapabilities,
    members: members?.byGroup,
    now,
  });
  if (members !== undefined && loaded.kind === "valid") noteMembers(loaded.platform, members);
  return loaded;
}
