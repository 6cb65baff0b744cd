import { finishedStacks } from "../../stacks/finished-stacks";
import { bootstrapped } from "../support/bootstrapped";
import {
  type Arguments,
  SHIPPED,
  STARTUP,
  type SynthesizedPlatform,
  WITHOUT_IDENTITY_CENTER,
  synthFile,
} from "../support/synth-platform";

let hcp: SynthesizedPlatform;
let s3: SynthesizedPlatform;
beforeAll(async () => {
  hcp = await bootstrapped(SHIPPED, "hcp");
  s3 = await bootstrapped(SHIPPED, "github");
}, 120_000);

const all = (made: SynthesizedPlatform, name: string, type: string): readonly Arguments[] =>
  Object.values(made.stack(name).resource[type] ?? {});
const names = (resources: readonly Arguments[]) => resources.map(({ name }) => name);
const bootstrapOf = ({ stackNames }: SynthesizedPlatform): string[] =>
  stackNames.filter((name) => name.startsWith("bootstrap-"));

interface Policy {
  readonly Statement: readonly {
    readonly Sid: string;
    readonly Effect: string;
    readonly Principal?: unknown;
    readonly Action: string | readonly string[];
    readonly Resource?: string | readonly string[];
    readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  }[];
}
const parsed = (text: unknown): Policy => JSON.parse(String(text)) as Policy;

test("there is none unless the config asks for it", async () => {
  expect(bootstrapOf(await synthFile(SHIPPED))).toEqual([]);
});

test("the stacks that its roles apply are told without writing any, and none of bootstrap's is among them", () => {
  const told = finishedStacks(hcp.platform);
  const others = hcp.stackNames.filter((name) => !name.startsWith("bootstrap-"));
  expect(told.map(({ name }) => name).sort()).toEqual([...others].sort());
  expect(told.find(({ name }) => name === "tooling")?.json).toHaveProperty("resource.aws_kms_key");
});

test("each account that has stacks has one, and its stacks wait for it", () => {
  expect(bootstrapOf(hcp)).toEqual(
    [
      ...["data-dev", "data-prod", "data-staging", "management"],
      ...["shop-dev", "shop-prod", "shop-staging", "tooling"],
    ].map((account) => `bootstrap-${account}`),
  );
  const { stacks } = JSON.parse(hcp.files.get("manifest.json") ?? "") as {
    stacks: Record<string, { dependencies: string[] }>;
  };
  expect(stacks["tooling"]?.dependencies).toEqual(["bootstrap-tooling"]);
  expect(stacks["target-shop-prod"]?.dependencies).toEqual(["bootstrap-shop-prod"]);
  expect(stacks["identity-center"]?.dependencies).toContain("bootstrap-management");
  expect(stacks["pipeline-storefront"]?.dependencies).toContain("bootstrap-tooling");
});

test("without Identity Center the account with the users has one, too", async () => {
  const made = await bootstrapped(WITHOUT_IDENTITY_CENTER, "roles");
  const before = made.stackNames.filter((name) => !name.startsWith("bootstrap-"));
  expect(before).toContain("iam-groups");
  const stacks = bootstrapOf(made).flatMap((name) => names(all(made, name, "aws_iam_role")));
  expect(stacks.length).toBe(2 * before.length);
});

test("a plan role and an apply role for each stack, under a boundary of their own", () => {
  const roles = all(hcp, "bootstrap-tooling", "aws_iam_role");
  expect(names(roles)).toContain("provisioner-gatehouse-pipeline-storefront-plan");
  expect(names(roles)).toContain("provisioner-gatehouse-pipeline-storefront-apply");
  expect(roles).toHaveLength(10);
  for (const role of roles)
    expect(String(role["permissions_boundary"])).toMatch(
      /^\$\{aws_iam_policy\.boundary_policy_\w+\.arn\}$/,
    );
});

test("names that are too long are cut, and told apart", async () => {
  const made = await bootstrapped(SHIPPED, "hcp", { namePrefix: "a-longprefix" });
  const roles = bootstrapOf(made).flatMap((name) => names(all(made, name, "aws_iam_role")));
  const lengths = roles.map((name) => String(name).length);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(64);
  expect(new Set(roles).size).toBe(roles.length);
});

