import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProviderMirror, findTerraform } from "../../../scripts/terraform/find-terraform";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gatehouse-terraform-test-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe("finding Terraform", () => {
  test("goes by TERRAFORM_BINARY_NAME, as a path or as a name on the PATH", () => {
    const binary = join(folder, "tofu");
    writeFileSync(binary, "", { mode: 0o755 });
    expect(findTerraform({ TERRAFORM_BINARY_NAME: binary })).toBe(binary);
    expect(findTerraform({ TERRAFORM_BINARY_NAME: "tofu", PATH: folder })).toBe(binary);
  });

  test("goes by TF_BINARY where TERRAFORM_BINARY_NAME says nothing", () => {
    for (const name of ["tofu", "terraform"])
      writeFileSync(join(folder, name), "", { mode: 0o755 });
    const env = { TF_BINARY: "tofu", PATH: folder };
    expect(findTerraform({ ...env, TERRAFORM_BINARY_NAME: "" })).toBe(join(folder, "tofu"));
    const both = { ...env, TERRAFORM_BINARY_NAME: "terraform" };
    expect(findTerraform(both)).toBe(join(folder, "terraform"));
  });

  test("passes over a file that cannot be run", () => {
    writeFileSync(join(folder, "terraform"), "", { mode: 0o644 });
    expect(findTerraform({ PATH: folder })).toBeUndefined();
  });
});

describe("finding the provider mirror", () => {
  const provider = ["registry.terraform.io", "hashicorp", "aws"];

  test("takes GATEHOUSE_PROVIDER_MIRROR at its word, and only if it holds the AWS provider", () => {
    const env = { GATEHOUSE_PROVIDER_MIRROR: folder };
    mkdirSync(join(folder, ...provider), { recursive: true });
    expect(findProviderMirror(env)).toBeUndefined();
    mkdirSync(join(folder, ...provider, "5.100.0"));
    expect(findProviderMirror(env)).toBe(folder);
  });

  test("knows Terraform's own implied folders", () => {
    const implied = join(folder, "terraform", "plugins");
    mkdirSync(join(implied, ...provider, "5.100.0"), { recursive: true });
    expect(findProviderMirror({ XDG_DATA_HOME: folder })).toBe(implied);
  });
});
