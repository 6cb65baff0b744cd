import type { CatalogueEntry } from "./catalogue-entry";

export const SHAPE_PROBLEMS = {
  "unknown-key": {
    title: "There is no setting of this name here",
    meaning:
      "Mostly a slip of the pen, or a setting that stands one level too high or too low. It is refused rather than ignored: a mistyped `protected` would silently leave production without an approval. The first line of the shipped platform.yaml makes editors complete the names from platform.schema.json.",
    provoke: { set: [{ path: ["tooling", "homeregion"], value: "eu-west-1" }] },
    remedy: { set: [{ path: ["tooling", "homeregion"] }] },
  },
  "missing-field": {
    title: "A setting that is needed is missing",
    meaning:
      "It is not there, or has no value after its colon. Settings have no silent default where the wrong one would cost you: which account, which region, who owns a pipeline.",
    provoke: { set: [{ path: ["pipelines", "web", "team"] }] },
    remedy: { set: [{ path: ["pipelines", "web", "team"], value: "shop" }] },
  },
  "wrong-type": {
    title: "The value is of the wrong kind",
    meaning:
      "A list stands where a map is needed, or the reverse; or text without quotes is read by YAML as something else: 1.10 as the number 1.1, true as a truth value. Put text that looks like a number or a truth value in quotes.",
    provoke: { set: [{ path: ["tags", "cost-center"], value: 4711 }] },
    remedy: { set: [{ path: ["tags", "cost-center"], value: "4711" }] },
  },
  "account-id-not-text": {
    title: "An account id has no quotes",
    meaning:
      "Without quotes YAML reads it as a number, and a number has no leading zeros: 012345678901 becomes 12345678901, which is no account. About one account in ten starts with a zero. Account ids are 12 digits: https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html",
    provoke: { set: [{ path: ["accounts", "dev", "id"], value: 12345678901 }] },
    remedy: { set: [{ path: ["accounts", "dev", "id"], value: "012345678901" }] },
  },
  "out-of-range": {
    title: "A number, a text or a list is too small or too large",
    meaning:
      "The bounds are those of AWS where AWS has one: an approval waits 5 to 86,400 minutes, a KMS key is deleted after 7 to 30 days. Lists that mean nothing when they are empty need at least one item. https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html",
    provoke: {
      set: [{ path: ["pipelines", "api", "stages", 2, "approval", "timeoutMinutes"], value: 1 }],
    },
    remedy: {
      set: [{ path: ["pipelines", "api", "stages", 2, "approval", "timeoutMinutes"], value: 60 }],
    },
  },
  "unknown-value": {
    title: "The value is none of those that are possible here",
    meaning:
      "This setting takes one of a few fixed words, and it is neither of them. Case counts: CodePipeline knows QUEUED, and not queued.",
    provoke: { set: [{ path: ["pipelines", "queues", "executionMode"], value: "queued" }] },
    remedy: { set: [{ path: ["pipelines", "queues", "executionMode"], value: "QUEUED" }] },
  },
  "empty-stage": {
    title: "A stage does nothing",
    meaning:
      "A stage deploys to accounts, waits for an approval, or both. CodePipeline takes no stage without an action: https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html",
    provoke: { set: [{ path: ["pipelines", "web", "stages", 0], value: { name: "dev" } }] },
    remedy: {
      set: [{ path: ["pipelines", "web", "stages", 0, "accounts"], value: { names: ["dev"] } }],
    },
  },
} as const satisfies Record<string, CatalogueEntry>;
