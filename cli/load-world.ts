import { statSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { type Ask, createAsk } from "../lib/access/world/ask";
import { readWorld, type ReadWorldOptions, type WorldSource } from "../lib/access/world/read-world";
import type { World } from "../lib/access/world/world";
import type { LoadedPlatform } from "../lib/model/load-platform";
import type { Platform } from "../lib/model/platform";
import { accountsOf, placeOrganization } from "./given/place-organization";
import { readManagedPolicies } from "./given/read-managed-policies";
import { readOrganization } from "./given/read-organization";
import { inTemporaryFolder } from "./in-temporary-folder";
import { configFile, loadConfig } from "./load-config";
import { readMembers } from "./read-members";
import { UserError } from "./user-error";
import { withMembers } from "./with-members";
import { writeStacks } from "./write-stacks";

type Valid = Extract<LoadedPlatform, { kind: "valid" }>;

/** The config, and what Terraform makes of it. */
export type LoadedWorld =
  | (Valid & { readonly world: World; readonly ask: Ask })
  | Extract<LoadedPlatform, { kind: "invalid" }>;

/** What every command that looks at a world is told about it. */
export interface WorldChoice {
  readonly config?: string;
  /** Folders that `synth` wrote, or files of `terraform show -json`. @default what the config comes to now */
  readonly from?: readonly string[];
  /** A file that says which SCPs and RCPs are attached where. */
  readonly organization?: string;
  /** Files and folders of managed policies that Terraform doesn't make. */
  readonly managedPolicies?: readonly string[];
  /** A file that says who is in which group. */
  readonly members?: string;
}

/** Gives a command the options of {@link WorldChoice} but `--members`, which only some can use. */
export function addWorldOptions(command: Command): Command {
  return command
    .option("-c, --config <file>", "the config file")
    .option(
      "--from <path...>",
      "what to look at: a folder that synth wrote, or files of terraform show -json; by default what the config comes to now",
    )
    .option(
      "--organization <file>",
      "the SCPs and RCPs that AWS Organizations attaches, as YAML or JSON",
    )
    .option(
      "--managed-policies <path...>",
      "documents of managed policies that Terraform doesn't make: JSON files or folders of them",
    );
}

/** Reads the config and the Terraform that it comes to, or Terraform from elsewhere. */
export async function loadWorld(choice: WorldChoice): Promise<LoadedWorld> {
  const { config, from = [], organization, managedPolicies } = choice;
  const sources = sourceOf(from);
  const members = readMembers(choice.members);
  const documents =
    managedPolicies === undefined ? undefined : readManagedPolicies(managedPolicies);
  const loaded = await loadConfig(configFile(config), { members });
  if (loaded.kind === "invalid") return loaded;
  const { platform } = loaded;
  const options: ReadWorldOptions = {
    ...(documents === undefined ? {} : { managedPolicies: documents }),
    ...(organization === undefined
      ? {}
      : { organizationPolicies: limitsIn(organization, platform) }),
  };
  const world =
    sources === undefined ? synthesized(platform, options) : readTerraform(sources, options);
  return {
    ...loaded,
    platform: members === undefined ? platform : withMembers(platform, members),
    world,
    ask: createAsk(world),
  };
}

function limitsIn(file: string, platform: Platform) {
  const accounts = new Map(accountsOf(platform).map(({ name, id }) => [name, id]));
  return placeOrganization(readOrganization(file, { accounts }), platform);
}

/** Looked at first: a path that is not there needs no config to be seen. */
function sourceOf(from: readonly string[]): WorldSource | undefined {
  const [first, ...others] = from;
  if (first === undefined) return undefined;
  const folders = from.filter(isFolder);
  if (folders.length === 0) return { kind: "files", files: from };
  if (others.length === 0) return { kind: "folder", folder: first };
  throw new UserError(
    `--from names ${folders[0] ?? first}, a folder, beside something else`,
    "give one folder that `gatehouse synth -o FOLDER` wrote, or files of `terraform show -json`",
  );
}

function isFolder(path: string): boolean {
  const stats = path === "" ? undefined : statSync(path, { throwIfNoEntry: false });
  // Reading a device or a pipe might never end.
  if (stats !== undefined && (stats.isFile() || stats.isDirectory())) return stats.isDirectory();
  if (stats !== undefined)
    throw new UserError(
      `--from names ${path}, which is no regular file`,
      "save what `terraform show -json` prints in a file, and give that",
    );
  throw new UserError(
    path === "" ? "--from names nothing" : `--from names ${path}, and there is no such file`,
    "give a folder that `gatehouse synth -o FOLDER` wrote, or files of `terraform show -json`",
  );
}

/** What the config comes to now. */
function synthesized(platform: Platform, options: ReadWorldOptions): World {
  return inTemporaryFolder((folder) => {
    writeStacks(platform, join(folder, "out"));
    return readTerraform({ kind: "folder", folder: join(folder, "out") }, options);
  });
}

/** @throws UserError where it can't be read */
export function readTerraform(source: WorldSource, options?: ReadWorldOptions): World {
  const found = readWorld(source, options);
  if (found.kind === "world") return found.world;
  const [first, ...others] = found.problems;
  const more = others.length === 0 ? "" : `, and ${others.length} more like this`;
  throw new UserError(
    `${first?.file ?? "the Terraform"}: ${first?.what ?? "it can't be read"}${more}`,
    first?.fix ?? "write it anew with `gatehouse synth`",
  );
}
