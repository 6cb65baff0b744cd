import type { ConfigPath } from "../../config/config-path";
import type { Finding } from "../../config/problem";
import type { PlatformConfig } from "../../config/schema/platform";
import type { Platform } from "../platform";

export interface CheckInput {
  readonly config: PlatformConfig;
  readonly platform: Platform;
  /** Parts of the file that are wrong in themselves, already reported and left out of `config`. */
  readonly dropped: readonly ConfigPath[];
  /** The names in each section of the file, those of dropped entries too: a name that is there isn't unknown. */
  readonly namesIn: (
    section:
      "accounts" | "capabilities" | "pipelines" | "personas" | "executionProfiles" | "connections",
  ) => readonly string[];
  /** Who is in which group by an export of the directory: nameKey of the group → user names. */
  readonly members?: ReadonlyMap<string, readonly string[]>;
  /** When it is checked, where that may matter: what is written must not depend on it. */
  readonly now?: Date;
}

/** One rule about the platform as a whole. Pure; finds all breaches of it. */
export type Check = (input: CheckInput) => Finding[] | Promise<Finding[]>;

/** Whether something was left out at or below a place, so that "it is missing" may not be true. */
export function droppedAt(input: CheckInput, path: ConfigPath): boolean {
  return input.dropped.some((cut) =>
    path.every((part, index) => cut[index] === part || index >= cut.length),
  );
}

/** Whether something was left out of these sections, so that "nothing matches" may not be true. */
export function droppedFrom(input: CheckInput, ...sections: readonly string[]): boolean {
  return input.dropped.some((path) => sections.includes(String(path[0])));
}
