import type { CatalogueEntry } from "./catalogue-entry";

const PATH = ["provisioner", "bootstrap"];
const RUNNERS = { apply: ["arn:aws:iam::100000000001:role/terraform"], plan: [] };

export const BOOTSTRAP_PROBLEMS = {
  "invalid-role-arn": {
    title: "This is no ARN of one role",
    meaning:
      "Who may plan and apply is said by exact ARNs of roles, with their paths. A wildcard would let in whoever finds a name that fits, and an account's root or a user is no role. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html",
    provoke: {
      set: [
        {
          path: [...PATH, "trustedPrincipals"],
          value: { ...RUNNERS, plan: ["arn:aws:iam::100000000001:role/*"] },
        },
      ],
    },
    remedy: {
      set: [{ path: [...PATH, "trustedPrincipals"], value: { ...RUNNERS, plan: RUNNERS.apply } }],
    },
  },
  "bootstrap-trusts-nobody": {
    title: "Nobody could take the roles that Terraform is to run as",
    meaning:
      "Provisioner roles trust runs of HCP Terraform where the backend is cloud, jobs of GitHub Actions, and roles that the config names. Without any of these for both, plan and apply, the roles would stand there unused.",
    provoke: { set: [{ path: PATH, value: { state: "local" } }] },
    remedy: {
      set: [
        {
          path: [...PATH, "github"],
          value: { repository: "acme/platform", applyEnvironment: "production" },
        },
      ],
    },
  },
  "bootstrap-without-project": {
    title: "The HCP Terraform project isn't named",
    meaning:
      "A run's token says organization, project and workspace, and the trust policies compare all of it, without wildcards. A workspace without a project here would be in one whose name Gatehouse doesn't know. https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/aws-configuration",
    provoke: {
      set: [
        { path: ["backend"], value: { type: "cloud", organization: "acme" } },
        { path: PATH, value: {} },
      ],
    },
    remedy: { set: [{ path: ["backend", "project"], value: "platform" }] },
  },
  "bootstrap-and-assume-role": {
    title: "Terraform is told to run as two roles",
    meaning:
      "With bootstrap a run has the plan or apply role of its stack already, from HCP Terraform, GitHub or whoever starts it. A role named in assumeRole would have to be assumed from there, which these roles may not do, and would have more rights than they.",
    provoke: {
      set: [
        { path: ["provisioner", "assumeRole"], value: "OrganizationAccountAccessRole" },
        { path: [...PATH, "trustedPrincipals"], value: { ...RUNNERS, plan: RUNNERS.apply } },
      ],
    },
    remedy: { set: [{ path: ["provisioner", "assumeRole"] }] },
  },
  "state-bucket": {
    title: "The state bucket can't be made as it is described",
    meaning:
      "The bootstrap stack of the tooling account makes the bucket and a key for it, so createBucket needs provisioner.bootstrap, and no kmsKeyArn beside it.",
    provoke: {
      set: [
        {
          path: ["backend"],
          value: { type: "s3", bucket: "acme-state", region: "eu-west-1", createBucket: true },
        },
      ],
    },
    remedy: { set: [{ path: ["backend", "createBucket"] }] },
  },
} as const satisfies Record<string, CatalogueEntry>;
