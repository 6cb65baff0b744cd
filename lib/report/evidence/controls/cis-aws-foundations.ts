import type { Framework } from "../control";

/** Numbers as AWS Security Hub lists them for 5.0.0. */
export const CIS_AWS_FOUNDATIONS: Framework = {
  id: "CIS AWS",
  name: "CIS Amazon Web Services Foundations Benchmark 5.0.0",
  source:
    "https://docs.aws.amazon.com/securityhub/latest/userguide/cis-aws-foundations-benchmark.html",
  controls: [
    {
      id: "1.10, 1.13",
      about: "Access keys: none handed out at the start, none grown old",
      how: "No access key and no user is made, and no role that is may make one.",
      evidence: [{ claim: "boundaries" }, { claim: "guard-rails" }, { statement: "NoUsersOrKeys" }],
      yours: "Users and keys that are there from before, and the root user's.",
    },
    {
      id: "1.14",
      about: "People get their rights through groups",
      how: "Personas are assigned to groups alone; nothing is attached to a person.",
      evidence: [{ claim: "membership" }, { file: "people.csv" }],
      yours: "What was attached to people by hand; users of other accounts.",
    },
    {
      id: "1.15",
      about: "No policy that allows everything",
      how: "Every allow is compared with what the config grants; what no grant explains is a violation.",
      evidence: [{ claim: "intent" }, { claim: "machine-roles" }, { claim: "exact-names" }],
      yours: "Policies that this Terraform doesn't make.",
    },
    {
      id: "1.20",
      about: "People sign in by a central identity provider",
      how: "Personas are taken through IAM Identity Center, or through the provider that the config names, with its second factor where one is asked for.",
      evidence: [{ claim: "sign-in" }],
      yours: "That the provider asks for a second factor; who is in its directory.",
    },
    {
      id: "2.1.1",
      about: "Buckets refuse requests without TLS",
      how: "Bucket policies deny what doesn't come over TLS.",
      evidence: [{ claim: "transport" }, { statement: "OnlyTls" }],
      yours: "Buckets that this Terraform doesn't make.",
    },
    {
      id: "2.1.4",
      about: "Buckets are kept from being public",
      how: "Public access is blocked in all four ways, and no policy lets a stranger in.",
      evidence: [{ claim: "outside" }],
      yours: "The accounts' own block of public access.",
    },
    {
      id: "3.1, 3.2, 3.5",
      about:
        "A trail records all regions, its logs are encrypted, and digests show what is missing",
      how: "The trail is of all regions, with log file validation; its logs lie under a key of their own, and nobody deletes them.",
      evidence: [{ claim: "audit-trail" }, { test: "__tests__/stacks/audit-stacks.test.ts" }],
      yours: "Reading the logs, and validating them.",
    },
    {
      id: "3.6",
      about: "Keys are rotated",
      how: "Customer-managed keys are made with rotation, and nobody but the provisioner changes that.",
      evidence: [
        { claim: "guard-rails" },
        { statement: "NoKeyChanges" },
        { test: "__tests__/modules/artifact-key.test.ts" },
      ],
      yours: "Keys that this Terraform doesn't make.",
    },
  ],
};
