interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** A package-lock.json, as far as it is judged here. */
export interface Lockfile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

/** What would keep somebody with another registry or another platform from installing. */
export function findLockfileProblems({ packages }: Lockfile): readonly string[] {
  return Object.entries(packages).flatMap(([path, entry]) => [
    ...(/^https?:/.test(entry.resolved ?? "")
      ? [
          `${path}: "resolved" names the registry it came from; delete the line ` +
            "(.npmrc's omit-lockfile-registry-resolved leaves it out)",
        ]
      : []),
    // npm leaves out what its registry lacks, then refuses to `npm ci`: npm/cli issue 9846.
    ...Object.entries(entry.optionalDependencies ?? {})
      .filter(([name]) => findLocked(packages, path, name)?.version === undefined)
      .map(
        ([name, range]) =>
          `${path}: its optional ${name}@${range} is not in the lock file, so npm ci will fail; ` +
          "pin a version whose platform packages are all in the registry, and install again",
      ),
  ]);
}

/** Node's lookup: the package's own node_modules folder, then that of each folder above. */
function findLocked(
  packages: Lockfile["packages"],
  path: string,
  name: string,
): LockedPackage | undefined {
  const found = packages[`${path === "" ? "" : `${path}/`}node_modules/${name}`];
  if (found !== undefined || path === "") return found;
  return findLocked(packages, path.slice(0, Math.max(0, path.lastIndexOf("/node_modules/"))), name);
}
