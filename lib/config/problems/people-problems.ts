import type { CatalogueEntry } from "./catalogue-entry";

const METRICS = {
  description: "Looks at what could run.",
  on: "accounts",
  permissions: [{ actions: ["ecs:ListTaskDefinitions"], resources: ["*"] }],
};
const BY_USERS = { by: "identity-account", accountId: "555555555555" };
const MANY_GROUPS = Array.from({ length: 11 }, (_, index) => ({
  name: `watch-${index + 1}`,
  personas: ["auditor"],
  source: "created",
  members: ["ada"],
}));
const BY_PROVIDER = { mode: "iam", signIn: { by: "saml", providerName: "directory" } };

export const PEOPLE_PROBLEMS = {
  "capability-repeats": {
    title: "A capability of your own allows what one of Gatehouse's allows",
    meaning:
      "Separation of duties knows who starts, edits or approves by the capabilities that personas hold. The same action under another name would go uncounted, so each has one way in. Changes of pipelines that no capability allows come from Terraform. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodepipeline.html",
    provoke: {
      set: [
        {
          path: ["capabilities", "release"],
          value: {
            description: "Starts a release.",
            on: "pipelines",
            permissions: [
              {
                actions: ["codepipeline:StartPipelineExecution"],
                resources: ["arn:{partition}:codepipeline:{region}:{account}:{pipeline}"],
              },
            ],
          },
        },
      ],
    },
    remedy: { set: [{ path: ["capabilities", "release"], value: METRICS }] },
  },
  "own-team-unsupported": {
    title: "This can't be granted by the team's tag",
    meaning:
      "The selection own-team compares the pipeline's tag gatehouse:team with the session's. IAM can do that for CodePipeline, CodeBuild and log groups. Objects in S3 and passed roles have no such comparison, and a capability of your own has resources of its own. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html",
    provoke: {
      set: [
        { path: ["identity", "attributes"], value: { team: "${path:enterprise.department}" } },
        {
          path: ["personas", "developer", "grants", 2],
          value: { capabilities: ["artifacts"], pipelines: "own-team" },
        },
      ],
    },
    remedy: {
      set: [
        {
          path: ["personas", "developer", "grants", 2],
          value: { capabilities: ["artifacts"], pipelines: { teams: ["shop"] } },
        },
      ],
    },
  },
  "team-tag-unset": {
    title: "Nothing says which team a person is in",
    severity: "warning",
    meaning:
      "A grant on own-team holds where the session's team tag is the pipeline's team. Identity Center sets session tags from attributes for access control, which identity.attributes configures; a directory can also send them with its SAML assertions, which can't be seen here. Without the tag such a grant allows nothing. https://docs.aws.amazon.com/singlesignon/latest/userguide/attributesforaccesscontrol.html",
    provoke: {
      set: [
        {
          path: ["personas", "developer", "grants", 2],
          value: { capabilities: ["stop"], pipelines: "own-team" },
        },
      ],
    },
    remedy: {
      set: [{ path: ["identity", "attributes"], value: { team: "${path:enterprise.department}" } }],
    },
  },
  "group-source": {
    title: "The group can't come from there",
    meaning:
      "A group is created by Gatehouse, or looked up in Identity Center's directory by its name or by the id that an external directory gave it. A created group has no such id. Without Identity Center there is no directory to look into, so IAM groups are created.",
    provoke: { set: [{ path: ["groups", 2, "externalId"], value: { issuer: "idp", id: "42" } }] },
    remedy: { set: [{ path: ["groups", 2, "source"], value: "lookup" }] },
  },
  "too-many-groups": {
    title: "An IAM user would be in more groups than IAM takes",
    meaning:
      "A user of an identity account is in at most 10 IAM groups, and that can't be raised. Groups made elsewhere count too, and are not known here. A group may hold several personas, so people who do the same jobs need one group. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
    provoke: {
      set: [
        { path: ["identity"], value: { mode: "iam", signIn: BY_USERS } },
        { path: ["groups"], value: MANY_GROUPS },
      ],
    },
    remedy: {
      set: [
        {
          path: ["groups"],
          value: [{ ...MANY_GROUPS[0], personas: ["auditor", "platform-engineer"] }],
        },
      ],
    },
  },
  "role-path": {
    title: "People's roles would be taken for roles of pipelines",
    meaning:
      "Key policies and boundaries know the roles of pipelines by how their ARNs begin, role/<prefix>-, and a deployment that creates roles does so below role/<prefix>/<pipeline>/. A persona's role among them could do what these may, or be changed by a deployment. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html",
    provoke: {
      set: [{ path: ["identity"], value: { ...BY_PROVIDER, rolePath: "/acme-people/" } }],
    },
    remedy: { set: [{ path: ["identity", "rolePath"], value: "/people/" }] },
  },
  "session-tag": {
    title: "A session tag says two things, or the same of everybody",
    meaning:
      "Who someone is, their team and their MFA are told by session tags. A session also carries the tags of its role, and everything that Gatehouse creates has those under tags: one of the same key would put everybody into one team, or say that all signed in with MFA. Upper and lower case are the same key. Under identity.attributes, the tag about MFA would come from the directory and not from the sign-in. IAM users pass no tag about MFA; they show it when they take a role. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html",
    provoke: {
      set: [
        { path: ["identity"], value: BY_PROVIDER },
        { path: ["tags", "Team"], value: "platform" },
      ],
    },
    remedy: { set: [{ path: ["identity", "teamTag"], value: "squad" }] },
  },
} as const satisfies Record<string, CatalogueEntry>;
