import type { CatalogueEntry } from "./catalogue-entry";

export const PLATFORM_PROBLEMS = {
  "duplicate-account-id": {
    title: "Two parts of the platform are the same account",
    meaning:
      "The management account, the tooling account, the log archive and each target are separate accounts. If the tooling account were a target, whoever may change a pipeline there could also change what it deploys to. https://docs.aws.amazon.com/prescriptive-guidance/latest/security-reference-architecture/welcome.html",
    provoke: { set: [{ path: ["accounts", "dev", "id"], value: "200000000002" }] },
    remedy: { set: [{ path: ["accounts", "dev", "id"], value: "200000000001" }] },
  },
  "duplicate-name": {
    title: "Something is named twice in one list",
    meaning:
      "Stages of a pipeline, environments, groups, their members, rules about separation of duties, and what a list selects must each stand once. CodePipeline refuses two stages of one name, Identity Center two groups and IAM two users whose names differ in case only. https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html",
    provoke: { set: [{ path: ["pipelines", "api", "stages", 1, "name"], value: "dev" }] },
    remedy: { set: [{ path: ["pipelines", "api", "stages", 1, "name"], value: "staging" }] },
  },
  "empty-selection": {
    title: "A selection matches nothing",
    meaning:
      "Within one key of a selector any value may match; across its keys all must. Each name may be right, and the whole still match nothing: no account is both named prod and in dev. A stage or a grant that reaches nothing is a mistake rather than a wish.",
    provoke: {
      set: [
        {
          path: ["pipelines", "api", "stages", 2, "accounts"],
          value: { names: ["prod"], environments: ["dev"] },
        },
      ],
    },
    remedy: {
      set: [{ path: ["pipelines", "api", "stages", 2, "accounts"], value: { names: ["prod"] } }],
    },
  },
  "region-not-in-account": {
    title: "A stage deploys to a region that the account does not use",
    meaning:
      "An account's regions say where pipelines may deploy in it. A stage can narrow them, and never widen them: roles, buckets and keys are made for these regions only.",
    provoke: {
      set: [{ path: ["pipelines", "queues", "stages", 1, "regions", 0], value: "us-east-1" }],
    },
    remedy: {
      set: [{ path: ["pipelines", "queues", "stages", 1, "regions", 0], value: "eu-central-1" }],
    },
  },
  "environment-order": {
    title: "A pipeline deploys to a later environment first",
    meaning:
      "Environments are listed from the first to the last that a change reaches. A pipeline that deploys to staging before dev releases what nobody has tried.",
    provoke: {
      set: [
        { path: ["pipelines", "api", "stages", 0, "accounts"], value: { names: ["staging"] } },
        { path: ["pipelines", "api", "stages", 1, "accounts"], value: { names: ["dev"] } },
      ],
    },
    remedy: {
      set: [
        { path: ["pipelines", "api", "stages", 0, "accounts"], value: { names: ["dev"] } },
        { path: ["pipelines", "api", "stages", 1, "accounts"], value: { names: ["staging"] } },
      ],
    },
  },
  "reserved-name": {
    title: "The name is already taken",
    meaning:
      "Every pipeline starts with the stages source and build, which Gatehouse writes, and CodePipeline takes each stage's name once. A promotion starts with the wave tooling and ends with the wave pipelines, and has one for each environment between them.",
    provoke: { set: [{ path: ["pipelines", "api", "stages", 0, "name"], value: "build" }] },
    remedy: { set: [{ path: ["pipelines", "api", "stages", 0, "name"], value: "dev" }] },
  },
  "name-too-long": {
    title: "A name that is put together here is too long for AWS",
    meaning:
      "Names at AWS are made of the prefix, the pipeline's name and what the thing is for. A role's name has at most 64 characters, a bucket's 63, a permission set's 32. Cutting them would make two of them equal, so shorten one part. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
    provoke: {
      set: [
        { path: ["namePrefix"], value: "acme-shop-it" },
        {
          path: ["personas", "senior-release-engineer"],
          value: { description: "Helps with releases.", extends: ["auditor"], enabled: false },
        },
      ],
    },
    remedy: { set: [{ path: ["namePrefix"], value: "acme" }] },
  },
  "name-collision": {
    title: "Two different things would have the same name at AWS",
    meaning:
      "Parts are joined with hyphens and may hold hyphens themselves, so two different pairs can come to the same whole: the artifact bucket of a pipeline access-logs, and the bucket for access logs. AWS would refuse the second, halfway through a deployment.",
    provoke: {
      set: [
        {
          path: ["pipelines", "access-logs"],
          value: {
            team: "data",
            source: { connection: "github", repository: "acme/access-logs", branch: "main" },
          },
        },
      ],
    },
    remedy: {
      set: [
        { path: ["pipelines", "access-logs"] },
        {
          path: ["pipelines", "log-reports"],
          value: {
            team: "data",
            source: { connection: "github", repository: "acme/access-logs", branch: "main" },
          },
        },
      ],
    },
  },
  "deploy-without-stage": {
    title: "The pipeline says how it deploys, but not where",
    meaning:
      "A pipeline with deploy needs at least one stage with accounts. One that only builds, such as a library, has neither.",
    provoke: { set: [{ path: ["pipelines", "web", "stages"] }] },
    remedy: {
      set: [
        {
          path: ["pipelines", "web", "stages"],
          value: [
            { name: "dev", accounts: { names: ["dev"] } },
            { name: "prod", accounts: { names: ["prod"] }, approval: {} },
          ],
        },
      ],
    },
  },
  "stage-without-deploy": {
    title: "A stage says where to deploy, but the pipeline not how",
    meaning:
      "Stages with accounts need the pipeline's deploy: by CloudFormation, ECS or Terraform. Without it nothing would happen there, and the approval before it would guard nothing.",
    provoke: { set: [{ path: ["pipelines", "web", "deploy"] }] },
    remedy: {
      set: [
        {
          path: ["pipelines", "web", "deploy"],
          value: { kind: "ecs", cluster: "shop", service: "web", taskRoles: ["web-task"] },
        },
      ],
    },
  },
  "too-many-actions": {
    title: "The pipeline is larger than CodePipeline takes",
    meaning:
      "CodePipeline takes 50 actions a stage, 50 stages and 500 actions a pipeline. A stage has an action or two for each account and region it deploys to, and one for its approval. https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html",
    provoke: {
      set: [
        {
          path: ["accounts", "prod", "regions"],
          value: [
            ...[
              "eu-west-1",
              "eu-west-2",
              "eu-west-3",
              "eu-central-1",
              "eu-central-2",
              "eu-north-1",
              "eu-south-1",
              "eu-south-2",
            ],
            ...[
              "us-east-1",
              "us-east-2",
              "us-west-1",
              "us-west-2",
              "ca-central-1",
              "ca-west-1",
              "sa-east-1",
              "mx-central-1",
            ],
            ...[
              "ap-east-1",
              "ap-south-1",
              "ap-south-2",
              "ap-northeast-1",
              "ap-northeast-2",
              "ap-northeast-3",
            ],
            ...["ap-southeast-1", "ap-southeast-2", "ap-southeast-3"],
          ],
        },
      ],
    },
    remedy: {
      set: [{ path: ["accounts", "prod", "regions"], value: ["eu-west-1", "eu-central-1"] }],
    },
  },
  "session-duration-out-of-range": {
    title: "The session is too short or too long",
    meaning:
      "Identity Center takes 1 to 12 hours, in AWS's own words PT1H to PT12H. https://docs.aws.amazon.com/singlesignon/latest/userguide/howtosessionduration.html",
    provoke: {
      set: [{ path: ["personas", "release-manager", "sessionDuration"], value: "PT30M" }],
    },
    remedy: { set: [{ path: ["personas", "release-manager", "sessionDuration"], value: "PT1H" }] },
  },
} as const satisfies Record<string, CatalogueEntry>;
