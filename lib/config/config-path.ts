import { printable } from "./preview";

/** Where a value sits in the config: map keys and list indexes from the root. */
export type ConfigPath = readonly (string | number)[];

/** `["pipelines", "web", "stages", 2]` → `pipelines.web.stages[2]`; keys that are no plain words are quoted. */
export function formatPath(path: ConfigPath): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === "number") return `${text}[${part}]`;
    if (!/^[\w-]+$/.test(part)) return `${text}[${printable(JSON.stringify(part))}]`;
    return text === "" ? part : `${text}.${part}`;
  }, "");
}
