import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { z } from "zod";
import { printable } from "../config/preview";
import { byName, sorted } from "../model/order";
import { digest, type Digest, digestOfFiles } from "./digest";
import { Refusal } from "./refusal";
import type { StackEntry } from "./waves";

/** A stack's generated Terraform, in its folder. */
export interface GeneratedStack extends StackEntry {
  /** Absolute. */
  readonly folder: string;
}

const MANIFEST = z.object({
  stacks: z.record(
    z.string(),
    z.object({
      name: z.string().regex(/^[\w.-]+$/),
      workingDirectory: z.string(),
      dependencies: z.array(z.string()).default([]),
    }),
  ),
});

/** The stacks of a folder that `synth` wrote, sorted. @throws Refusal where it holds none */
export function readGenerated(folder: string): GeneratedStack[] {
  const file = join(folder, "manifest.json");
  const fix = "write it with `gatehouse synth`";
  if (!existsSync(file)) throw new Refusal(`there is no ${file}`, fix);
  const parsed = MANIFEST.safeParse(parse(file, fix));
  if (!parsed.success) throw new Refusal(`${file} is no manifest of stacks`, fix);
  return byName(
    Object.values(parsed.data.stacks).map(({ name, workingDirectory, dependencies }) => ({
      name,
      folder: within(folder, workingDirectory),
      dependencies: sorted(dependencies),
    })),
  );
}

function parse(file: string, fix: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as unknown;
  } catch {
    throw new Refusal(`${file} can't be read as JSON`, fix);
  }
}

function within(folder: string, workingDirectory: string): string {
  const found = resolve(folder, workingDirectory);
  if (found.startsWith(resolve(folder) + sep)) return found;
  throw new Refusal(
    `the manifest in ${folder} leads out of it: ${printable(workingDirectory)}`,
    "write it with `gatehouse synth`",
  );
}

export const PROVIDER_LOCK = ".terraform.lock.hcl";

/** What Terraform keeps beside a stack, and what only CDKTF reads. */
const NO_INPUT = /^(\.terraform(\/|$)|\.terraform\.lock\.hcl$|metadata\.json$)|\.tfstate(\..*)?$/;

/** All that Terraform reads of a stack but its state and providers. */
export function inputsDigest({ folder, name }: Pick<GeneratedStack, "folder" | "name">): Digest {
  if (!existsSync(folder))
    throw new Refusal(`stack ${name} has no folder ${folder}`, "write it with `gatehouse synth`");
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [relative(folder, path).split(sep).join("/"), path] as const)
    .filter(([path]) => !NO_INPUT.test(path));
  return digestOfFiles(new Map(files.map(([path, file]) => [path, readFileSync(file)])));
}

/** Which providers were chosen; undefined where the stack needs none. */
export function lockDigest({ folder }: Pick<GeneratedStack, "folder">): Digest | undefined {
  const file = join(folder, PROVIDER_LOCK);
  return existsSync(file) ? digest(readFileSync(file)) : undefined;
}
