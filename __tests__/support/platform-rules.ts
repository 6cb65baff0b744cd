import { LIMITS } from "../../lib/model/limits";
import type { Platform } from "../../lib/model/platform";
import {
  type EmittedPolicy,
  type PolicyStatement,
  asList,
  conditionValues,
  policiesOf,
  resourcesOf,
} from "./policies";
import type { SynthesizedPlatform } from "./synth-platform";
import { type PersonaRoleFacts, isPersonaTrust } from "./trust-rules";

/** What must hold of whatever a valid config synthesises to; each entry says what does not. */
export function platformFaults(synthesized: SynthesizedPlatform): string[] {
  const policies = policiesOf(synthesized);
  return [
    ...policies
      .filter(({ argument }) => argument === "assume_role_policy")
      .flatMap((policy) => trustFaults(policy, synthesized)),
    ...policies
      .filter(({ type }) => type === "aws_iam_group_policy")
      .flatMap((policy) => groupFaults(policy, synthesized.platform)),
    ...sizeFaults(policies),
    ...synthesized.stackNames.flatMap((name) => stackFaults(name, synthesized)),
    ...pathFaults(synthesized),
  ];
}

function trustFaults(policy: EmittedPolicy, synthesized: SynthesizedPlatform): string[] {
  const { stack, address, statements } = policy;
  const persona = personaRoleOf(policy, synthesized);
  return statements.flatMap((statement) => {
    const narrow =
      persona === undefined ? isNarrowed(statement) : isPersonaTrust(statement, persona);
    return narrow ? [] : [`${stack} ${address}: a trust statement without narrowing conditions`];
  });
}

/** Whose role it is, where it is people's; every other role is taken by services and roles alone. */
function personaRoleOf(
  { stack, resource }: EmittedPolicy,
  synthesized: SynthesizedPlatform,
): PersonaRoleFacts | undefined {
  const { platform } = synthesized;
  const tags = (resource["tags"] ?? {}) as Readonly<Record<string, string>>;
  const persona = platform.personas.find(({ name }) => name === tags["gatehouse:persona"]);
  if (persona === undefined || platform.identity.mode !== "iam") return undefined;
  return {
    platform,
    identity: platform.identity,
    persona,
    accountId: accountOf(stack, synthesized),
  };
}

function accountOf(stackName: string, synthesized: SynthesizedPlatform): string {
  const [provider] = synthesized.stack(stackName).provider.aws;
  return String((provider?.["allowed_account_ids"] as string[] | undefined)?.[0]);
}

