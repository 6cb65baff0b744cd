import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProviderMirror } from "../../../scripts/terraform/find-provider-mirror";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gatehouse-terraform-test-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
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
