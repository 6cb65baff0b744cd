import { buildWorld, type WorldOptions } from "./build/build-world";
import { findAwsManagedPolicy } from "./aws-managed-policies";
import { readShowFiles } from "./read-show-files";
import { readOutputFolder } from "./read-output-folder";
import type { World } from "./world";
import type { WorldProblem } from "./world-problem";

/** Where the Terraform is. */
export type WorldSource =
  /** That `gatehouse synth -o FOLDER` wrote. */
  | { readonly kind: "folder"; readonly folder: string }
  /** That `terraform show -json` wrote of a plan or a state. */
  | { readonly kind: "files"; readonly files: readonly string[] };

export interface ReadWorldOptions extends Omit<WorldOptions, "findManagedPolicy"> {
  /** Documents of managed policies that Terraform doesn't make, by ARN or name; they win over those that come along. */
  readonly managedPolicies?: ReadonlyMap<string, unknown>;
}

export type ReadWorld =
  | { readonly kind: "world"; readonly world: World }
  | { readonly kind: "unreadable"; readonly problems: readonly WorldProblem[] };

/** Reads what Terraform makes of a platform. Never throws for what it finds in the files. */
export function readWorld(source: WorldSource, options: ReadWorldOptions = {}): ReadWorld {
  try {
    return readFrom(source, options);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const file = source.kind === "folder" ? source.folder : source.files.join(", ");
    const what = "something in it is nested too deeply to be Terraform's";
    return { kind: "unreadable", problems: [{ file, what, fix: "write it anew" }] };
  }
}

function readFrom(source: WorldSource, options: ReadWorldOptions): ReadWorld {
  const read =
    source.kind === "folder" ? readOutputFolder(source.folder) : readShowFiles(source.files);
  if (read.kind === "unreadable") return read;
  const { managedPolicies = new Map<string, unknown>() } = options;
  const findManagedPolicy = (arn: string) =>
    managedPolicies.get(arn) ??
    managedPolicies.get(arn.slice(arn.lastIndexOf("/") + 1)) ??
    findAwsManagedPolicy(arn);
  return { kind: "world", world: buildWorld(read.stacks, { ...options, findManagedPolicy }) };
}
