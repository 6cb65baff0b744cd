import { arnOf } from "./arn-of";
import { blocksIn, isSet } from "./json-value";
import { partitionOf } from "./partition-of";
import type { Reference } from "./parse-reference";
import type { TerraformBlock } from "./terraform-stack";

/** How a block's other values are looked at; what can't be told is undefined. */
export interface Siblings {
  readonly attribute: (block: TerraformBlock, name: string) => string | undefined;
  readonly text: (block: TerraformBlock, value: unknown) => string | undefined;
  /** The resource of any stack that has this type and, in the block's account and region, this name. */
  readonly findByName: (block: TerraformBlock, type: string) => TerraformBlock | undefined;
}

/** Of resources whose `id` is their ARN; most others' is their name. */
const ID_IS_ARN: ReadonlySet<string> = new Set([
  "aws_codebuild_project",
  "aws_codeconnections_connection",
  "aws_codestarconnections_connection",
  "aws_iam_openid_connect_provider",
  "aws_iam_policy",
  "aws_iam_saml_provider",
  "aws_secretsmanager_secret",
  "aws_sfn_state_machine",
  "aws_sns_topic",
]);

const NAMED_OTHERWISE: ReadonlyMap<string, string> = new Map([
  ["aws_s3_bucket", "bucket"],
  ["aws_lambda_function", "function_name"],
  ["aws_cloudwatch_metric_alarm", "alarm_name"],
]);

const KEYS = /^aws_kms_(external_|replica_)?key$/;

/** What AWS and its provider fill in, as far as it follows from what is written. */
export function computed(
  block: TerraformBlock,
  path: Reference["path"],
  siblings: Siblings,
): string | undefined {
  const [attribute] = path;
  if (block.mode === "data") return ofData(block, path, siblings);
  if (path.length > 1 || typeof attribute !== "string") return undefined;
  const { type } = block;
  if (type === "aws_identitystore_group")
    return attribute === "group_id"
      ? groupId(siblings.attribute(block, "display_name"))
      : undefined;
  if (type === "aws_kms_alias" && attribute.startsWith("target_key_"))
    return targetKey(block, attribute, siblings);
  if (attribute === "arn") return ownArn(block, siblings);
  if (attribute === nameOf(type)) return generatedName(block, siblings);
  if (type === "aws_organizations_policy") return attribute === "id" ? symbolOf(block) : undefined;
  if (KEYS.test(type)) return /^(key_)?id$/.test(attribute) ? symbolOf(block) : undefined;
  if (type === "aws_sqs_queue" && (attribute === "id" || attribute === "url")) {
    const name = siblings.attribute(block, "name");
    return (
      name && `https://sqs.${block.region ?? ""}.amazonaws.com/${block.accountId ?? ""}/${name}`
    );
  }
  if (attribute === "id") {
    if (ID_IS_ARN.has(type)) return ownArn(block, siblings);
    return siblings.attribute(block, nameOf(type));
  }
  return undefined;
}

function ownArn(block: TerraformBlock, { attribute }: Siblings): string | undefined {
  if (block.accountId === undefined) return undefined;
  return arnOf(block.type, {
    partition: partitionOf(block.region),
    region: block.region ?? "",
    accountId: block.accountId,
    symbol: symbolOf(block),
    attribute: (name) => attribute(block, name),
  });
}

function nameOf(type: string): string {
  return NAMED_OTHERWISE.get(type) ?? "name";
}

/** Where no name is given Terraform invents the end of it, or all. */
function generatedName(block: TerraformBlock, { attribute }: Siblings): string | undefined {
  const named = nameOf(block.type);
  if (!GENERATED.has(block.type) || isSet(block.values[named])) return undefined;
  const prefix = attribute(block, `${named}_prefix`);
  return `${prefix === undefined || prefix === "" ? "terraform-" : prefix}${symbolOf(block)}`;
}