test("HCP Terraform's runs are trusted by organization, project, workspace and phase", () => {
  const role = all(hcp, "bootstrap-shop-prod", "aws_iam_role").find(({ name }) =>
    String(name).endsWith("-apply"),
  );
  expect(parsed(role?.["assume_role_policy"]).Statement).toEqual([
    {
      Sid: "HcpTerraform",
      Effect: "Allow",
      Principal: { Federated: "arn:aws:iam::400000000003:oidc-provider/app.terraform.io" },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: {
        StringEquals: {
          "app.terraform.io:aud": "aws.workload.identity",
          "app.terraform.io:sub":
            "organization:example-org:project:platform:workspace:gatehouse-target-shop-prod:run_phase:apply",
        },
      },
    },
  ]);
  expect(all(hcp, "bootstrap-shop-prod", "aws_iam_openid_connect_provider")).toMatchObject([
    { url: "https://app.terraform.io", client_id_list: ["aws.workload.identity"] },
  ]);
});

test("pull requests plan, and only jobs of the environment apply", () => {
  const subjects = Object.fromEntries(
    all(s3, "bootstrap-shop-prod", "aws_iam_role").map(({ name, assume_role_policy: trust }) => [
      String(name).split("-").at(-1) ?? "",
      parsed(trust).Statement[0]?.Condition?.["StringEquals"]?.[
        "token.actions.githubusercontent.com:sub"
      ],
    ]),
  );
  expect(subjects).toEqual({
    plan: [
      "repo:example-org/platform:environment:preview",
      "repo:example-org/platform:pull_request",
    ],
    apply: "repo:example-org/platform:environment:production",
  });
});

test("providers that exist are left alone", async () => {
  const made = await bootstrapped(SHIPPED, "hcp", {
    provisioner: { bootstrap: { oidcProviders: "existing" } },
  });
  expect(all(made, "bootstrap-tooling", "aws_iam_openid_connect_provider")).toEqual([]);
});

test("the stacks themselves are applied by the access role, with their state here at first", async () => {
  const { terraform, provider } = hcp.stack("bootstrap-tooling");
  expect(terraform.backend).toEqual({
    local: { path: "../../../state/bootstrap-tooling.tfstate" },
  });
  expect(provider.aws[0]?.["assume_role"]).toMatchObject([
    { role_arn: "arn:aws:iam::222222222222:role/OrganizationAccountAccessRole" },
  ]);
  expect(hcp.stack("tooling").provider.aws[0]).not.toHaveProperty("assume_role");
  const moved = await bootstrapped(SHIPPED, "github", {
    provisioner: {
      bootstrap: {
        state: "backend",
        trustedPrincipals: {
          plan: ["arn:aws:iam::222222222222:role/ci"],
          apply: ["arn:aws:iam::222222222222:role/ci"],
        },
      },
    },
  });
  // The bucket lets in provisioner roles and this one.
  expect(moved.stack("bootstrap-shop-prod").terraform.backend?.["s3"]).toMatchObject({
    key: "gatehouse/bootstrap-shop-prod.tfstate",
    assume_role: { role_arn: "arn:aws:iam::222222222222:role/OrganizationAccountAccessRole" },
  });
  expect(moved.stack("tooling").terraform.backend?.["s3"]).not.toHaveProperty("assume_role");
});

test("the state bucket is in the tooling account alone, closed, versioned and under a key of its own", () => {
  expect(all(s3, "bootstrap-shop-prod", "aws_s3_bucket")).toEqual([]);
  expect(names(all(hcp, "bootstrap-tooling", "aws_s3_bucket"))).toEqual([]);
  const only = (type: string): Arguments | undefined => all(s3, "bootstrap-tooling", type)[0];
  expect(only("aws_s3_bucket")).toMatchObject({
    bucket: "example-org-state",
    force_destroy: false,
    lifecycle: { prevent_destroy: true },
  });
  expect(only("aws_s3_bucket_versioning")).toMatchObject({
    versioning_configuration: { status: "Enabled" },
  });
  expect(JSON.stringify(only("aws_s3_bucket_server_side_encryption_configuration"))).toMatch(
    /aws_kms_key\.state-key.*"bucket_key_enabled":true/,
  );
  expect(only("aws_s3_bucket_public_access_block")).toMatchObject({
    restrict_public_buckets: true,
  });
  const { Statement } = parsed(only("aws_s3_bucket_policy")?.["policy"]);
  expect(Statement.map(({ Sid }) => Sid)).toEqual([
    "OnlyTls",
    "OnlyTls12",
    "OnlyProvisioners",
    "PromotionOnce",
    "OwnState",
    "OwnLock",
    "List",
  ]);
  expect(Statement.find(({ Sid }) => Sid === "OwnState")?.Resource).toBe(
    "arn:aws:s3:::example-org-state/gatehouse/$${aws:PrincipalTag/gatehouse:stack}.tfstate",
  );
});

