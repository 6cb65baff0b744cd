import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findTerraform } from "../../../../lib/promotion/terraform/find-terraform";

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
