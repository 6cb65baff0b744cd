import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { join } from "node:path";
import { findTerraform } from "../../lib/promotion/terraform/find-terraform";
import { findProviderMirror } from "./find-provider-mirror";

type Environment = Readonly<Record<string, string | undefined>>;

/** What keeps real Terraform from running here and how to mend it, or nothing. */
export function missingForTerraform(env: Environment = process.env): string | undefined {
  if (findTerraform(env) === undefined) {
    return (
      "terraform binary missing: install Terraform 1.10 or later " +
      "(https://developer.hashicorp.com/terraform/install) or name it in TERRAFORM_BINARY_NAME"
    );
  }
  if (findProviderMirror(env) === undefined && env.GATEHOUSE_TERRAFORM_DIRECT !== "1") {
    return (
      "AWS provider missing: fill a folder with `terraform providers mirror FOLDER` and name it in " +
      "GATEHOUSE_PROVIDER_MIRROR, or set GATEHOUSE_TERRAFORM_DIRECT=1 to download from the registry"
    );
  }
  return undefined;
}

/** The environment to run Terraform in: offline where there is a mirror, and without credentials. */
export function terraformEnvironment(
  folder: string = ownFolder(),
  env: Environment = process.env,
): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !/^(AWS|TF)_/.test(name));
  const config = join(folder, "terraform.rc");
  const mirror = findProviderMirror(env);
  writeFileSync(
    config,
    mirror === undefined ? "" : cliConfig(mirror, openTofuMirror(folder, mirror)),
  );
  return {
    ...Object.fromEntries(kept),
    TF_CLI_CONFIG_FILE: config,
    TF_IN_AUTOMATION: "1",
    CHECKPOINT_DISABLE: "1",
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: "true",
  };
}

const REGISTRIES = { terraform: "registry.terraform.io", openTofu: "registry.opentofu.org" };

function cliConfig(mirror: string, ofOpenTofu: string): string {
  const all = Object.values(REGISTRIES).map((registry) => `${registry}/*/*`);
  return [
    "provider_installation {",
    filesystemMirror(mirror, `${REGISTRIES.terraform}/*/*`),
    filesystemMirror(ofOpenTofu, `${REGISTRIES.openTofu}/*/*`),
    `  direct {\n    exclude = ${JSON.stringify(all)}\n  }`,
    "}\n",
  ].join("\n");
}

function filesystemMirror(path: string, include: string): string {
  const [folder, included] = [JSON.stringify(path), JSON.stringify([include])];
  return `  filesystem_mirror {\n    path    = ${folder}\n    include = ${included}\n  }`;
}

/** OpenTofu takes hashicorp/aws from a registry of its own, which has the same providers. */
function openTofuMirror(folder: string, mirror: string): string {
  const own = join(mirror, REGISTRIES.openTofu);
  if (existsSync(own)) return mirror;
  const linked = join(folder, "opentofu-mirror");
  mkdirSync(linked, { recursive: true });
  const link = join(linked, REGISTRIES.openTofu);
  if (!existsSync(link)) symlinkSync(join(mirror, REGISTRIES.terraform), link, "dir");
  return linked;
}

let folderOfThisProcess: string | undefined;

function ownFolder(): string {
  if (folderOfThisProcess === undefined) {
    const folder = mkdtempSync(join(tmpdir(), "gatehouse-terraform-"));
    process.once("exit", () => {
      rmSync(folder, { recursive: true, force: true });
    });
    folderOfThisProcess = folder;
  }
  return folderOfThisProcess;
}
