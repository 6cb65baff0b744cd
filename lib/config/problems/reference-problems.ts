import type { CatalogueEntry } from "./catalogue-entry";

export const REFERENCE_PROBLEMS = {
  "unknown-account": {
    title: "No account has this name",
    meaning:
      "Accounts are known here by their key under accounts, and not by their id or their name at AWS. Only target accounts can be selected; the tooling account is no target.",
    provoke: {
      set: [{ path: ["pipelines", "api", "stages", 0, "accounts", "names", 0], value: "dve" }],
    },
    remedy: {
      set: [{ path: ["pipelines", "api", "stages", 0, "accounts", "names", 0], value: "dev" }],
    },
  },
  "unknown-environment": {
    title: "No environment has this name",
    meaning:
      "Every environment that is used must stand in the list environments, which also says their order and which are protected.",
    provoke: { set: [{ path: ["accounts", "dev", "environment"], value: "development" }] },
    remedy: { set: [{ path: ["accounts", "dev", "environment"], value: "dev" }] },
  },
  "unknown-ou": {
    title: "No account is in this organizational unit",
    meaning:
      "OUs are compared with the ou of each account under accounts, as written there; nothing is looked up at AWS. A selected OU also holds the accounts of the OUs below it: Workloads holds Workloads/Prod.",
    provoke: {
      set: [
        { path: ["pipelines", "queues", "stages", 0, "accounts", "ous", 0], value: "Workload/Dev" },
      ],
    },
    remedy: {
      set: [
        {
          path: ["pipelines", "queues", "stages", 0, "accounts", "ous", 0],
          value: "Workloads/Dev",
        },
      ],
    },
  },
  "unknown-tag": {
    title: "No account carries this tag",
    meaning:
      "Tags in a selector are compared, key and value, with the tags of each account under accounts. Tags that an account only has at AWS are not known here.",
    provoke: {
      set: [
        { path: ["pipelines", "web", "stages", 0, "accounts", "tags", "stage"], value: "tset" },
      ],
    },
    remedy: {
      set: [
        { path: ["pipelines", "web", "stages", 0, "accounts", "tags", "stage"], value: "test" },
      ],
    },
  },
  "unknown-connection": {
    title: "No connection has this name",
    meaning:
      "A pipeline's source names one of the connections under connections, by its key. CodePipeline reaches the repository through it: https://docs.aws.amazon.com/codepipeline/latest/userguide/connections.html",
    provoke: { set: [{ path: ["pipelines", "web", "source", "connection"], value: "gitub" }] },
    remedy: { set: [{ path: ["pipelines", "web", "source", "connection"], value: "github" }] },
  },
  "unknown-profile": {
    title: "No execution profile has this name",
    meaning:
      "The profile says what a deployment may do in a target account. It must stand under executionProfiles; there is none by default, because any default would be too much for someone.",
    provoke: {
      set: [{ path: ["pipelines", "api", "deploy", "executionProfile"], value: "function" }],
    },
    remedy: {
      set: [{ path: ["pipelines", "api", "deploy", "executionProfile"], value: "functions" }],
    },
  },
  "unknown-capability": {
    title: "No capability has this name",
    meaning:
      "A grant names capabilities of Gatehouse's own, such as view or approve, or one that stands under capabilities at the top level. IAM actions are not granted directly: give them a name there first.",
    provoke: {
      set: [{ path: ["personas", "auditor", "grants", 0, "capabilities"], value: ["veiw"] }],
    },
    remedy: {
      set: [{ path: ["personas", "auditor", "grants", 0, "capabilities"], value: ["view"] }],
    },
  },
  "unknown-pipeline": {
    title: "No pipeline has this name",
    meaning:
      "A grant that names a pipeline which doesn't exist would silently grant nothing, and take hold the day someone creates one of that name.",
    provoke: {
      set: [
        {
          path: ["personas", "auditor", "grants", 0, "pipelines"],
          value: { names: ["wbe", "api"] },
        },
      ],
    },
    remedy: {
      set: [
        {
          path: ["personas", "auditor", "grants", 0, "pipelines"],
          value: { names: ["web", "api"] },
        },
      ],
    },
  },
  "unknown-team": {
    title: "No pipeline is owned by this team",
    meaning:
      "Teams are not listed anywhere: a team is known by the pipelines whose team it is. So this is a slip, or a grant for a team whose last pipeline is gone.",
    provoke: {
      set: [
        { path: ["personas", "developer", "grants", 0, "pipelines", "teams", 0], value: "shpo" },
      ],
    },
    remedy: {
      set: [
        { path: ["personas", "developer", "grants", 0, "pipelines", "teams", 0], value: "shop" },
      ],
    },
  },
  "unknown-stage": {
    title: "No pipeline has a stage of this name",
    meaning:
      "A grant that is narrowed to a stage which doesn't exist reaches nothing. Stages can also be selected by the environment they deploy to, which holds for pipelines yet to come.",
    provoke: {
      set: [
        {
          path: ["personas", "release-manager", "grants", 1, "stages"],
          value: { names: ["staging", "production"] },
        },
      ],
    },
    remedy: {
      set: [
        {
          path: ["personas", "release-manager", "grants", 1, "stages"],
          value: { names: ["staging", "prod"] },
        },
      ],
    },
  },
  "unknown-persona": {
    title: "No persona has this name",
    meaning: "Groups and extends name personas by their key under personas.",
    provoke: { set: [{ path: ["groups", 0, "personas", 0], value: "devloper" }] },
    remedy: { set: [{ path: ["groups", 0, "personas", 0], value: "developer" }] },
  },
  "unknown-region": {
    title: "The partition has no such region",
    meaning:
      "Regions belong to a partition: eu-west-1 to aws, us-gov-west-1 to aws-us-gov, cn-north-1 to aws-cn. A platform lives in one partition, because no role can be assumed across two: https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html",
    provoke: { set: [{ path: ["accounts", "prod", "regions", 1], value: "eu-centrall-1" }] },
    remedy: { set: [{ path: ["accounts", "prod", "regions", 1], value: "eu-central-1" }] },
  },
  "circular-reference": {
    title: "Something refers to itself",
    meaning:
      "Personas that extend each other in a circle would hold one another's grants without end, and a YAML anchor that contains its own alias would be endless too. Break the circle at one place.",
    provoke: { set: [{ path: ["personas", "auditor", "extends"], value: ["platform-engineer"] }] },
    remedy: { set: [{ path: ["personas", "auditor", "extends"] }] },
  },
} as const satisfies Record<string, CatalogueEntry>;
