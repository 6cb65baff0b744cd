import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join, sep } from "node:path";

type Environment = Readonly<Record<string, string | undefined>>;

const REGISTRY = "registry.terraform.io";
const SEARCH_DEPTH = 3;

/** The folder to name as a filesystem mirror: the one that holds the registry's AWS provider. */
export function findProviderMirror(env: Environment = process.env): string | undefined {
  const named = env.GATEHOUSE_PROVIDER_MIRROR;
  if (named !== undefined && named !== "") return holdsAwsProvider(named) ? named : undefined;
  const implied = implicitMirrors(env).find(holdsAwsProvider);
  if (implied !== undefined) return implied;
  for (const root of searchRoots()) {
    const found = search(root, SEARCH_DEPTH);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** https://developer.hashicorp.com/terraform/cli/config/config-file#implied-local-mirror-directories */
function implicitMirrors(env: Environment): readonly string[] {
  const home = homedir();
  const dataFolders = [
    env.XDG_DATA_HOME ?? join(home, ".local", "share"),
    ...(env.XDG_DATA_DIRS ?? "").split(delimiter).filter((folder) => folder !== ""),
    join(sep, "usr", "local", "share"),
    join(sep, "usr", "share"),
  ];
  return [
    join(home, ".terraform.d", "plugins"),
    join(home, "Library", "Application Support", "io.terraform", "plugins"),
    ...dataFolders.map((folder) => join(folder, "terraform", "plugins")),
  ];
}

function searchRoots(): readonly string[] {
  const system = [["opt"], ["usr", "local"], ["usr", "share"], ["var", "lib"]];
  return [...system.map((parts) => join(sep, ...parts)), homedir()];
}

function search(folder: string, depth: number): string | undefined {
  if (holdsAwsProvider(folder)) return folder;
  if (depth <= 1) return undefined;
  for (const name of subfolders(folder)) {
    if (name === "node_modules" || name === ".git") continue;
    const found = search(join(folder, name), depth - 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function holdsAwsProvider(folder: string): boolean {
  const provider = join(folder, REGISTRY, "hashicorp", "aws");
  return existsSync(provider) && subfolders(provider).length > 0;
}

function subfolders(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort();
  } catch {
    // A folder that cannot be read holds no mirror for us.
    return [];
  }
}
