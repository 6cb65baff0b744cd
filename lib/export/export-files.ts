import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Platform } from "../model/platform";
import type { GeneratedStack } from "../promotion/generated";
import { exportReadme } from "./export-readme";
import { terraformText } from "./terraform-text";

interface ExportProps {
  readonly platform: Platform;
  /** As they were generated, sorted. */
  readonly stacks: readonly (GeneratedStack & { readonly accountId: string })[];
}

const GENERATED = "cdk.tf.json";
const EXPORTED = "main.tf.json";

/**
 * All files of an export by path. With the manifest, which has what CDKTF's has, whoever reads a folder of `synth` can
 * read an export: `gatehouse promote --from`, or scripts that loop over stacks.
 */
export function exportFiles({ platform, stacks }: ExportProps): ReadonlyMap<string, string> {
  const entries = stacks.map(({ name, dependencies }) => {
    const workingDirectory = `stacks/${name}`;
    const synthesizedStackPath = `${workingDirectory}/${EXPORTED}`;
    return [name, { dependencies, name, synthesizedStackPath, workingDirectory }] as const;
  });
  const manifest = { stacks: Object.fromEntries(entries) };
  return new Map([
    [".gitignore", ".terraform/\n*.tfstate\n*.tfstate.*\n"],
    ["README.md", exportReadme(platform, stacks)],
    ...stacks.map(({ name, folder }): [string, string] => [
      `stacks/${name}/${EXPORTED}`,
      terraformText(readFileSync(join(folder, GENERATED), "utf8")),
    ]),
    ["manifest.json", `${JSON.stringify(manifest, null, 2)}\n`],
  ]);
}

/** Stacks that keep their state in files. */
export function withLocalState(files: ReadonlyMap<string, string>): string[] {
  return [...files].flatMap(([path, text]) => {
    const stack = /^stacks\/([^/]+)\/main\.tf\.json$/.exec(path)?.[1];
    if (stack === undefined) return [];
    const { terraform } = JSON.parse(text) as { terraform?: { backend?: { local?: unknown } } };
    return terraform?.backend?.local === undefined ? [] : [stack];
  });
}
