import { EXCEPTIONS } from "./exceptions";
import type { InstalledPackage } from "./installed-packages";
import { judgeLicence } from "./judge-licence";

/** One line for each package that may not be used, and for each exception nothing needs. */
export function checkLicences(
  packages: readonly InstalledPackage[],
  exceptions: Readonly<Record<string, string>> = EXCEPTIONS,
): readonly string[] {
  const rejected: string[] = [];
  const unneeded = new Set(Object.keys(exceptions));
  for (const entry of packages) {
    const verdict = judgeLicence(entry.licence);
    if (verdict.kind === "allowed") continue;
    const id = `${entry.name}@${entry.version}`;
    if (id in exceptions) unneeded.delete(id);
    else rejected.push(`${id} ${verdict.reason} (${entry.path}, ${wantedBy(entry)})`);
  }
  return [
    ...rejected,
    ...[...unneeded].map((id) => `exception for ${id} is no longer needed: remove it`),
  ];
}

function wantedBy({ requiredBy }: InstalledPackage): string {
  const [first = "nothing in the lock file", ...others] = requiredBy;
  return `wanted by ${first}${others.length === 0 ? "" : ` and ${others.length} more`}`;
}