/** Types whose name is optional. */
const GENERATED: ReadonlySet<string> = new Set([
  "aws_cloudwatch_event_rule",
  "aws_cloudwatch_log_group",
  "aws_iam_policy",
  "aws_iam_role",
  "aws_kms_alias",
  "aws_s3_bucket",
  "aws_secretsmanager_secret",
  "aws_sns_topic",
  "aws_sqs_queue",
]);

/** Stands for an id that AWS invents: the same in every run, and told apart from all others. */
function symbolOf({ stack, scope, name, index }: TerraformBlock): string {
  return `${stack}.${scope}${name}${index}`.replace(/[^\w.-]/g, "-");
}

/** Groups of the Identity Center directory go by their display name. */
function groupId(displayName: string | undefined): string | undefined {
  return displayName && `group:${displayName}`;
}

function ofData(
  block: TerraformBlock,
  path: Reference["path"],
  siblings: Siblings,
): string | undefined {
  const [attribute, index] = path;
  const { type, region, accountId } = block;
  const partition = partitionOf(region);
  if (type === "aws_ssoadmin_instances") {
    if (index !== 0) return undefined;
    if (attribute === "arns") return `arn:${partition}:sso:::instance/ssoins-0000000000000000`;
    return attribute === "identity_store_ids" ? "d-0000000000" : undefined;
  }
  if (path.length > 1) return undefined;
  switch (type) {
    case "aws_caller_identity":
      return attribute === "account_id" || attribute === "id" ? accountId : undefined;
    case "aws_region":
      return attribute === "name" || attribute === "id" || attribute === "region"
        ? region
        : undefined;
    case "aws_partition":
      return attribute === "partition" || attribute === "id" ? partition : undefined;
    case "aws_kms_alias":
      return targetKey(block, attribute, siblings);
    case "aws_identitystore_group":
      return attribute === "group_id" ? groupId(soughtName(block, siblings)) : undefined;
    default: {
      const same = SAME_AS_RESOURCE.has(type) ? siblings.findByName(block, type) : undefined;
      return same === undefined || typeof attribute !== "string"
        ? undefined
        : siblings.attribute(same, attribute);
    }
  }
}

/** A group is looked up by `alternate_identifier { unique_attribute { … } }`. */
function soughtName(block: TerraformBlock, { text }: Siblings): string | undefined {
  const [alternate = {}] = blocksIn(block.values.alternate_identifier);
  const [unique = {}] = blocksIn(alternate.unique_attribute);
  const byName = text(block, unique.attribute_path)?.toLowerCase() === "displayname";
  return byName ? text(block, unique.attribute_value) : undefined;
}

/** Data sources that find by name what another stack makes. */
const SAME_AS_RESOURCE: ReadonlySet<string> = new Set([
  "aws_codestarconnections_connection",
  "aws_codeconnections_connection",
  "aws_iam_policy",
  "aws_iam_role",
  "aws_s3_bucket",
  "aws_sns_topic",
]);

function targetKey(
  block: TerraformBlock,
  attribute: string | number | undefined,
  siblings: Siblings,
): string | undefined {
  const alias = block.mode === "data" ? siblings.findByName(block, "aws_kms_alias") : block;
  const { region = "", accountId = "" } = block;
  const before = `arn:${partitionOf(region)}:kms:${region}:${accountId}:key/`;
  const key =
    alias === undefined
      ? awsManagedKey(siblings.attribute(block, "name"))
      : siblings.attribute(alias, "target_key_id");
  if (key === undefined) return undefined;
  const id = key.slice(key.lastIndexOf("/") + 1);
  if (attribute === "target_key_arn") return key.startsWith("arn:") ? key : `${before}${id}`;
  return attribute === "target_key_id" ? id : undefined;
}

/** AWS makes the keys behind `alias/aws/…` by itself. */
function awsManagedKey(alias: string | undefined): string | undefined {
  return alias?.startsWith("alias/aws/") === true ? alias.slice(6).replace("/", ".") : undefined;
}
