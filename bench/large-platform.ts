import { stringify } from "yaml";
import { type Product, largePersonas } from "./large-personas";

/** CodePipeline takes 50 actions a stage: 10 accounts in 2 regions, prepared and executed, and the approval make 41. */
const ACCOUNTS_PER_PRODUCT = 30;
const ACCOUNTS_PER_PIPELINE = 10;
const ENVIRONMENTS = ["dev", "staging", "prod"] as const;
const HOME = "eu-west-1";
const REGIONS = { dev: [HOME], staging: [HOME], prod: [HOME, "eu-central-1"] } as const;

/**
 * A valid config of a large organisation, the same text each time: products of up to 30 accounts, a pipeline for every
 * 10 accounts, each kind of deployment in turn, and six personas for each product, since one that held all pipelines
 * would burst its permission set. From 30 accounts on, twice as many make a platform that is twice as large in all else.
 */
export function largePlatform(accounts: number): string {
  const products = productsOf(accounts);
  const people = products.map(largePersonas);
  const config = {
    version: 1,
    organization: { id: "o-a1b2c3d4e5", managementAccountId: "111111111111" },
    tags: { "managed-by": "gatehouse" },
    tooling: { accountId: "222222222222", homeRegion: HOME },
    logArchive: { accountId: "333333333333" },
    environments: [{ name: "dev" }, { name: "staging" }, { name: "prod", protected: true }],
    accounts: Object.fromEntries(Array.from({ length: accounts }, (_, index) => account(index))),
    connections: { github: { provider: "GitHub" } },
    executionProfiles: { serverless: SERVERLESS, storage: STORAGE },
    pipelines: Object.fromEntries(products.flatMap(pipelinesOf)),
    personas: Object.assign({}, ...people.map(({ personas }) => personas)) as object,
    groups: people.flatMap(({ groups }) => groups),
    identity: { mode: "identity-center", region: HOME },
    backend: { type: "local" },
  };
  // People don't write anchors for what is alike.
  return stringify(config, { aliasDuplicateObjects: false });
}

function productsOf(accounts: number): Product[] {
  return Array.from({ length: Math.ceil(accounts / ACCOUNTS_PER_PRODUCT) }, (_, index) => {
    const size = Math.min(ACCOUNTS_PER_PRODUCT, accounts - index * ACCOUNTS_PER_PRODUCT);
    return {
      name: `p${twoDigits(index + 1)}`,
      environments: ENVIRONMENTS.slice(0, size),
      pipelines: Math.max(1, Math.round(size / ACCOUNTS_PER_PIPELINE)),
    };
  });
}

function account(index: number): [name: string, account: object] {
  const environment = ENVIRONMENTS[index % ENVIRONMENTS.length] ?? "dev";
  const product = `p${twoDigits(Math.floor(index / ACCOUNTS_PER_PRODUCT) + 1)}`;
  const number = Math.floor((index % ACCOUNTS_PER_PRODUCT) / ENVIRONMENTS.length);
  const name = `${product}-${environment}-${twoDigits(number + 1)}`;
  return [
    name,
    {
      id: String(400_000_000_001 + index),
      environment,
      ou: `Workloads/${environment}`,
      regions: REGIONS[environment],
      // Three of an environment's ten accounts hold data, and only they get Terraform's two builds each.
      tags: { product, tier: number < 3 ? "data" : "web" },
    },
  ];
}

function pipelinesOf(product: Product, index: number): [name: string, pipeline: object][] {
  return Array.from({ length: product.pipelines }, (_, number) => {
    // The first product of a small platform has one pipeline: CloudFormation, the commonest.
    const kind = KINDS[number % KINDS.length] ?? "cloudformation";
    const name = `${product.name}-${SERVICES[kind]}${number < KINDS.length ? "" : number}`;
    return [
      name,
      {
        team: product.name,
        description: `Product ${index + 1}, deployed by ${kind}.`,
        tags: { product: product.name },
        source: {
          connection: "github",
          repository: `example-org/${name}`,
          branch: "main",
        },
        ...(kind === "ecs" ? { build: { permissions: PUSH_IMAGE } } : {}),
        deploy: deploy(kind, name),
        stages: product.environments.map((environment) => stage(environment, product, kind)),
      },
    ];
  });
}

const KINDS = ["cloudformation", "ecs", "terraform"] as const;
type Kind = (typeof KINDS)[number];
const SERVICES = { cloudformation: "api", ecs: "web", terraform: "data" } as const;

function deploy(kind: Kind, name: string): object {
  switch (kind) {
    case "cloudformation":
      return {
        kind,
        executionProfile: "serverless",
        capabilities: ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
      };
    case "ecs":
      return { kind, cluster: "main", service: name, taskRoles: [`${name}-task`] };
    case "terraform":
      return { kind, executionProfile: "storage" };
  }
}

function stage(environment: string, product: Product, kind: Kind): object {
  const tags = { product: product.name, ...(kind === "terraform" ? { tier: "data" } : {}) };
  return {
    name: environment,
    accounts: { environments: [environment], tags },
    ...(environment === "dev" ? {} : { approval: approval(environment) }),
  };
}

function approval(environment: string): object {
  return environment === "prod"
    ? {
        instructions: "The change is what the release notes say.",
        notify: ["release-managers@example.com"],
      }
    : { instructions: "The tests in dev are green." };
}

const SERVERLESS = {
  description: "Functions with one table each.",
  mayCreateRoles: true,
  permissions: [
    {
      actions: [
        "lambda:AddPermission",
        "lambda:CreateFunction",
        "lambda:DeleteFunction",
        "lambda:GetFunction",
        "lambda:PublishVersion",
        "lambda:RemovePermission",
        "lambda:TagResource",
        "lambda:UpdateFunctionCode",
        "lambda:UpdateFunctionConfiguration",
      ],
      resources: ["arn:{partition}:lambda:{region}:{account}:function:{pipeline}-*"],
    },
    {
      actions: ["dynamodb:CreateTable", "dynamodb:DescribeTable", "dynamodb:UpdateTable"],
      resources: ["arn:{partition}:dynamodb:{region}:{account}:table/{pipeline}-*"],
    },
  ],
  workloadPermissions: [
    {
      actions: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"],
      resources: ["arn:{partition}:dynamodb:{region}:{account}:table/{pipeline}-*"],
    },
  ],
};

const BUCKETS = ["arn:{partition}:s3:::{pipeline}-{account}-*"];
const READ_BUCKETS = [
  "s3:GetBucketLocation",
  "s3:GetBucketPolicy",
  "s3:GetBucketTagging",
  "s3:GetBucketVersioning",
  "s3:ListBucket",
];
const STORAGE = {
  description: "Buckets.",
  planPermissions: [{ actions: READ_BUCKETS, resources: BUCKETS }],
  permissions: [
    {
      actions: [
        ...READ_BUCKETS,
        "s3:CreateBucket",
        "s3:PutBucketPolicy",
        "s3:PutBucketTagging",
        "s3:PutBucketVersioning",
        "s3:PutEncryptionConfiguration",
      ],
      resources: BUCKETS,
    },
  ],
};

/** One repository for all, so that the tooling boundary, which lists what every build may do, stays small. */
const PUSH_IMAGE = [
  {
    actions: [
      "ecr:BatchCheckLayerAvailability",
      "ecr:CompleteLayerUpload",
      "ecr:InitiateLayerUpload",
      "ecr:PutImage",
      "ecr:UploadLayerPart",
    ],
    resources: ["arn:{partition}:ecr:{region}:{account}:repository/images"],
  },
  { actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
];

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
