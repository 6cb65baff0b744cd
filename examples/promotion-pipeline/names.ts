import { Place, artifactLocation } from "../../modules";

/** The platform that is promoted, as its `platform.yaml` has it. A test holds the two together. */
export const organizationId = "o-a1b2c3d4e5";
const PREFIX = "gatehouse";
const REGION = "eu-west-1";
export const tooling = new Place({ accountId: "222222222222", region: REGION });

/** Every account that has a stack `bootstrap-*`. */
const ACCOUNTS = [
  "111111111111",
  "222222222222",
  "333333333333",
  "400000000001",
  "400000000002",
  "400000000003",
  "400000000004",
  "400000000005",
  "400000000006",
].map((accountId) => new Place({ accountId, region: REGION }));

export interface PromotedWave {
  readonly name: string;
  /** Whether a second person must sign, so that the pipeline waits for one. */
  readonly protected: boolean;
}

/** In order, as `npx gatehouse status` lists them. */
export const WAVES: readonly PromotedWave[] = [
  { name: "tooling", protected: true },
  { name: "dev", protected: false },
  { name: "staging", protected: false },
  { name: "prod", protected: true },
  { name: "pipelines", protected: true },
];

export type Phase = "plan" | "apply";

export const NAMES = {
  pipeline: "promotion",
  /** One stage for all waves: a stage is one execution's at a time, so no commit overtakes another between two waves. */
  stage: "promote",
  repository: "example-org/platform",
  branch: "main",
  keyAlias: "promotion-artifacts",
  artifactBucket: `promotion-artifacts-${tooling.accountId}`,
  accessLogBucket: `promotion-access-logs-${tooling.accountId}`,
  topic: "promotion-approve",
  boundary: "promotion-boundary",
  /** In Secrets Manager: the SSH key that the pipeline signs as the planner with. Made by hand, so in no state. */
  signingKey: "promotion/signing-key",
  source: "source",
} as const;

export const ROLES = {
  pipeline: "promotion-pipeline",
  source: "promotion-source",
  approve: "promotion-approve",
  /** What the pipeline assumes to start a build. */
  start: { plan: "promotion-start-plan", apply: "promotion-start-apply" },
  /** What the build itself runs as: `provisioner.bootstrap.trustedPrincipals` lists these two. */
  run: { plan: "promotion-plan", apply: "promotion-apply" },
} as const;

export const projectName = (phase: Phase): string => `promotion-${phase}`;
export const logGroupName = (phase: Phase): string => `/aws/codebuild/${projectName(phase)}`;

export const artifacts = artifactLocation(tooling, {
  bucketName: NAMES.artifactBucket,
  keyAliasName: NAMES.keyAlias,
});

/** A connection to the source host, made and confirmed once in the console. */
export const connectionArn = tooling.arn(
  "codeconnections",
  "connection/11111111-2222-3333-4444-555555555555",
);

/** Secrets Manager puts six characters behind a secret's name. */
export const signingKeyArn = tooling.arn("secretsmanager", `secret:${NAMES.signingKey}-??????`);

/** The roles of bootstrap that a phase takes: each stack's own, and the journal's. */
export function provisionerRoleArns(phase: Phase): string[] {
  return [
    ...ACCOUNTS.map((account) => account.roleArn(`provisioner-${PREFIX}-*-${phase}`)),
    tooling.roleArn(`provisioner-${PREFIX}-promotion`),
  ];
}
