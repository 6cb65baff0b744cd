import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeWithTerraform, validateStack } from "./terraform";
import { validateStacks } from "./validate-stacks";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gatehouse-terraform-test-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
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
