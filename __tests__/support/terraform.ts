import { execFile } from "node:child_process";
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { findTerraform } from "../../lib/promotion/terraform/find-terraform";
import {
  missingForTerraform,
  terraformEnvironment,
} from "../../scripts/terraform/terraform-environment";
import { describeWith } from "./describe-with";

export interface StackError {
  readonly summary: string;
  readonly detail: string;
  /** The resource it concerns, where Terraform knows. */
  readonly address?: string;
  /** Where it stands, if that isn't the folder's own `cdk.tf.json`. */
  readonly file?: string;
}

export interface StackValidation {
  readonly ok: boolean;
  readonly errors: readonly StackError[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The provider binary is big: a slow disk needs a while to load it. */
const TIMEOUT_MS = 180_000;

/** A `describe` for tests that run real Terraform. */
export function describeWithTerraform(name: string, tests: () => void): void {
  describeWith(missingForTerraform(), name, () => {
    jest.setTimeout(TIMEOUT_MS);
    tests();
  });
}

/** Runs `terraform init` and `validate` on a copy of the folder's cdk.tf.json. */
export async function validateStack(
  stackFolder: string,
  extra: Environment = {},
): Promise<StackValidation> {
  const folder = await mkdtemp(join(tmpdir(), "gatehouse-validate-"));
  try {
    await copyFile(join(stackFolder, "cdk.tf.json"), join(folder, "cdk.tf.json"));
    const init = await runTerraform("init", folder, extra);
    return init.ok ? await runTerraform("validate", folder, extra) : init;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const ARGUMENTS = {
  init: ["init", "-backend=false", "-input=false", "-no-color"],
  validate: ["validate", "-json", "-no-color"],
};

export async function runTerraform(
  command: keyof typeof ARGUMENTS,
  folder: string,
  extra: Environment = {},
): Promise<StackValidation> {
  const env = { ...terraformEnvironment(folder), ...extra };
  const { code, stdout, stderr } = await run(ARGUMENTS[command], folder, env);
  if (command === "validate") return readValidation(stdout);
  const errors = code === 0 ? [] : [{ summary: "terraform init failed", detail: stderr }];
  return { ok: code === 0, errors };
}

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Outcome> {
  const binary = findTerraform();
  if (binary === undefined) throw new Error(missingForTerraform());
  const options = { cwd, env, timeout: TIMEOUT_MS, maxBuffer: 64 * 1024 * 1024 };
  try {
    return { code: 0, ...(await promisify(execFile)(binary, args, options)) };
  } catch (error) {
    // A number is Terraform's own verdict; anything else means that it could not give one.
    const failure = error as Partial<Outcome>;
    if (typeof failure.code !== "number") throw error;
    return { code: failure.code, stdout: failure.stdout ?? "", stderr: failure.stderr ?? "" };
  }
}

interface Diagnostic extends StackError {
  readonly severity: string;
  readonly range?: { readonly filename: string };
}

function readValidation(stdout: string): StackValidation {
  const { valid, diagnostics } = JSON.parse(stdout) as {
    valid: boolean;
    diagnostics: readonly Diagnostic[];
  };
  const errors = diagnostics
    .filter(({ severity }) => severity === "error")
    .map(({ summary, detail, address, range }) => ({
      summary,
      detail,
      ...(address === undefined ? {} : { address }),
      ...(range === undefined || range.filename === "cdk.tf.json" ? {} : { file: range.filename }),
    }));
  return { ok: valid, errors };
}
