import type { CatalogueEntry } from "./catalogue-entry";

export const ACCESS_PROBLEMS = {
  "protected-stage-without-approval": {
    title: "A stage deploys to a protected environment without an approval",
    meaning:
      "IAM knows StartPipelineExecution for a whole pipeline only, so whoever may start it drives every stage that nothing guards. Therefore each stage that deploys to a protected environment carries an approval. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodepipeline.html",
    provoke: { set: [{ path: ["pipelines", "api", "stages", 2, "approval"] }] },
    remedy: { set: [{ path: ["pipelines", "api", "stages", 2, "approval"], value: {} }] },
  },
  "duty-conflict": {
    title: "One person could do what separation of duties keeps apart",
    meaning:
      "An approval is a second pair of eyes. Whoever approves a stage must not start or edit the pipeline, override a stage's condition, open its gate or commit through its connection: each of these leads round the approval. Rules of your own stand in separationOfDuties. They count for one persona, for what it extends, for a group that holds several, and for a person in several groups, as far as members or --members say who is where.",
    provoke: {
      set: [
        {
          path: ["personas", "release-manager", "grants", 0, "capabilities"],
          value: ["view", "start"],
        },
      ],
    },
    remedy: {
      set: [
        { path: ["personas", "release-manager", "grants", 0, "capabilities"], value: ["view"] },
      ],
    },
  },
  "duty-forbids-itself": {
    title: "A rule keeps a duty apart from itself",
    meaning:
      "Who holds a duty that stands under holder and under mustNotHold breaks the rule by holding it, so that nobody may have it on any pipeline that the rule is about. A duty that nobody should have is better not granted.",
    provoke: {
      set: [
        {
          path: ["separationOfDuties"],
          value: [
            {
              name: "releases-by-two",
              description: "Who takes a release back has not skipped its checks.",
              holder: ["rollback"],
              mustNotHold: ["rollback", "override"],
            },
          ],
        },
      ],
    },
    remedy: {
      set: [{ path: ["separationOfDuties", 0, "mustNotHold"], value: ["override"] }],
    },
  },
  "approval-without-approver": {
    title: "Nobody may give this approval",
    severity: "warning",
    meaning:
      "No enabled persona holds approve on this stage, so every execution waits here until the approval times out and fails. The default is 7 days: https://docs.aws.amazon.com/codepipeline/latest/userguide/approvals.html",
    provoke: {
      set: [
        {
          path: ["personas", "release-manager", "grants", 1, "stages"],
          value: { environments: ["prod"] },
        },
      ],
    },
    remedy: {
      set: [
        {
          path: ["personas", "release-manager", "grants", 1, "stages"],
          value: { environments: ["staging", "prod"] },
        },
      ],
    },
  },
  "starter-may-approve": {
    title: "The same person may start and approve here",
    severity: "warning",
    meaning:
      "The setting allowStarterToApprove lifts the rule of two pairs of eyes on this stage. It is taken on stages that are not protected, as small teams may want it there, and shown each time.",
    provoke: {
      set: [
        {
          path: ["pipelines", "api", "stages", 1, "approval", "allowStarterToApprove"],
          value: true,
        },
      ],
    },
    remedy: {
      set: [{ path: ["pipelines", "api", "stages", 1, "approval", "allowStarterToApprove"] }],
    },
  },
  "grant-level": {
    title: "IAM cannot grant this for single stages",
    meaning:
      "CodePipeline checks view, start, stop and edit on the pipeline's ARN alone, and logs, artifacts, source and a capability of your own belong to the whole pipeline too. A grant that looks narrower than it is would deceive whoever reviews it, so it is refused. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodepipeline.html",
    provoke: {
      set: [
        {
          path: ["personas", "release-manager", "grants", 1, "capabilities"],
          value: ["approve", "stop"],
        },
      ],
    },
    remedy: {
      set: [
        {
          path: ["personas", "release-manager", "grants", 0, "capabilities"],
          value: ["view", "stop"],
        },
        { path: ["personas", "release-manager", "grants", 1, "capabilities"], value: ["approve"] },
      ],
    },
  },
  "grant-without-target": {
    title: "A grant does not say on what",
    meaning:
      "Capabilities on pipelines need pipelines, inspect, operate and audit need accounts; and a grant that names one of them needs a capability for it. There is no default: a grant on everything is written as pipelines: all.",
    provoke: { set: [{ path: ["personas", "auditor", "grants", 0, "pipelines"] }] },
    remedy: { set: [{ path: ["personas", "auditor", "grants", 0, "pipelines"], value: "all" }] },
  },
  "persona-without-group": {
    title: "Nobody has this persona",
    severity: "warning",
    meaning:
      "People get personas through groups. A persona that no group holds is compiled and checked, but assigned to nobody. If that is meant, as with break-glass, say so with enabled: false.",
    provoke: { set: [{ path: ["groups", 3] }] },
    remedy: { set: [{ path: ["groups", 0, "personas"], value: ["developer", "auditor"] }] },
  },
  "managed-policy": {
    title: "A persona carries a managed policy",
    severity: "warning",
    meaning:
      "Gatehouse compiles grants to exact actions and ARNs. A managed policy is whatever AWS or the account's owner has written into it, now and later, in every account that the persona reaches. The denies that keep approvers from starting hold all the same. https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetcustom.html",
    provoke: {
      set: [{ path: ["personas", "auditor", "managedPolicies"], value: ["ReadOnlyAccess"] }],
    },
    remedy: { set: [{ path: ["personas", "auditor", "managedPolicies"] }] },
  },
} as const satisfies Record<string, CatalogueEntry>;
