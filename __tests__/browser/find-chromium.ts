import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The browser to test in. A missing one is a failure: a page that nobody opened isn't tested. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string {
  const named = env["CHROMIUM_PATH"] ?? "";
  const folders = (env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const candidates =
    named === "" ? folders.flatMap((folder) => NAMES.map((name) => join(folder, name))) : [named];
  const found = candidates.find(isExecutable);
  if (found !== undefined) return found;
  throw new Error(
    `no Chromium: ${named === "" ? `none of ${NAMES.join(", ")} is on the PATH` : `CHROMIUM_PATH names ${named}, which can't be run`}. Install one (Debian: apt-get install chromium) or set CHROMIUM_PATH.`,
  );
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