test("a plan reads its own state and locks it, and writes nothing else", () => {
  const plan = all(s3, "bootstrap-shop-prod", "aws_iam_role_policy").find(({ role }) =>
    String(role).includes("-plan_"),
  );
  const written = parsed(plan?.["policy"]).Statement.filter(({ Action }) =>
    [Action].flat().some((action) => /:(Put|Delete|Create|Update|Tag|Attach)/.test(action)),
  );
  expect(written).toEqual([
    {
      Sid: "StateLock",
      Effect: "Allow",
      Action: ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
      Resource: "arn:aws:s3:::example-org-state/gatehouse/target-shop-prod.tfstate.tflock",
    },
  ]);
});

describe("the role that writes the journal of promotions", () => {
  const found = (made: SynthesizedPlatform, stack = "bootstrap-tooling") =>
    all(made, stack, "aws_iam_role").find(({ name }) => name === "provisioner-gatehouse-promotion");

  test("is in the tooling account alone, and only where the journal is in S3", () => {
    expect(found(s3)).toMatchObject({
      permissions_boundary: expect.stringMatching(/aws_iam_policy\.boundary_policy/) as string,
    });
    // By that tag the bucket tells whose state is whose.
    expect(found(s3)?.["tags"]).toEqual({});
    expect(found(s3, "bootstrap-shop-prod")).toBeUndefined();
    expect(found(hcp)).toBeUndefined();
  });

  test("is taken by jobs of the environments, and by no pull request", () => {
    expect(parsed(found(s3)?.["assume_role_policy"]).Statement).toMatchObject([
      {
        Condition: {
          StringEquals: {
            "token.actions.githubusercontent.com:sub": [
              "repo:example-org/platform:environment:preview",
              "repo:example-org/platform:environment:production",
            ],
          },
        },
      },
    ]);
  });

  test("lists, reads and adds lines, each once, and nothing else", () => {
    const kept = ["bundles", "journal"].map(
      (name) => `arn:aws:s3:::example-org-state/gatehouse/promotion/${name}/*`,
    );
    const own = all(s3, "bootstrap-tooling", "aws_iam_role_policy").find(({ role }) =>
      String(role).includes("aws_iam_role.promotion_"),
    );
    expect(parsed(own?.["policy"]).Statement).toMatchObject([
      { Action: "s3:ListBucket", Resource: "arn:aws:s3:::example-org-state" },
      { Action: "s3:GetObject", Resource: kept },
      {
        Action: "s3:PutObject",
        Resource: kept,
        Condition: { Null: { "s3:if-none-match": "false" } },
      },
      { Action: ["kms:Decrypt", "kms:GenerateDataKey"] },
    ]);
    const bucket = all(s3, "bootstrap-tooling", "aws_s3_bucket_policy")[0];
    expect(
      parsed(bucket?.["policy"]).Statement.find(({ Sid }) => Sid === "PromotionOnce"),
    ).toMatchObject({
      Effect: "Deny",
      Action: "s3:PutObject",
      Resource: kept,
      Condition: { Null: { "s3:if-none-match": "true" } },
    });
  });

  test("in a bucket that somebody else made, has the same rights, and those of its key", async () => {
    const key = "arn:aws:kms:eu-west-1:222222222222:key/0a1b2c3d-0000-4000-8000-000000000000";
    const made = await bootstrapped(SHIPPED, "github", {
      backend: { type: "s3", bucket: "own-state", region: "eu-west-1", kmsKeyArn: key },
    });
    const own = all(made, "bootstrap-tooling", "aws_iam_role_policy").find(({ role }) =>
      String(role).includes("aws_iam_role.promotion_"),
    );
    const kept = ["bundles", "journal"].map(
      (name) => `arn:aws:s3:::own-state/gatehouse/promotion/${name}/*`,
    );
    expect(parsed(own?.["policy"]).Statement.map(({ Resource }) => Resource)).toEqual([
      "arn:aws:s3:::own-state",
      kept,
      kept,
      key,
    ]);
  });
});

test("the startup's platform has them as well", async () => {
  const made = await bootstrapped(STARTUP, "roles");
  expect(bootstrapOf(made).length).toBeGreaterThan(1);
});
