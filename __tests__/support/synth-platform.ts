import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadPlatform } from "../../lib/model/load-platform";
import type { Platform } from "../../lib/model/platform";
import { checkPolicies } from "../../lib/policy/check-policies";
import { synthesize } from "../../stacks/synthesize";

export const ROOT = join(__dirname, "..", "..");
export const SHIPPED = join(ROOT, "platform.yaml");
export const STARTUP = join(ROOT, "examples", "startup", "platform.yaml");
export const WITHOUT_IDENTITY_CENTER = join(ROOT, "examples/without-identity-center/platform.yaml");
export const GOLDEN = join(ROOT, "__tests__", "golden", "platform.yaml");

export type Arguments = Readonly<Record<string, unknown>>;

/** A stack's Terraform JSON, as far as tests look into it. */
export interface StackJson {
  readonly terraform: {
    readonly backend?: Readonly<Record<string, Arguments>>;
    readonly cloud?: Arguments;
    readonly required_providers: Readonly<Record<string, { source: string; version: string }>>;
    readonly required_version: string;
  };
  readonly provider: { readonly aws: readonly Arguments[] };
  readonly resource: Readonly<Record<string, Readonly<Record<string, Arguments>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, Arguments>>>>;
}

/** All that a platform was synthesised to. */
export interface SynthesizedPlatform {
  readonly platform: Platform;
  /** The files' texts by path below the output folder. */
  readonly files: ReadonlyMap<string, string>;
  stack(name: string): StackJson;
  readonly stackNames: readonly string[];
}

/** Checks and synthesises a platform given as YAML or JSON text. */
export async function synthPlatform(text: string): Promise<SynthesizedPlatform> {
  const loaded = await loadPlatform("platform.yaml", Buffer.from(text), {
    extraCheck: checkPolicies,
  });
  if (loaded.kind === "invalid") {
    throw new Error(
      loaded.problems.map(({ at, code, message }) => `${at} ${code} ${message}`).join("\n"),
    );
  }
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-synth-"));
  try {
    synthesize(loaded.platform, join(folder, "out"));
    return view(loaded.platform, readTree(join(folder, "out")));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function synthFile(file: string): Promise<SynthesizedPlatform> {
  return synthPlatform(readFileSync(file, "utf8"));
}

function view(platform: Platform, files: ReadonlyMap<string, string>): SynthesizedPlatform {
  const stackNames = [...files.keys()].flatMap(
    (file) => /^stacks\/([^/]+)\/cdk\.tf\.json$/.exec(file)?.[1] ?? [],
  );
  return {
    platform,
    files,
    stackNames,
    stack: (name) => {
      const text = files.get(`stacks/${name}/cdk.tf.json`);
      if (text === undefined)
        throw new Error(`no stack "${name}"; there are ${stackNames.join(", ")}`);
      return JSON.parse(text) as StackJson;
    },
  };
}

function readTree(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Map(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")]),
  );
}
