import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  /** Its place in the tree, such as `node_modules/cdktf/node_modules/jsonify`. */
  readonly path: string;
  readonly licence: string | undefined;
  /** The places of the packages that ask for it; the project itself is "package.json". */
  readonly requiredBy: readonly string[];
}

interface Manifest {
  readonly version?: string;
  readonly license?: unknown;
  readonly licenses?: unknown;
  readonly link?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** Every package that `root`'s lock file names, those for other platforms included. */
export function installedPackages(root: string): readonly InstalledPackage[] {
  const { packages } = readJson(join(root, "package-lock.json")) as {
    packages: Readonly<Record<string, Manifest>>;
  };
  const requiredBy = dependents(packages);
  return Object.entries(packages)
    .filter(([path, entry]) => path !== "" && entry.link !== true)
    .map(([path, entry]) => {
      const name = nameOf(path);
      return {
        name,
        version: entry.version ?? "unknown",
        path,
        licence: licenceField(entry) ?? licenceOnDisk(join(root, path)),
        requiredBy: requiredBy.get(name) ?? [],
      };
    });
}

/** The licence as one expression. Alternatives in the old `licenses` array are a choice (OR). */
export function licenceField(manifest: Manifest): string | undefined {
  const { license, licenses } = manifest;
  if (license !== undefined) return licenceName(license);
  if (!Array.isArray(licenses)) return undefined;
  const names = licenses.map(licenceName).filter((name) => name !== undefined);
  return names.length === 0 ? undefined : names.map((name) => `(${name})`).join(" OR ");
}

function licenceName(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null || !("type" in value)) return undefined;
  return typeof value.type === "string" ? value.type : undefined;
}

function licenceOnDisk(folder: string): string | undefined {
  const file = join(folder, "package.json");
  return existsSync(file) ? licenceField(readJson(file) as Manifest) : undefined;
}

function dependents(packages: Readonly<Record<string, Manifest>>): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [path, entry] of Object.entries(packages)) {
    const wanted = {
      ...entry.dependencies,
      ...entry.devDependencies,
      ...entry.optionalDependencies,
      ...entry.peerDependencies,
    };
    for (const name of Object.keys(wanted)) {
      found.set(name, [...(found.get(name) ?? []), path === "" ? "package.json" : path]);
    }
  }
  return found;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, "utf8"));
}
