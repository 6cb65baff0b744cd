import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findTerraform } from "../../lib/promotion/terraform/find-terraform";
import { findProviderMirror } from "../../scripts/terraform/find-provider-mirror";
import {
  missingForTerraform,
  terraformEnvironment,
} from "../../scripts/terraform/terraform-environment";
import { describeWithTerraform, validateStack } from "./terraform";
import { validateStacks } from "./validate-stacks";

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

  test("passes over a file that cannot be run", () => {
    writeFileSync(join(folder, "terraform"), "", { mode: 0o644 });
    expect(findTerraform({ PATH: folder })).toBeUndefined();
  });

  test("says what is missing and how to get it", () => {
    expect(missingForTerraform({ PATH: folder })).toMatch(/terraform binary missing: install/);
    writeFileSync(join(folder, "terraform"), "", { mode: 0o755 });
    const env = { PATH: folder, GATEHOUSE_PROVIDER_MIRROR: folder };
    expect(missingForTerraform(env)).toMatch(/AWS provider missing: .*terraform providers mirror/);
    expect(missingForTerraform({ ...env, GATEHOUSE_TERRAFORM_DIRECT: "1" })).toBeUndefined();
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

  test("installs providers from the mirror only", () => {
    mkdirSync(join(folder, "registry.terraform.io/hashicorp/aws/5.100.0"), { recursive: true });
    const env = terraformEnvironment(folder, { GATEHOUSE_PROVIDER_MIRROR: folder });
    expect(readFileSync(env.TF_CLI_CONFIG_FILE ?? "", "utf8")).toBe(
      `provider_installation {
  filesystem_mirror {
    path = ${JSON.stringify(folder)}
    include = ["registry.terraform.io/*/*"]
  }
  direct {
    exclude = ["registry.terraform.io/*/*"]
  }
}
`,
    );
  });

  test("leaves the choice to Terraform where there is no mirror", () => {
    const env = terraformEnvironment(folder, { GATEHOUSE_PROVIDER_MIRROR: folder });
    expect(readFileSync(env.TF_CLI_CONFIG_FILE ?? "", "utf8")).toBe("");
  });
});

const KEY = { description: "artifacts", enable_key_rotation: true };

function stackOf(key: object, backend: object = { local: {} }): string {
  return JSON.stringify({
    terraform: {
      required_providers: { aws: { source: "hashicorp/aws", version: ">= 5.100.0, < 7.0.0" } },
      backend,
    },
    provider: { aws: [{ region: "eu-west-1" }] },
    resource: { aws_kms_key: { artifacts: key } },
  });
}

describeWithTerraform("validating a stack", () => {
  test("accepts a good one", async () => {
    const backend = { s3: { bucket: "state", key: "k", region: "eu-west-1" } };
    writeFileSync(join(folder, "cdk.tf.json"), stackOf(KEY, backend));
    expect(await validateStack(folder)).toEqual({ ok: true, errors: [] });
  });

  test("reports a stack that cannot be initialised", async () => {
    writeFileSync(join(folder, "cdk.tf.json"), "{");
    expect(await validateStack(folder)).toMatchObject({
      ok: false,
      errors: [
        { summary: "terraform init failed", detail: expect.stringMatching(/JSON/) as string },
      ],
    });
  });
});

describeWithTerraform("validating many stacks at once", () => {
  test("names each that is wrong, in an argument or in a value, and none that is not", async () => {
    const stacks = {
      good: stackOf(KEY),
      misspelt: stackOf({ descripton: "artifacts" }),
      "bad-value": stackOf({ key_usage: "ANY" }),
    };
    const folders = Object.entries(stacks).map(([name, text]) => {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, "cdk.tf.json"), text);
      return [name, join(folder, name)] as const;
    });
    const faults = await validateStacks(new Map(folders));
    expect(faults).toHaveLength(2);
    expect(faults).toContainEqual(expect.stringMatching(/misspelt.*"descripton"/));
    expect(faults).toContainEqual(expect.stringMatching(/bad-value.*key_usage/));
  });
});
