import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { findTerraform } from "../../lib/promotion/terraform/find-terraform";
import { findProviderMirror } from "../terraform/find-provider-mirror";

type Environment = Readonly<Record<string, string | undefined>>;

/** What the demo runs, beside Node.js. */
export interface Tools {
  readonly terraform: string;
  /** The provider's binary. */
  readonly provider: string;
  /** A Python that has moto's server. */
  readonly python: string;
}

export type FoundTools =
  | { readonly kind: "found"; readonly tools: Tools }
  | { readonly kind: "missing"; readonly missing: readonly string[] };

/** The provider that the generated Terraform is applied with here, and validated with in tests. */
const PROVIDER_VERSION = "5.100.0";
const MOTO_VERSION = "5.2.1";

const PYTHONS = ["python3", "python"];
const HAS_MOTO = "import moto.moto_server.werkzeug_app, moto; print(moto.__version__)";

/** Looks for all of them, so that what is missing is told at once, with how to get it. */
export function findTools(env: Environment = process.env): FoundTools {
  const terraform = findTerraform(env);
  const provider = findProvider(env);
  const python = findPython(env);
  if (terraform !== undefined && provider !== undefined && python !== undefined)
    return { kind: "found", tools: { terraform, provider, python } };
  return {
    kind: "missing",
    missing: [
      ...(terraform === undefined ? [HOW_TO.terraform] : []),
      ...(provider === undefined ? [HOW_TO.provider] : []),
      ...(python === undefined ? [HOW_TO.moto] : []),
    ],
  };
}

const HOW_TO = {
  terraform:
    "Terraform 1.10 or later: https://developer.hashicorp.com/terraform/install, or name a binary " +
    "(OpenTofu's too) in TERRAFORM_BINARY_NAME",
  provider:
    `the AWS provider ${PROVIDER_VERSION}: in a folder with a configuration that requires it, ` +
    "`terraform providers mirror FOLDER`; then name FOLDER in GATEHOUSE_PROVIDER_MIRROR",
  moto:
    `moto, which plays AWS: pip install 'moto[server,all]==${MOTO_VERSION}' for the python3 on the ` +
    "PATH, or name another Python in GATEHOUSE_PYTHON",
} as const;

/** The binary in a mirror: REGISTRY/hashicorp/aws/VERSION/PLATFORM/terraform-provider-aws_v…. */
function findProvider(env: Environment): string | undefined {
  const mirror = findProviderMirror(env);
  if (mirror === undefined) return undefined;
  const platform = `${process.platform}_${process.arch === "x64" ? "amd64" : process.arch}`;
  const versions = join(mirror, "registry.terraform.io", "hashicorp", "aws");
  const folder = join(versions, PROVIDER_VERSION, platform);
  if (!existsSync(folder)) return undefined;
  const binary = readdirSync(folder).find((name) => name.startsWith("terraform-provider-aws"));
  return binary === undefined ? undefined : join(folder, binary);
}

function findPython(env: Environment): string | undefined {
  const named = env.GATEHOUSE_PYTHON ?? "";
  const candidates = named === "" ? PYTHONS : [named];
  return candidates.find((python) => hasMoto(python, env));
}

function hasMoto(python: string, env: Environment): boolean {
  const { status } = spawnSync(python, ["-c", HAS_MOTO], { env: { ...env }, stdio: "ignore" });
  return status === 0;
}
