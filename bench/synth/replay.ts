import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** One synthesised stack as plain data: what it takes to write the same stack again with nothing but CDKTF. */
export interface StackReplay {
  readonly name: string;
  readonly statePath: string;
  readonly requiredProviders: unknown;
  readonly requiredVersion: unknown;
  readonly providers: readonly Arguments[];
  readonly elements: readonly ElementReplay[];
}

/** A resource or data source: its construct's module in the provider package, and what to construct it with. */
export interface ElementReplay {
  readonly module: string;
  readonly type: string;
  readonly id: string;
  readonly config: Arguments;
}

export type Arguments = Readonly<Record<string, unknown>>;

export interface Written {
  readonly stacks: number;
  /** Resources and data sources. */
  readonly resources: number;
  readonly bytes: number;
}

interface TerraformJson {
  readonly provider: { readonly aws: readonly Arguments[] };
  readonly terraform: {
    readonly backend: { readonly local: { readonly path: string } };
    readonly required_providers: unknown;
    readonly required_version: unknown;
  };
  readonly resource?: Blocks;
  readonly data?: Blocks;
}
type Blocks = Readonly<Record<string, Readonly<Record<string, Arguments>>>>;

/** The stacks of an output folder, by name. */
export function stackNames(outdir: string): string[] {
  return readdirSync(join(outdir, "stacks")).sort();
}

function stackFile(outdir: string, stack: string): string {
  return join(outdir, "stacks", stack, "cdk.tf.json");
}

export function measureWritten(outdir: string): Written {
  const files = stackNames(outdir).map((stack) => stackFile(outdir, stack));
  const sizes = [...files, join(outdir, "manifest.json")].map((file) => statSync(file).size);
  return {
    stacks: files.length,
    resources: files.reduce((sum, file) => sum + countElements(readStack(file)), 0),
    bytes: sizes.reduce((sum, size) => sum + size, 0),
  };
}

function countElements({ resource = {}, data = {} }: TerraformJson): number {
  const blocks = [...Object.values(resource), ...Object.values(data)];
  return blocks.reduce((sum, ofType) => sum + Object.keys(ofType).length, 0);
}

/** Turns Terraform's names back into those of the constructs' props. */
export function replayStack(outdir: string, name: string): StackReplay {
  const stack = readStack(stackFile(outdir, name));
  const { backend, required_providers, required_version } = stack.terraform;
  return {
    name,
    statePath: backend.local.path,
    requiredProviders: required_providers,
    requiredVersion: required_version,
    providers: stack.provider.aws.map(toProps),
    elements: [...replayBlocks(stack.data, "data-aws-"), ...replayBlocks(stack.resource, "")],
  };
}

function replayBlocks(blocks: Blocks = {}, prefix: string): ElementReplay[] {
  return Object.entries(blocks).flatMap(([type, elements]) =>
    Object.entries(elements).map(([id, attributes]) => ({
      module: `${prefix}${type.replace(/^aws_/, "").replaceAll("_", "-")}`,
      type,
      id,
      config: toProps(attributes),
    })),
  );
}

/** Their keys are the user's own. */
const MAPS = new Set(["tags", "configuration"]);

function toProps(attributes: Arguments): Arguments {
  return Object.fromEntries(
    Object.entries(attributes)
      .filter(([key]) => key !== "//")
      .map(([key, value]) => [camelCase(key), MAPS.has(key) ? value : toPropValue(value)]),
  );
}

function toPropValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toPropValue);
  return typeof value === "object" && value !== null ? toProps(value as Arguments) : value;
}

function camelCase(key: string): string {
  return key.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function readStack(file: string): TerraformJson {
  return JSON.parse(readFileSync(file, "utf8")) as TerraformJson;
}

/** The first stack that differs in more than CDKTF's own metadata, which tells construct paths. */
export function findDifference(left: string, right: string): string | undefined {
  const names = stackNames(left);
  if (names.join() !== stackNames(right).join()) return "the stacks themselves";
  return names.find((name) => content(stackFile(left, name)) !== content(stackFile(right, name)));
}

function content(file: string): string {
  return JSON.stringify(readStack(file), (key, value: unknown) =>
    key === "//" ? undefined : value,
  );
}
