import { readFileSync } from "node:fs";
import { parse, stringify } from "yaml";
import { iamFaults } from "../support/iam-rules";
import { problemsIn } from "../support/platform-file";
import { platformFaults } from "../support/platform-rules";
import { policiesOf } from "../support/policies";
import { reversedConfig } from "../support/reversed-config";
import {
  GOLDEN,
  SHIPPED,
  STARTUP,
  type SynthesizedPlatform,
  WITHOUT_IDENTITY_CENTER,
  synthFile,
  synthPlatform,
} from "../support/synth-platform";

type Tree = Record<string, unknown>;

let shipped: SynthesizedPlatform;
beforeAll(async () => {
  shipped = await synthFile(SHIPPED);
});

describe.each([
  ["shipped", SHIPPED],
  ["golden", GOLDEN],
  ["startup example's", STARTUP],
  ["example's without Identity Center", WITHOUT_IDENTITY_CENTER],
])("the %s platform", (_name, file) => {
  test("has no problem, not even a warning", async () => {
    expect(await problemsIn(readFileSync(file))).toEqual([]);
  });

  test("keeps every rule that no config can loosen", async () => {
    expect(platformFaults(await synthFile(file))).toEqual([]);
  });

  test("holds only actions, resources and condition keys that AWS knows, and no wildcard", async () => {
    expect(await iamFaults(policiesOf(await synthFile(file)))).toEqual([]);
  });

  test("gives the same bytes for the same config", async () => {
    expect((await synthFile(file)).files).toEqual((await synthFile(file)).files);
  });

  test("gives the same bytes for a reordered config", async () => {
    const reordered = reversedConfig(readFileSync(file, "utf8"));
    expect((await synthPlatform(reordered)).files).toEqual((await synthFile(file)).files);
  });
});

test("each account has its stacks, and each stack its account", () => {
  expect(shipped.stackNames).toEqual([
    "identity-center",
    "pipeline-checkout-api",
    "pipeline-data-lake",
    "pipeline-design-system",
    "pipeline-storefront",
    "target-data-dev",
    "target-data-prod",
    "target-data-staging",
    "target-shop-dev",
    "target-shop-prod",
    "target-shop-staging",
    "tooling",
  ]);
  const [provider] = shipped.stack("target-shop-prod").provider.aws;
  expect(provider?.["allowed_account_ids"]).toEqual(["400000000003"]);
});

test("the manifest has pipelines wait for tooling and for the targets whose roles they assume", () => {
  const manifest = JSON.parse(shipped.files.get("manifest.json") ?? "") as {
    stacks: Record<string, { dependencies: string[] }>;
  };
  const dependencies = Object.fromEntries(
    Object.entries(manifest.stacks).map(([name, stack]) => [name, [...stack.dependencies].sort()]),
  );
  expect(dependencies["pipeline-checkout-api"]).toEqual([
    "target-shop-dev",
    "target-shop-prod",
    "target-shop-staging",
    "tooling",
  ]);
  expect(dependencies["pipeline-design-system"]).toEqual(["tooling"]);
  expect(dependencies["target-shop-dev"]).toEqual([]);
  // People come to accounts that have their boundary already.
  expect(dependencies["identity-center"]).toEqual([
    "target-data-dev",
    "target-data-prod",
    "target-data-staging",
    "target-shop-dev",
    "target-shop-prod",
    "target-shop-staging",
    "tooling",
  ]);
});

test("every stack takes AWS provider 5.100 and 6, from its full source address", () => {
  for (const name of shipped.stackNames) {
    const { required_providers: providers, required_version: terraform } =
      shipped.stack(name).terraform;
    expect(providers).toEqual({ aws: { source: "hashicorp/aws", version: ">= 5.100.0, < 7.0.0" } });
    expect(terraform).toBe(">= 1.10.0");
  }
});

describe("backends", () => {
  const withBackend = async (backend: Tree) => {
    const config = { ...(parse(readFileSync(GOLDEN, "utf8")) as Tree), backend };
    return (await synthPlatform(stringify(config))).stack("tooling").terraform;
  };

  test("local state lies in the project, by a path that is the same on every machine", async () => {
    const { backend } = await withBackend({ type: "local" });
    expect(backend).toEqual({ local: { path: "../../../state/tooling.tfstate" } });
  });

  test("s3 state is encrypted and locked by S3 itself", async () => {
    const { backend } = await withBackend({
      type: "s3",
      bucket: "example-state",
      region: "eu-west-1",
    });
    expect(backend).toEqual({
      s3: {
        bucket: "example-state",
        encrypt: true,
        key: "gatehouse/tooling.tfstate",
        region: "eu-west-1",
        use_lockfile: true,
      },
    });
  });

  test("cloud gives each stack a workspace of its own, in the project", async () => {
    const { cloud, backend } = await withBackend({
      type: "cloud",
      organization: "example",
      project: "platform",
    });
    expect(backend).toBeUndefined();
    expect(cloud).toEqual({
      hostname: "app.terraform.io",
      organization: "example",
      workspaces: { name: "gatehouse-tooling", project: "platform" },
    });
  });
});

test("an account that a stage no longer selects loses its stack, and nothing else changes", async () => {
  const config = parse(readFileSync(SHIPPED, "utf8")) as {
    pipelines: Record<string, { stages?: { name: string }[] }>;
  };
  const lake = config.pipelines["data-lake"];
  if (lake?.stages !== undefined)
    lake.stages = lake.stages.filter((stage) => stage.name !== "staging");
  const smaller = await synthPlatform(stringify(config));
  const changed = [...shipped.files.keys()].filter(
    (file) => shipped.files.get(file) !== smaller.files.get(file),
  );
  // The tester may no longer approve there, so identity-center changes as well.
  expect(changed).toEqual([
    "manifest.json",
    "stacks/identity-center/cdk.tf.json",
    "stacks/pipeline-data-lake/cdk.tf.json",
    "stacks/target-data-staging/cdk.tf.json",
  ]);
});

test("a provisioner role is assumed in each stack's own account", async () => {
  const config = {
    ...(parse(readFileSync(GOLDEN, "utf8")) as Tree),
    provisioner: { assumeRole: "OrganizationAccountAccessRole" },
  };
  const synthesized = await synthPlatform(stringify(config));
  for (const name of synthesized.stackNames) {
    for (const provider of synthesized.stack(name).provider.aws) {
      const [account = ""] = provider["allowed_account_ids"] as string[];
      expect(provider["assume_role"]).toEqual([
        {
          role_arn: `arn:aws:iam::${account}:role/OrganizationAccountAccessRole`,
          session_name: `gatehouse-${name}`,
        },
      ]);
    }
  }
});
