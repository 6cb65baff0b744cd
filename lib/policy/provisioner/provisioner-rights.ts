import type { Right, RightsTable } from "./right";
import { AUDIT_RIGHTS } from "./rights/audit-rights";
import { EVENT_RIGHTS } from "./rights/event-rights";
import { IAM_RIGHTS } from "./rights/iam-rights";
import { IDENTITY_RIGHTS } from "./rights/identity-rights";
import { KMS_RIGHTS } from "./rights/kms-rights";
import { PIPELINE_RIGHTS } from "./rights/pipeline-rights";
import { S3_RIGHTS } from "./rights/s3-rights";
import type { TerraformResource } from "./terraform-resource";

const RIGHTS: RightsTable = {
  ...AUDIT_RIGHTS,
  ...EVENT_RIGHTS,
  ...IAM_RIGHTS,
  ...IDENTITY_RIGHTS,
  ...KMS_RIGHTS,
  ...PIPELINE_RIGHTS,
  ...S3_RIGHTS,
};

/**
 * What Terraform's AWS provider asks IAM for when it creates, reads, updates and deletes a resource.
 * @throws for a type that the table doesn't know: its stack could not be applied
 */
export function provisionerRights(resource: TerraformResource): readonly Right[] {
  const { mode, type } = resource;
  const key = mode === "data" ? `data.${type}` : type;
  const rightsOf = Object.hasOwn(RIGHTS, key) ? RIGHTS[key] : undefined;
  if (rightsOf === undefined)
    throw resource.fault(`is of a type without an entry in lib/policy/provisioner/rights`);
  return rightsOf(resource);
}
