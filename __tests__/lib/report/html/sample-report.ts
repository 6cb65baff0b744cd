import type { Evidence, PolicySource } from "../../../../lib/access/evaluate/policy/evidence";
import type { AccessCell, Effect, Subject } from "../../../../lib/access/matrix/access-matrix";
import type { Place } from "../../../../lib/access/matrix/place";
import type { ProofCheck } from "../../../../lib/access/prove/proof";
import type { WorldPipeline } from "../../../../lib/access/world/world";
import type { Platform } from "../../../../lib/model/platform";
import { placeKey } from "../../../../lib/report/html/data/place-key";
import type { ReportInput } from "../../../../lib/report/html/report-input";
import { SHIPPED_TEXT, validPlatform } from "../../../support/platform-file";
import { renamed } from "./renamed";

/** Every kind of right, proof and path at once, on the shipped platform. */
export async function sampleReport(rename?: (name: string) => string): Promise<ReportInput> {
  const platform = await validPlatform(SHIPPED_TEXT);
  const input = sampleFor(platform);
  return rename === undefined ? input : renamed(input, rename);
}

const CHECKOUT: Place = { kind: "pipeline", pipeline: "checkout-api" };
const STAGING: Place = { kind: "stage", pipeline: "checkout-api", stage: "staging" };
const PROD: Place = { kind: "stage", pipeline: "checkout-api", stage: "prod" };
const APPROVAL: Place = {
  kind: "approval",
  pipeline: "checkout-api",
  stage: "prod",
  action: "approve",
};
const ACCOUNT: Place = { kind: "account", account: "shop-dev", accountId: "400000000001" };
const TOOLING: Place = { kind: "account", account: "tooling", accountId: "222222222222" };

const ALLOWED: Effect = { kind: "allowed" };
const CONDITION: Effect = {
  kind: "conditional",
  when: "StringEquals aws:PrincipalTag/team is shop",
  keys: ["aws:PrincipalTag/team"],
};

function cellsOf(): AccessCell[] {
  const cell = (subject: string, capability: string, place: Place, effect = ALLOWED) => ({
    subject,
    capability,
    place,
    effect,
    intended: true,
  });
  return [
    cell("auditor", "audit", ACCOUNT),
    cell("auditor", "audit", TOOLING),
    cell("developer", "view", CHECKOUT),
    cell("developer", "start", CHECKOUT),
    cell("developer", "logs", CHECKOUT, { kind: "partial", lacks: ["logs:GetLogEvents"] }),
    { ...cell("developer", "edit", CHECKOUT), intended: false },
    cell("developer", "retry", STAGING),
    cell("platform-engineer@shop", "start", CHECKOUT),
    cell("platform-engineer@data", "stop", CHECKOUT),
    cell("platform-engineer@shop", "stop", CHECKOUT),
    cell("release-manager", "rollback", PROD, { kind: "denied" }),
    cell("release-manager", "approve", APPROVAL, CONDITION),
  ];
}

const SOURCE: PolicySource = {
  name: "inline policy of gatehouse-developer",
  file: "stacks/identity-center/cdk.tf.json",
  at: "aws_ssoadmin_permission_set_inline_policy.developer",
};
const ALLOW: Evidence = { source: SOURCE, path: "$.Statement[1]", sid: "Start", effect: "Allow" };
const DENY: Evidence = { source: SOURCE, path: "$.Statement[0]", sid: "Never", effect: "Deny" };
const DOCUMENT = {
  Version: "2012-10-17",
  Statement: [
    { Sid: "Never", Effect: "Deny", Action: "codepipeline:PutApprovalResult", Resource: "*" },
    { Sid: "Start", Effect: "Allow", Action: "codepipeline:StartPipelineExecution", Resource: "*" },
  ],
};

