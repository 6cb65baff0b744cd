import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Ask, createAsk } from "../lib/access/world/ask";
import { readWorld, type WorldSource } from "../lib/access/world/read-world";
import type { World } from "../lib/access/world/world";
import type { LoadedPlatform } from "../lib/model/load-platform";
import type { Platform } from "../lib/model/platform";
import { configFile, loadConfig } from "./load-config";
import { UserError, writeError } from "./user-error";

type Valid = Extract<LoadedPlatform, { kind: "valid" }>;

/** The config, and what Terraform makes of it. */
export type LoadedWorld =
  | (Valid & { readonly world: World; readonly ask: Ask })
  | Extract<LoadedPlatform, { kind: "invalid" }>;

/** For every command that looks at a world. */
export const FROM_OPTION = [
  "--from <path...>",
  "what to look at: a folder that synth wrote, or files of terraform show -json; by default what the config comes to now",
] as const;

interface LoadWorldOptions {
  readonly config?: string;
  /** Folders that `synth` wrote, or files of `terraform show -json`. @default what the config comes to now */
  readonly from?: readonly string[];
}

/** Reads the config and the Terraform that it comes to, or Terraform from elsewhere. */
export async function loadWorld({ config, from = [] }: LoadWorldOptions): Promise<LoadedWorld> {
  const sources = sourceOf(from);
  const loaded = await loadConfig(configFile(config));
  if (loaded.kind === "invalid") return loaded;
  const world = sources === undefined ? synthesized(loaded.platform) : readTerraform(sources);
  return { ...loaded, world, ask: createAsk(world) };
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
  if (stats !== undefined) return stats.isDirectory();
  throw new UserError(
    path === "" ? "--from names nothing" : `--from names ${path}, and there is no such file`,
    "give a folder that `gatehouse synth -o FOLDER` wrote, or files of `terraform show -json`",
  );
}

type Synthesize = typeof import("../stacks/synthesize");

/** What the config comes to now, in a folder that nobody sees. */
function synthesized(platform: Platform): World {
  const { synthesize } = require("../stacks/synthesize") as Synthesize;
  const folder = temporaryFolder();
  try {
    synthesize(platform, join(folder, "out"));
    return readTerraform({ kind: "folder", folder: join(folder, "out") });
  } catch (error) {
    if (error instanceof Error && "syscall" in error) throw writeError(folder, error);
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function temporaryFolder(): string {
  try {
    return mkdtempSync(join(tmpdir(), "gatehouse-world-"));
  } catch (error) {
    throw writeError(tmpdir(), error);
  }
}

/** @throws UserError where it can't be read */
export function readTerraform(source: WorldSource): World {
  const found = readWorld(source);
  if (found.kind === "world") return found.world;
  const [first, ...others] = found.problems;
  const more = others.length === 0 ? "" : `, and ${others.length} more like this`;
  throw new UserError(
    `${first?.file ?? "the Terraform"}: ${first?.what ?? "it can't be read"}${more}`,
    first?.fix ?? "write it anew with `gatehouse synth`",
  );
}
