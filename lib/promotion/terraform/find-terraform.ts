import { accessSync, constants } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";

type Environment = Readonly<Record<string, string | undefined>>;

/** The binary of Terraform or OpenTofu, by the variable that CDKTF uses for it or by TF_BINARY; or Terraform's on the PATH. */
export function findTerraform(env: Environment = process.env): string | undefined {
  const name =
    [env.TERRAFORM_BINARY_NAME, env.TF_BINARY].find((named) => (named ?? "") !== "") ?? "terraform";
  const candidates = isAbsolute(name)
    ? [name]
    : (env.PATH ?? "").split(delimiter).map((folder) => join(folder, name));
  return candidates.find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
