import { Names } from "../../model/names";
import type { Platform } from "../../model/platform";
import { type Phase, ProvisionerNames } from "../../model/provisioner-names";
import type { Conditions, Statement } from "../statement";

type S3Backend = Extract<Platform["backend"], { readonly type: "s3" }>;

/**
 * A stack's own state and its lock file. Elsewhere than in S3 it is no matter of IAM.
 * @see https://developer.hashicorp.com/terraform/language/backend/s3#permissions-required
 */
export function stateAccess(platform: Platform, stack: string, phase: Phase): Statement[] {
  const { backend } = platform;
  if (backend.type !== "s3") return [];
  const names = new Names(platform);
  const bucket = names.bucketArn(backend.bucket);
  const key = stateKey(backend, stack);
  const state = `${bucket}/${key}`;
  return [
    {
      sid: "StateList",
      actions: ["s3:ListBucket"],
      resources: [bucket],
      // S3 tells a state that isn't there yet from one that is closed by this right, and names no prefix then.
      // The other prefix is where the backend looks for workspaces.
      conditions: { StringEqualsIfExists: { "s3:prefix": [key, "env:/"] } },
    },
    {
      sid: phase === "plan" ? "StateRead" : "State",
      actions: phase === "plan" ? ["s3:GetObject"] : ["s3:GetObject", "s3:PutObject"],
      resources: [state],
    },
    {
      sid: "StateLock",
      actions: ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
      resources: [`${state}${LOCK_SUFFIX}`],
    },
    ...stateKeyAccess(platform, backend, [bucket, state, `${state}${LOCK_SUFFIX}`]),
  ];
}

/** @see https://developer.hashicorp.com/terraform/language/backend/s3#state-locking */
export const LOCK_SUFFIX = ".tflock";

export function stateKey({ keyPrefix }: S3Backend, stack: string): string {
  return `${keyPrefix}/${stack}.tfstate`;
}

/** S3 names the object to KMS or, with Bucket Keys, the bucket. */
export function stateKeyAccess(
  platform: Platform,
  backend: S3Backend,
  contexts: readonly string[],
): Statement[] {
  const key = keyOf(platform, backend);
  if (key === undefined) return [];
  const service = { "kms:ViaService": new Names(platform).viaService("s3", backend.region) };
  const encryption = { "kms:EncryptionContext:aws:s3:arn": contexts };
  const areNames = contexts.every((context) => !context.includes("*"));
  return [
    {
      sid: "StateKey",
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: [key.arn],
      conditions: {
        ...(areNames
          ? { StringEquals: { ...service, ...encryption } }
          : { StringEquals: service, StringLike: encryption }),
        ...key.conditions,
      },
    },
  ];
}

function keyOf(
  platform: Platform,
  { createBucket, kmsKeyArn, region }: S3Backend,
): { readonly arn: string; readonly conditions?: Conditions } | undefined {
  const byAlias = (anyKey: string, alias: string) => ({
    arn: anyKey,
    conditions: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": alias } },
  });
  if (createBucket) {
    const anyKey = new Names(platform).arn("kms", region, platform.tooling.accountId, "key/*");
    return byAlias(anyKey, `alias/${new ProvisionerNames(platform).stateKeyAlias()}`);
  }
  if (kmsKeyArn === undefined) return undefined;
  const [before, alias] = kmsKeyArn.split(":alias/");
  return alias === undefined
    ? { arn: kmsKeyArn }
    : byAlias(`${before ?? ""}:key/*`, `alias/${alias}`);
}