function sampleFor(platform: Platform): ReportInput {
  const subject = (id: string, team?: string): Subject => {
    const [persona = ""] = id.split("@");
    const groups = platform.groups.filter(({ personas }) =>
      personas.some((name) => name === persona),
    );
    return { id, persona, team, roles: [], groups: groups.map(({ name }) => name) };
  };
  const cells = cellsOf();
  return {
    platform,
    placeOf: ([, name = "", , index = 0]) => `platform.yaml:${name.toString().length}:${index}`,
    matrix: {
      subjects: [
        ...["auditor", "break-glass", "data-developer", "developer"].map((id) => subject(id)),
        subject("platform-engineer@data", "data"),
        subject("platform-engineer@shop", "shop"),
        ...["release-manager", "tester"].map((id) => subject(id)),
      ],
      cells,
      decisions: 1_234,
    },
    proof: { checks: checks() },
    world: {
      pipelines: platform.pipelines.map(worldPipeline),
      unmodelled: [
        {
          origin: { file: "stacks/tooling/cdk.tf.json", address: "aws_iam_user.robot" },
          what: "a user signs in by itself, and nobody asked what it may do",
        },
      ],
    },
    capabilitiesAt: (kind) => VOCABULARY[kind],
    explain: ({ subject: { id, persona }, capability, place }) => {
      const cell = cells.find(
        (each) =>
          each.subject === id &&
          each.capability === capability &&
          placeKey(each.place) === placeKey(place),
      );
      const isHeld = cell !== undefined && cell.effect.kind !== "denied";
      return {
        grants: cell?.intended === true ? [["personas", persona, "grants", 0]] : [],
        probes: [
          {
            action: `codepipeline:${capability}`,
            resource: `arn:aws:codepipeline:eu-west-1:222222222222:${resourceOf(place)}`,
            verdict: isHeld
              ? { kind: "allowed", by: [ALLOW] }
              : { kind: "explicitlyDenied", by: [DENY] },
          },
        ],
      };
    },
    documentOf: (source) => (source === SOURCE ? DOCUMENT : undefined),
    graph: {
      nodes: [
        { id: "p", kind: "persona", label: "developer", note: "persona", cluster: "" },
        { id: "r", kind: "role", label: "pipeline", note: "tooling", cluster: "checkout-api" },
        { id: "d", kind: "role", label: "deploy", note: "shop-dev", cluster: "checkout-api" },
      ],
      edges: [
        { from: "p", to: "r", by: "iam:PassRole", intended: false, certain: true },
        { from: "r", to: "d", by: "sts:AssumeRole", intended: true, certain: false },
      ],
    },
    changes: {
      against: "origin/main",
      changes: [
        { persona: "developer", kind: "gives", words: "edit on checkout-api" },
        { persona: "tester", kind: "takes", words: "logs on data-lake" },
      ],
    },
  };
}

const VOCABULARY: Readonly<Record<Place["kind"], readonly string[]>> = {
  pipeline: ["view", "start", "stop", "logs", "artifacts", "source", "edit"],
  stage: ["retry", "rollback", "gate"],
  approval: ["approve"],
  account: ["inspect", "operate", "audit"],
};

function resourceOf(place: Place): string {
  return place.kind === "account" ? place.accountId : place.pipeline;
}

function worldPipeline({ name, stages }: Platform["pipelines"][number]): WorldPipeline {
  const action = (category: string, actionName: string) => ({
    name: actionName,
    category,
    provider: "",
    region: "eu-west-1",
    runOrder: 1,
    configuration: {},
  });
  return {
    name,
    arn: `arn:aws:codepipeline:eu-west-1:222222222222:${name}`,
    accountId: "222222222222",
    region: "eu-west-1",
    roleArn: "",
    stages: [
      { name: "source", actions: [] },
      ...stages.map((stage) => ({
        name: stage.name,
        actions: stage.approval === undefined ? [] : [action("Approval", "approve")],
      })),
    ],
    stores: [],
    tags: {},
    origin: { file: "stacks/pipeline/cdk.tf.json", address: "aws_codepipeline.it" },
  };
}

function checks(): ProofCheck[] {
  return [
    { id: "transport", claim: "Every request needs TLS", decisions: 40, findings: [] },
    { id: "empty", claim: "Nothing was asked about this", decisions: 0, findings: [] },
    {
      id: "escalation",
      claim: "Nobody gains more than was granted",
      decisions: 90,
      findings: [
        {
          kind: "violated",
          message: "developer can become the pipeline role",
          who: "developer",
          action: "iam:PassRole",
          resource: "arn:aws:iam::222222222222:role/pipeline",
          evidence: [ALLOW],
          config: ["personas", "developer", "grants", 0],
          steps: [{ from: "developer", by: "iam:PassRole", to: "pipeline", evidence: [ALLOW] }],
          fix: "remove iam:PassRole from the statement",
        },
      ],
    },
    {
      id: "outside",
      claim: "Nobody outside gets in",
      decisions: 7,
      findings: [
        {
          kind: "undecided",
          message: "a stranger may read the bucket",
          who: "a stranger",
          evidence: [],
          fix: "say which organisation",
        },
      ],
    },
  ];
}
