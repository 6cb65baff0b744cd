import { goldenWith } from "../../support/platform-file";

/** The golden platform with one of everything that a report has a word for. */
export const RICH_TEXT = goldenWith(
  {
    path: ["capabilities"],
    value: {
      "read-metrics": {
        description: "Graphs of what runs.\nNothing else.",
        on: "accounts",
        permissions: [{ actions: ["cloudwatch:DescribeAnomalyDetectors"], resources: ["*"] }],
      },
      "read-reports": {
        description: "Test reports.",
        on: "pipelines",
        permissions: [
          {
            actions: ["codebuild:BatchGetReports"],
            resources: ["arn:{partition}:codebuild:{region}:{account}:report-group/{pipeline}-*"],
          },
        ],
      },
    },
  },
  {
    path: ["separationOfDuties"],
    value: [
      {
        name: "no-logs-for-approvers",
        description: "Logs may hold secrets.\n*/ // Whoever decides needs none.",
        holder: ["approve"],
        mustNotHold: ["logs", "operate"],
      },
    ],
  },
  { path: ["identity", "attributes"], value: { team: "${path:enterprise.department}" } },
  {
    path: ["personas", "teammate"],
    value: {
      description: "Looks after its own.\nWhoever it is.",
      sessionDuration: "PT10H30M",
      managedPolicies: ["ReadOnlyAccess"],
      customerManagedPolicies: ["our-own"],
      grants: [
        { capabilities: ["view", "start", "retry"], pipelines: "own-team" },
        { capabilities: ["read-reports", "logs"], pipelines: { names: ["api"] } },
        {
          capabilities: ["inspect", "read-metrics"],
          accounts: { environments: ["dev", "staging"] },
        },
      ],
    },
  },
  {
    path: ["personas", "overseer"],
    value: {
      description: "Sees everything.",
      extends: ["auditor"],
      grants: [{ capabilities: ["audit", "inspect"], accounts: "all" }],
    },
  },
  {
    path: ["personas", "gatekeeper"],
    value: {
      description: "Approves api, and stops all else.",
      grants: [
        { capabilities: ["gate"], pipelines: "all", stages: { protected: true } },
        { capabilities: ["approve"], pipelines: { names: ["api"] } },
      ],
    },
  },
  {
    path: ["personas", "on-call"],
    value: {
      description: "Emergencies.",
      sessionDuration: "PT1H",
      breakGlass: {
        from: "2027-01-31T12:00:00Z",
        until: "2027-01-31T18:00:00Z",
        reason: "INC-1234: the shop\nis down",
        notify: ["security@example.com"],
      },
      grants: [{ capabilities: ["operate"], accounts: { environments: ["prod"] } }],
    },
  },
  {
    path: ["groups", 4],
    value: { name: "R&D (Lab)", personas: ["teammate", "overseer"] },
  },
  { path: ["groups", 5], value: { name: "Gatekeepers", personas: ["gatekeeper"] } },
  { path: ["groups", 6], value: { name: "On Call", personas: ["on-call"] } },
);
