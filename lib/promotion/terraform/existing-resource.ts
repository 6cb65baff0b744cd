import type { TerraformError } from "./read-errors";

/** A resource that AWS has and the state doesn't. */
export interface ExistingResource {
  readonly address: string;
  /** What `terraform import` takes; undefined where the error doesn't tell. */
  readonly importId?: string;
}

/** How AWS says that our own account has that name already. A bucket's may be another account's: no import helps. */
const TAKEN =
  /\b(?:EntityAlreadyExists|ResourceAlreadyExistsException|AlreadyExistsException|PipelineNameInUseException|BucketAlreadyOwnedByYou|TrailAlreadyExistsException|ConflictException: .*(?:already exists|Duplicate))\b/;

/** `creating IAM Role (acme-app-deploy): operation error …` */
const CREATING = /^creating [^(]+ \(([^)]+)\):/;

const TYPE = /(?:^|\.)(aws_[a-z0-9_]+)\.[^.]+$/;

/**
 * What `terraform import` takes for the types whose names AWS has once, made of the name in the error.
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs, under "Import" of each type
 */
const IMPORT_IDS: Readonly<Record<string, (name: string, account: string) => string>> = {
  aws_cloudwatch_log_group: (name) => name,
  aws_codebuild_project: (name) => name,
  aws_codepipeline: (name) => name,
  aws_iam_group: (name) => name,
  aws_iam_policy: (name, account) => `arn:aws:iam::${account}:policy/${name}`,
  aws_iam_role: (name) => name,
  aws_kms_alias: (name) => name,
  aws_s3_bucket: (name) => name,
};

/** @param account of the stack; a word to be replaced by it where it isn't known */
export function findExistingResource(
  { text, address }: TerraformError,
  account: string,
): ExistingResource | undefined {
  if (address === undefined || !TAKEN.test(text)) return undefined;
  const [, name] = CREATING.exec(text) ?? [];
  const [, type = ""] = TYPE.exec(address) ?? [];
  const idOf = IMPORT_IDS[type];
  if (name === undefined || idOf === undefined) return { address };
  return { address, importId: idOf(name, account) };
}
