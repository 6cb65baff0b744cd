import type { WorldProblem } from "./world-problem";

type ReadJson =
  | { readonly kind: "json"; readonly content: unknown }
  | { readonly kind: "problem"; readonly problem: WorldProblem };

/** Reads a JSON file; whatever is wrong with it comes back as a problem under the name that people know it by. */
export function readJson(
  path: string,
  file: string,
  fix: string,
  read: (path: string, encoding: "utf8") => string,
): ReadJson {
  let text: string;
  try {
    text = read(path, "utf8");
  } catch (error) {
    return { kind: "problem", problem: { file, what: reasonOf(error), fix } };
  }
  try {
    return { kind: "json", content: JSON.parse(text) as unknown };
  } catch {
    const what = text.trim() === "" ? "it is empty" : "it is not JSON, or only half of it";
    return { kind: "problem", problem: { file, what, fix } };
  }
}

function reasonOf(error: unknown): string {
  const code = (error as { readonly code?: unknown }).code;
  if (code === "ENOENT" || code === "ENOTDIR") return "it doesn't exist";
  if (code === "EISDIR") return "it is a folder";
  return `it can't be read (${typeof code === "string" ? code : "unknown reason"})`;
}
