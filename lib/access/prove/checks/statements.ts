import type { CompiledStatement } from "../../evaluate/policy/compiled-statement";
import type { WorldResource, WorldRole } from "../../world/world";
import type { Check } from "../check";
import type { Inquiry } from "../scene/inquiry";
import type { Scene } from "../scene/scene";

/** What services and trust policies need, and what no statement about them may go beyond, whoever it names. */
export const statements: Check = {
  id: "statements",
  claim:
    "Policies name the organisation's accounts alone, give services what they need, and trust policies let roles be taken",
  run: (scene, inquiry) => {
    const known = accountsOf(scene);
    for (const resource of scene.world.resources)
      for (const statement of resource.policy?.statements ?? []) {
        judgeService(resource, statement, scene, inquiry);
        judgeAccounts(resource.arn, statement, known, inquiry);
      }
    for (const role of scene.world.roles)
      for (const statement of role.trust.statements) {
        judgeTrust(role, statement, scene, inquiry);
        judgeAccounts(role.arn, statement, known, inquiry);
      }
  },
};

/**
 * By service and kind of resource; each as its own documentation asks for it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
 */
const NEEDS: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  "cloudtrail.amazonaws.com": {
    s3_bucket: /^s3:(GetBucketAcl|PutObject)$/,
    kms_key: /^kms:(Decrypt|DescribeKey|GenerateDataKey)$/,
  },
  "logging.s3.amazonaws.com": { s3_bucket: /^s3:PutObject$/ },
  "events.amazonaws.com": {
    sns_topic: /^sns:Publish$/,
    kms_key: /^kms:(Decrypt|GenerateDataKey.*)$/,
  },
  "sns.amazonaws.com": { kms_key: /^kms:(Decrypt|GenerateDataKey.*)$/ },
};
const LOGS = /^logs\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/;
const LOG_NEEDS = /^kms:(Decrypt.*|Encrypt.*|ReEncrypt.*|GenerateDataKey.*|Describe.*)$/;

function judgeService(
  resource: WorldResource,
  statement: CompiledStatement,
  { catalogue }: Scene,
  inquiry: Inquiry,
): void {
  const { evidence, principals, actions } = statement;
  if (evidence.effect === "Deny") return;
  const services = (principals?.entries ?? []).filter(({ shape }) => shape === "service");
  for (const { text } of services) {
    const needed = LOGS.test(text) ? LOG_NEEDS : NEEDS[text]?.[resource.type];
    inquiry.count(1);
    const beyond = catalogue.actionsOf(actions).filter((action) => needed?.test(action) !== true);
    if (beyond.length > 0)
      tell(statement, resource.arn, `${text} may ${shown(beyond)} on ${resource.name}`, inquiry);
  }
}

const TAKING =
  /^sts:(AssumeRole|AssumeRoleWithSAML|AssumeRoleWithWebIdentity|TagSession|SetSourceIdentity)$/;

/** Runs of Terraform come with a token, or as a role. */
const RUNNING = /^sts:AssumeRole(WithWebIdentity)?$/;

function judgeTrust(
  role: WorldRole,
  statement: CompiledStatement,
  { catalogue, provisioners }: Scene,
  inquiry: Inquiry,
): void {
  if (statement.evidence.effect === "Deny") return;
  inquiry.count(1);
  const needed = provisioners.has(role.arn)
    ? RUNNING
    : role.persona === undefined
      ? /^sts:AssumeRole$/
      : TAKING;
  const beyond = catalogue.actionsOf(statement.actions).filter((action) => !needed.test(action));
  if (beyond.length > 0)
    tell(statement, role.arn, `the trust policy of ${role.name} allows ${shown(beyond)}`, inquiry);
}

function accountsOf({ platform }: Scene): ReadonlySet<string | undefined> {
  const { tooling, accounts, managementAccountId, logArchiveAccountId } = platform;
  const { plan = [], apply = [] } = platform.bootstrap?.trustedPrincipals ?? {};
  return new Set([
    tooling.accountId,
    managementAccountId,
    logArchiveAccountId,
    identityAccountOf(platform),
    platform.audit?.trailAccountId,
    ...accounts.map(({ id }) => id),
    ...[...plan, ...apply].map((arn) => arn.split(":")[4]),
  ]);
}

/** Where Identity Center is administered, or where users sign in. */
function identityAccountOf({ identity }: Scene["platform"]): string | undefined {
  if (identity.mode === "identity-center") return identity.adminAccountId;
  return identity.mode === "iam" && identity.signIn.by === "identity-account"
    ? identity.signIn.accountId
    : undefined;
}

/** An account that the config doesn't have is nobody's here, whatever else the statement asks for. */
function judgeAccounts(
  arn: string,
  statement: CompiledStatement,
  known: ReadonlySet<string | undefined>,
  inquiry: Inquiry,
): void {
  if (statement.evidence.effect === "Deny") return;
  for (const { text } of statement.principals?.entries ?? []) {
    const account = /^(?:arn:[^:]*:[^:]*:[^:]*:)?(\d{12})(?::|$)/.exec(text)?.[1];
    inquiry.count(1);
    if (account !== undefined && !known.has(account))
      tell(
        statement,
        arn,
        `${arn} lets in account ${account}, which the config doesn't have`,
        inquiry,
      );
  }
}

function tell(
  { evidence }: CompiledStatement,
  who: string,
  message: string,
  inquiry: Inquiry,
): void {
  inquiry.report({
    kind: "violated",
    message,
    who,
    evidence: [evidence],
    fix: "name just the actions that are needed",
  });
}

function shown(actions: readonly string[]): string {
  const more = actions.length - 3;
  return `${actions.slice(0, 3).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
