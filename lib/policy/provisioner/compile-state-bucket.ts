import { Names, STACK_TAG } from "../../model/names";
import type { Platform } from "../../model/platform";
import { bundlesPrefix, journalPrefix } from "../../model/promotion-prefixes";
import { ProvisionerNames } from "../../model/provisioner-names";
import { transportOnly } from "../bucket-policies";
import { keyAdministration } from "../key-administration";
import type { Statement } from "../statement";
import { IF_NONE_MATCH } from "./compile-promotion-role";
import { LOCK_SUFFIX, stateKey } from "./state-access";

export interface CompiledStateBucket {
  readonly name: string;
  readonly region: string;
  /** Without `alias/`. */
  readonly keyAlias: string;
  readonly bucketPolicy: readonly Statement[];
  readonly keyPolicy: readonly Statement[];
}

/** The bucket of all stacks' states, where the config has Gatehouse make it. Of constant size. */
export function compileStateBucket(platform: Platform): CompiledStateBucket | undefined {
  const { backend, bootstrap } = platform;
  if (backend.type !== "s3" || !backend.createBucket || bootstrap === undefined) return undefined;
  const names = new Names(platform);
  const provisioner = new ProvisionerNames(platform);
  const bucketArn = names.bucketArn(backend.bucket);
  const provisioners = [names.roleArn("*", `${provisioner.beginning}*`)];
  const operators = [names.roleArn(platform.tooling.accountId, bootstrap.accessRole)];
  const state = `${bucketArn}/${stateKey(backend, `\${aws:PrincipalTag/${STACK_TAG}}`)}`;
  const ours = {
    StringEquals: { "aws:PrincipalOrgID": platform.organizationId },
    ArnLike: { "aws:PrincipalArn": provisioners },
  };
  return {
    name: backend.bucket,
    region: backend.region,
    keyAlias: provisioner.stateKeyAlias(),
    bucketPolicy: [
      ...transportOnly(bucketArn),
      {
        sid: "OnlyProvisioners",
        effect: "Deny",
        principals: "*",
        actions: ["s3:DeleteObject", "s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"],
        resources: [`${bucketArn}/*`],
        conditions: {
          ArnNotLike: { "aws:PrincipalArn": [...provisioners, ...operators] },
          Bool: { "aws:PrincipalIsAWSService": "false" },
        },
      },
      {
        sid: "PromotionOnce",
        effect: "Deny",
        principals: "*",
        actions: ["s3:PutObject"],
        resources: [bundlesPrefix(backend), journalPrefix(backend)].map(
          (prefix) => `${bucketArn}/${prefix}/*`,
        ),
        conditions: { Null: { [IF_NONE_MATCH]: "true" } },
      },
      {
        sid: "OwnState",
        principals: { AWS: ["*"] },
        actions: ["s3:GetObject", "s3:PutObject"],
        resources: [state],
        conditions: ours,
      },
      {
        sid: "OwnLock",
        principals: { AWS: ["*"] },
        actions: ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
        resources: [`${state}${LOCK_SUFFIX}`],
        conditions: ours,
      },
      {
        sid: "List",
        principals: { AWS: ["*"] },
        actions: ["s3:ListBucket"],
        resources: [bucketArn],
        conditions: ours,
      },
    ],
    keyPolicy: [
      keyAdministration(names.rootArn(platform.tooling.accountId)),
      {
        sid: "State",
        principals: { AWS: ["*"] },
        actions: ["kms:Decrypt", "kms:GenerateDataKey"],
        resources: ["*"],
        conditions: {
          StringEquals: {
            "aws:PrincipalOrgID": platform.organizationId,
            "kms:ViaService": names.viaService("s3", backend.region),
            // With Bucket Keys, S3 names the bucket: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
            "kms:EncryptionContext:aws:s3:arn": bucketArn,
          },
          ArnLike: { "aws:PrincipalArn": [...provisioners, ...operators] },
        },
      },
    ],
  };
}
