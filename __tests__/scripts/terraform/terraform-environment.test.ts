import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  missingForTerraform,
  terraformEnvironment,
} from "../../../scripts/terraform/terraform-environment";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gatehouse-terraform-test-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe("what Terraform needs", () => {
  test("says what is missing and how to get it", () => {
    expect(missingForTerraform({ PATH: folder })).toMatch(/terraform binary missing: install/);
    writeFileSync(join(folder, "terraform"), "", { mode: 0o755 });
    const env = { PATH: folder, GATEHOUSE_PROVIDER_MIRROR: folder };
    expect(missingForTerraform(env)).toMatch(/AWS provider missing: .*terraform providers mirror/);
    expect(missingForTerraform({ ...env, GATEHOUSE_TERRAFORM_DIRECT: "1" })).toBeUndefined();
  });
});

describe("Terraform's environment", () => {
  test("holds no credentials and no settings of the user's", () => {
    const user = { PATH: "p", AWS_SECRET_ACCESS_KEY: "s", TF_VAR_a: "b", TF_CLI_ARGS: "-x" };
    const env = terraformEnvironment(folder, { ...user, GATEHOUSE_PROVIDER_MIRROR: folder });
    expect(Object.keys(env).sort()).toEqual([
      "AWS_CONFIG_FILE",
      "AWS_EC2_METADATA_DISABLED",
      "AWS_SHARED_CREDENTIALS_FILE",
      "CHECKPOINT_DISABLE",
      "GATEHOUSE_PROVIDER_MIRROR",
      "PATH",
      "TF_CLI_CONFIG_FILE",
      "TF_IN_AUTOMATION",
    ]);
  });

  test("installs providers from the mirror only, OpenTofu's by a link to the same", () => {
    const providers = join(folder, "registry.terraform.io", "hashicorp", "aws");
    mkdirSync(join(providers, "5.100.0"), { recursive: true });
    const env = terraformEnvironment(folder, { GATEHOUSE_PROVIDER_MIRROR: folder });
    const linked = join(folder, "opentofu-mirror");
    expect(readFileSync(env.TF_CLI_CONFIG_FILE ?? "", "utf8")).toBe(
      `provider_installation {
  filesystem_mirror {
    path    = ${JSON.stringify(folder)}
    include = ["registry.terraform.io/*/*"]
  }
  filesystem_mirror {
    path    = ${JSON.stringify(linked)}
    include = ["registry.opentofu.org/*/*"]
  }
  direct {
    exclude = ["registry.terraform.io/*/*","registry.opentofu.org/*/*"]
  }
}
`,
    );
    const ofOpenTofu = join(linked, "registry.opentofu.org", "hashicorp", "aws");
    expect(readdirSync(ofOpenTofu)).toEqual(["5.100.0"]);
  });

  test("takes OpenTofu's providers from the mirror itself where it has them", () => {
    for (const registry of ["registry.terraform.io", "registry.opentofu.org"])
      mkdirSync(join(folder, registry, "hashicorp", "aws", "5.100.0"), { recursive: true });
    const env = terraformEnvironment(folder, { GATEHOUSE_PROVIDER_MIRROR: folder });
    const paths = /path {4}= (.*)/g;
    const config = readFileSync(env.TF_CLI_CONFIG_FILE ?? "", "utf8");
    expect([...config.matchAll(paths)].map(([, path]) => path)).toEqual([
      JSON.stringify(folder),
      JSON.stringify(folder),
    ]);
  });

  test("leaves the choice to Terraform where there is no mirror", () => {
    const env = terraformEnvironment(folder, { GATEHOUSE_PROVIDER_MIRROR: folder });
    expect(readFileSync(env.TF_CLI_CONFIG_FILE ?? "", "utf8")).toBe("");
  });
});
