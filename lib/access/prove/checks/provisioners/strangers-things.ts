import type { Provisioner } from "../../scene/provisioners";
import type { Scene } from "../../scene/scene";
import type { ProvisionerAsk } from "./provisioner-ask";

/** What AWS names, and nobody here has made: told from one's own by tags. */
export function strangersThings(
  { role: { accountId } }: Provisioner,
  { platform }: Scene,
): ProvisionerAsk[] {
  const { partition, tooling } = platform;
  const regions = new Set([tooling.homeRegion, ...tooling.regions]);
  const untagged = {
    "aws:ResourceTag/gatehouse:stack": null,
    "aws:ResourceTag/gatehouse:persona": null,
  };
  return [
    ...[...regions].flatMap((region) =>
      ["kms:CreateAlias", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"].map((action) => ({
        action,
        resource: `arn:${partition.name}:kms:${region}:${accountId}:key/zz-stray`,
        context: { ...untagged, "kms:ResourceAliases": null, "kms:RequestAlias": null },
      })),
    ),
    ...[
      "sso:AttachManagedPolicyToPermissionSet",
      "sso:CreateAccountAssignment",
      "sso:PutInlinePolicyToPermissionSet",
    ].map((action) => ({
      action,
      resource: `arn:${partition.name}:sso:::permissionSet/ssoins-0000000000000000/ps-zz-stray`,
      context: untagged,
    })),
  ];
}
