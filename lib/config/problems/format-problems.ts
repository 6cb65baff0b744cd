import type { CatalogueEntry } from "./catalogue-entry";

export const FORMAT_PROBLEMS = {
  "invalid-account-id": {
    title: "This is no account id",
    meaning:
      "An account id has exactly 12 digits, in quotes. The console shows it with hyphens, and spreadsheets drop leading zeros; neither is taken. https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html",
    provoke: { set: [{ path: ["accounts", "dev", "id"], value: "2000-0000-0001" }] },
    remedy: { set: [{ path: ["accounts", "dev", "id"], value: "200000000001" }] },
  },
  "invalid-name": {
    title: "The name has a character or a length that is not possible",
    meaning:
      "Names become parts of other names: of buckets, which take lower-case letters, digits and hyphens; of roles, which take 64 characters. So names here are lower-case words joined by single hyphens. Names of things that exist at AWS or in your directory keep that thing's own rules. https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html",
    provoke: { set: [{ path: ["namePrefix"], value: "Acme_Corp" }] },
    remedy: { set: [{ path: ["namePrefix"], value: "acme-corp" }] },
  },
  "invalid-organization-id": {
    title: "This is no organization id",
    meaning:
      "It starts with o- and is not the id of a root (r-) or of an OU (ou-). Policies compare it with aws:PrincipalOrgID, so a wrong one would lock every account out. https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html",
    provoke: { set: [{ path: ["organization", "id"], value: "r-a1b2" }] },
    remedy: { set: [{ path: ["organization", "id"], value: "o-a1b2c3d4e5" }] },
  },
  "invalid-tag": {
    title: "The tag's key or value is not one that AWS takes",
    meaning:
      "Keys have 1 to 128 characters, values at most 256: letters, digits, spaces and _.:/=+-@. Keys that start with aws: belong to AWS. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html",
    provoke: { set: [{ path: ["tags"], value: { "aws:owner": "platform" } }] },
    remedy: { set: [{ path: ["tags"], value: { owner: "platform" } }] },
  },
  "invalid-action": {
    title: "This is no single IAM action",
    meaning:
      "Actions are named one by one, as service:Action. Wildcards are refused: lambda:* also holds what AWS adds to it next year, which nobody has reviewed. The service authorization reference lists the actions of each service: https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html",
    provoke: {
      set: [
        {
          path: ["executionProfiles", "functions", "permissions", 0, "actions"],
          value: ["lambda:*"],
        },
      ],
    },
    remedy: {
      set: [
        {
          path: ["executionProfiles", "functions", "permissions", 0, "actions"],
          value: ["lambda:CreateFunction", "lambda:GetFunction"],
        },
      ],
    },
  },
  "invalid-connection-arn": {
    title: "This is no connection's ARN",
    meaning:
      "A connection is known by an ARN of the service codeconnections, or of its older name codestar-connections. To have Gatehouse create one, give its provider instead. https://docs.aws.amazon.com/codepipeline/latest/userguide/connections.html",
    provoke: { set: [{ path: ["connections", "github"], value: { arn: "connection/github" } }] },
    remedy: {
      set: [
        {
          path: ["connections", "github"],
          value: {
            arn: "arn:aws:codeconnections:eu-west-1:100000000002:connection/01234567-89ab-cdef-0123-456789abcdef",
          },
        },
      ],
    },
  },
  "invalid-repository": {
    title: "This is no repository's full name",
    meaning:
      "CodePipeline takes owner/repository, without the host and without .git: the connection already says which host. https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodestarConnectionSource.html",
    provoke: {
      set: [
        {
          path: ["pipelines", "web", "source", "repository"],
          value: "https://github.com/acme/web.git",
        },
      ],
    },
    remedy: { set: [{ path: ["pipelines", "web", "source", "repository"], value: "acme/web" }] },
  },
  "invalid-path": {
    title: "This is no path inside its folder",
    meaning:
      "Paths are relative and stay where they belong: those of a deployment in the build artifact, that of the state in the project. A leading / or a .. would reach outside.",
    provoke: {
      set: [{ path: ["pipelines", "api", "deploy", "template"], value: "../packaged.yml" }],
    },
    remedy: { set: [{ path: ["pipelines", "api", "deploy", "template"], value: "packaged.yml" }] },
  },
  "invalid-session-duration": {
    title: "This is no ISO 8601 duration",
    meaning:
      "Identity Center takes durations such as PT8H or PT1H30M: P for period, T for time, then hours and minutes. https://docs.aws.amazon.com/singlesignon/latest/userguide/howtosessionduration.html",
    provoke: { set: [{ path: ["personas", "release-manager", "sessionDuration"], value: "8h" }] },
    remedy: { set: [{ path: ["personas", "release-manager", "sessionDuration"], value: "PT8H" }] },
  },
  "invalid-kms-key": {
    title: "This is no KMS key's ARN",
    meaning:
      "The S3 backend needs the ARN of a key or of an alias. An alias by name alone resolves in whichever account Terraform happens to run. https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html",
    provoke: {
      set: [
        {
          path: ["backend"],
          value: {
            type: "s3",
            bucket: "acme-state",
            region: "eu-west-1",
            kmsKeyArn: "alias/state",
          },
        },
      ],
    },
    remedy: {
      set: [
        { path: ["backend", "kmsKeyArn"], value: "arn:aws:kms:eu-west-1:100000000002:alias/state" },
      ],
    },
  },
  "invalid-format": {
    title: "The value does not have the form it needs",
    meaning:
      "An e-mail address, an https URL, a branch, or the name of something that AWS limits to certain characters. The message says which.",
    provoke: {
      set: [
        { path: ["pipelines", "api", "stages", 2, "approval", "notify", 0], value: "releases" },
      ],
    },
    remedy: {
      set: [
        {
          path: ["pipelines", "api", "stages", 2, "approval", "notify", 0],
          value: "releases@example.com",
        },
      ],
    },
  },
} as const satisfies Record<string, CatalogueEntry>;
