import { existsSync, realpathSync } from "node:fs";
import { dirname, isAbsolute, join, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * A file as code scanning finds it: relative to the root of the repository that `folder` is in, or to `folder` where
 * there is none, with links resolved. A file outside has an absolute URI.
 * https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning#specifying-the-root-for-source-files
 */
export function repositoryUri(file: string, folder: string): string {
  const target = realpathSync(file);
  const path = relative(rootOf(realpathSync(folder)), target);
  if (isAbsolute(path) || path.split(sep)[0] === "..") return pathToFileURL(target).href;
  return path.split(sep).map(encodeURIComponent).join("/");
}

function rootOf(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, ".git"))) return at;
    if (at === dirname(at)) return folder;
  }
}
