import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** Where Terraform is told to keep a state: a `backend` block, or a `cloud` block as the type `cloud`. */
export interface BackendBlock {
  readonly type: string;
  readonly config: Readonly<Record<string, unknown>>;
}

const CONFIG = z.record(z.string(), z.unknown());
const GENERATED = z.object({
  terraform: z.object({
    backend: z.record(z.string(), CONFIG).optional(),
    cloud: CONFIG.optional(),
  }),
});
/**
 * What `init` notes of the backend that it was done for, in a file that is named like a state and is none.
 * https://developer.hashicorp.com/terraform/language/backend#initialize-the-backend
 */
const NOTED = z.object({ backend: z.object({ type: z.string(), config: CONFIG }) });
const NOTE = join(".terraform", "terraform.tfstate");

/** What Terraform does where no block says another thing. */
const DEFAULT: BackendBlock = { type: "local", config: { path: "terraform.tfstate" } };

/**
 * By what is generated, and what somebody has laid over it: of override files the last counts.
 * https://developer.hashicorp.com/terraform/language/files/override
 */
export function generatedBackend(folder: string): BackendBlock {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith(".tf.json"))
    .sort();
  const overrides = names.filter((name) => OVERRIDE.test(name));
  const others = names.filter((name) => !OVERRIDE.test(name));
  for (const name of [...overrides.reverse(), ...others]) {
    const parsed = GENERATED.safeParse(parse(join(folder, name)));
    if (!parsed.success) continue;
    const { backend, cloud } = parsed.data.terraform;
    if (cloud !== undefined) return { type: "cloud", config: cloud };
    const [block] = Object.entries(backend ?? {});
    if (block !== undefined) return { type: block[0], config: block[1] };
  }
  return DEFAULT;
}

const OVERRIDE = /^(.*_)?override\.tf\.json$/;

/** By the last `init` in a stack's folder; undefined where there was none. */
export function initializedBackend(folder: string): BackendBlock | undefined {
  const parsed = NOTED.safeParse(parse(join(folder, NOTE)));
  if (!parsed.success) return undefined;
  const { type, config } = parsed.data.backend;
  return { type, config: withoutNulls(config) as BackendBlock["config"] };
}

/** The Terraform of a folder that has this backend, and nothing else. */
export function blockText({ type, config }: BackendBlock): string {
  const block = type === "cloud" ? { cloud: config } : { backend: { [type]: config } };
  return `${JSON.stringify({ terraform: block }, null, 2)}\n`;
}

/** Terraform notes every argument that a backend has, with null for what isn't set. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== null)
      .map(([key, inner]) => [key, withoutNulls(inner)]),
  );
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as unknown;
  } catch {
    return undefined;
  }
}