function isNarrowed(statement: PolicyStatement): boolean {
  const { Principal } = statement;
  if (statement.Effect === "Deny") return true;
  if (Principal === undefined || typeof Principal === "string") return false;
  if (Principal["Service"] !== undefined) {
    const account = conditionValues(statement, "aws:SourceAccount");
    const source = conditionValues(statement, "aws:SourceArn");
    return account.length === 1 && source.length > 0 && source.every((arn) => isExactAccount(arn));
  }
  const organization = conditionValues(statement, "aws:PrincipalOrgID");
  const roles = conditionValues(statement, "aws:PrincipalArn");
  const exact =
    roles.length > 0 &&
    roles.every((arn) => /^arn:[a-z-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(arn));
  return organization.length === 1 && exact;
}

/** What people may do before they have taken a role: take one of people's, and say which team they are in. */
function groupFaults({ stack, address, statements }: EmittedPolicy, platform: Platform): string[] {
  const { identity, organizationId, partition } = platform;
  if (identity.mode !== "iam") return [`${stack} ${address}: a group of IAM users`];
  return statements.flatMap((statement) => {
    const { Effect, Action, Resource, NotAction, NotResource } = statement;
    const organization = conditionValues(statement, "aws:ResourceOrgID");
    const roles = asList(Resource).every((arn) => {
      const [, , service, , account = "", role = ""] = arn.split(":");
      const isPeoples = role.startsWith(`role${identity.rolePath}${platform.prefix}-`);
      const isOurs = /^\d{12}$/.test(account) || (account === "*" && organization.length === 1);
      return arn.startsWith(`arn:${partition.name}:`) && service === "iam" && isPeoples && isOurs;
    });
    const keeps =
      Effect === "Allow" &&
      (Action === "sts:AssumeRole" || Action === "sts:TagSession") &&
      NotAction === undefined &&
      NotResource === undefined &&
      roles &&
      organization.every((id) => id === organizationId);
    return keeps ? [] : [`${stack} ${address}: more than people's roles may be taken`];
  });
}

function isExactAccount(arn: string): boolean {
  return /^\d{12}$/.test(arn.split(":")[4] ?? "");
}

const SIZE_LIMITS: Readonly<Record<string, number>> = {
  "aws_iam_role.assume_role_policy": LIMITS.trustPolicy,
  "aws_iam_policy.policy": LIMITS.managedPolicy,
  "aws_iam_role_policy.policy": LIMITS.roleInline,
  "aws_iam_group_policy.policy": LIMITS.groupInline,
  "aws_ssoadmin_permission_set_inline_policy.inline_policy": LIMITS.permissionSetInline,
  "aws_kms_key.policy": LIMITS.keyPolicy,
  "aws_s3_bucket_policy.policy": LIMITS.bucketPolicy,
  "aws_sns_topic_policy.policy": LIMITS.topicPolicy,
};

function sizeFaults(policies: readonly EmittedPolicy[]): string[] {
  return policies.flatMap(({ stack, address, type, argument, text }) => {
    const limit = SIZE_LIMITS[`${type}.${argument}`];
    if (limit === undefined)
      return [`${stack} ${address}: no limit is known for ${type}.${argument}`];
    return text.length <= limit ? [] : [`${stack} ${address}: ${text.length} of ${limit}`];
  });
}

const FORBIDDEN_TYPES = [
  "aws_iam_user",
  "aws_iam_access_key",
  "aws_iam_user_login_profile",
  "aws_iam_user_policy",
  "aws_iam_user_policy_attachment",
  "aws_iam_group_policy_attachment",
  "aws_iam_policy_attachment",
  "aws_iam_service_specific_credential",
];

function stackFaults(name: string, synthesized: SynthesizedPlatform): string[] {
  const stack = synthesized.stack(name);
  const faults: string[] = [];
  for (const type of FORBIDDEN_TYPES) if (type in stack.resource) faults.push(`${name}: ${type}`);
  if ("terraform_remote_state" in (stack.data ?? {}))
    faults.push(`${name}: reads another stack's state`);
  for (const role of resourcesOf(stack, "aws_iam_role")) {
    if (typeof role["permissions_boundary"] !== "string")
      faults.push(`${name}: role ${String(role["name"])} without boundary`);
  }
  for (const bucket of resourcesOf(stack, "aws_s3_bucket")) {
    const pipeline = synthesized.platform.pipelines.find(
      (each) => name === `pipeline-${each.name}`,
    );
    const deletable = pipeline?.deleteBucketWithArtifacts === true;
    const { prevent_destroy: kept } = bucket["lifecycle"] as { prevent_destroy: boolean };
    if (bucket["force_destroy"] !== deletable || kept === deletable)
      faults.push(`${name}: bucket ${String(bucket["bucket"])} can be deleted`);
  }
  const [provider] = stack.provider.aws;
  const accounts = provider?.["allowed_account_ids"];
  if (!Array.isArray(accounts) || accounts.length !== 1)
    faults.push(`${name}: the provider takes any account`);
  return faults;
}

/** A path of the machine that wrote it would differ from machine to machine. */
function pathFaults({ files }: SynthesizedPlatform): string[] {
  return [...files].flatMap(([file, text]) =>
    text.includes(process.cwd()) || text.includes("/tmp/") ? [`${file}: an absolute path`] : [],
  );
}
