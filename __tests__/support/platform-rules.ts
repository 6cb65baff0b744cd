import { LIMITS } from "../../lib/model/limits";
import {
  type EmittedPolicy,
  type PolicyStatement,
  conditionValues,
  policiesOf,
  resourcesOf,
} from "./policies";
import type { SynthesizedPlatform } from "./synth-platform";

/** What must hold of whatever a valid config synthesises to; each entry says what does not. */
export function platformFaults(synthesized: SynthesizedPlatform): string[] {
  const policies = policiesOf(synthesized);
  return [
    ...policies.filter(({ argument }) => argument === "assume_role_policy").flatMap(trustFaults),
    ...sizeFaults(policies),
    ...synthesized.stackNames.flatMap((name) => stackFaults(name, synthesized)),
    ...pathFaults(synthesized),
  ];
}

function trustFaults({ stack, address, statements }: EmittedPolicy): string[] {
  return statements.flatMap((statement) => {
    const narrow = isNarrowed(statement);
    return narrow ? [] : [`${stack} ${address}: a trust statement without narrowing conditions`];
  });
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

function isExactAccount(arn: string): boolean {
  return /^\d{12}$/.test(arn.split(":")[4] ?? "");
}

const SIZE_LIMITS: Readonly<Record<string, number>> = {
  "aws_iam_role.assume_role_policy": LIMITS.trustPolicy,
  "aws_iam_policy.policy": LIMITS.managedPolicy,
  "aws_iam_role_policy.policy": LIMITS.roleInline,
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
