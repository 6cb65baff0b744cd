import { alterRole } from "../../../world/likeness";
import type { Check } from "../../check";
import { peopleOf } from "../../people/person";
import type { Context } from "../../scene/contexts";
import type { Inquiry } from "../../scene/inquiry";
import type { Scene } from "../../scene/scene";
import { stranger } from "../../scene/strangers";
import { guardDelivery } from "./delivery";
import { aliases, findTrail, type Trail } from "./trail";

/**
 * The trail of a platform that has one. What silences it is asked of every persona as if all else were allowed, of every
 * role of a pipeline without its boundary, and of the archive's own administrators where a deny is to hold them.
 */
export const auditTrail: Check = {
  id: "audit-trail",
  claim:
    "What is recorded is delivered by the one trail, deleted by nobody, read by its readers, and stopped by no persona and no pipeline",
  run: (scene, inquiry) => {
    const { audit } = scene.platform;
    if (audit === undefined) return;
    const trail = findTrail(audit, scene, inquiry);
    if (trail === undefined) return;
    keepFromPeople(trail, scene, inquiry);
    keepFromMachines(trail, scene, inquiry);
    keepFromAdministrators(trail, scene, inquiry);
    guardDelivery(trail, scene, inquiry);
  },
};

type Deed = readonly [action: string, resource: string, what: string];

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudtrail.html */
function silencing({ arn, bucket, key, log }: Trail): Deed[] {
  return [
    ...["DeleteTrail", "PutEventSelectors", "StopLogging", "UpdateTrail"].map((action): Deed => [
      `cloudtrail:${action}`,
      arn,
      "the audit trail",
    ]),
    ...[
      "DeleteBucket",
      "DeleteBucketPolicy",
      "PutBucketPolicy",
      "PutBucketVersioning",
      "PutEncryptionConfiguration",
      "PutLifecycleConfiguration",
    ].map((action): Deed => [`s3:${action}`, bucket.arn, "the audit logs' bucket"]),
    ...["BypassGovernanceRetention", "DeleteObject", "DeleteObjectVersion", "PutObject"].map(
      (action): Deed => [`s3:${action}`, log, "audit logs"],
    ),
    ...["DisableKey", "PutKeyPolicy", "ScheduleKeyDeletion"].map((action): Deed => [
      `kms:${action}`,
      key.arn,
      "the audit logs' key",
    ]),
  ];
}

function keepFromPeople(trail: Trail, scene: Scene, inquiry: Inquiry): void {
  for (const person of peopleOf(scene))
    for (const [action, resource, what] of silencing(trail)) {
      const role = person.unbound.get(accountOf(resource, trail));
      // Nobody comes there, and another account's say needs the resource's as well.
      if (role === undefined) continue;
      inquiry.mustBeDenied(
        {
          asker: { kind: "role", role },
          action,
          resource,
          context: { ...person.context, ...aliases(trail) },
        },
        {
          who: person.id,
          what: `${action} on ${what}`,
          config: ["personas", person.persona.name],
          fix: `deny ${action} on ${resource} in the persona's policy`,
        },
      );
    }
}

function keepFromMachines(trail: Trail, scene: Scene, inquiry: Inquiry): void {
  const isFirst = scene.kinds.firsts();
  const reading: readonly Deed[] = [
    ["s3:GetObject", trail.log, "audit logs"],
    ["kms:Decrypt", trail.key.arn, "the audit logs' key"],
  ];
  for (const { arn } of scene.machines.values()) {
    const bounded = scene.roles.find(arn);
    if (bounded === undefined || !isFirst(bounded)) continue;
    const role = alterRole(bounded, "without a boundary", ({ identity }) => ({ identity }));
    for (const [action, resource, what] of [...silencing(trail), ...reading])
      inquiry.mustNot(
        {
          asker: { kind: "role", role },
          action,
          resource,
          context: { ...scene.inOrg, ...aliases(trail), ...throughBucket(trail, scene) },
        },
        {
          who: arn,
          what: `${action} on ${what}`,
          fix: "name the pipeline's own things alone, in the role's policy",
        },
      );
  }
}

/** Whatever an administrator of the archive is allowed: they change the policies first, and that is recorded. */
function keepFromAdministrators(trail: Trail, scene: Scene, inquiry: Inquiry): void {
  const { world, inOrg } = scene;
  const start = `arn:${world.partition}:iam::${trail.audit.archiveAccountId}`;
  const fix = "restore the denies of the bucket's policy";
  for (const who of [`${start}:role/zz-stray`, `${start}:root`]) {
    const asker = stranger(who);
    const context = { ...inOrg, "aws:PrincipalIsAWSService": "false" };
    const deny = (action: string, resource: string): void =>
      inquiry.mustBeDenied(
        { asker, action, resource, context },
        { who, what: `${action} on ${resource}`, fix },
      );
    for (const [action, resource] of silencing(trail))
      if (resource === trail.log) deny(action, resource);
    deny("s3:GetObject", trail.log);
    deny("s3:GetObjectVersion", trail.log);
    deny("s3:DeleteBucket", trail.bucket.arn);
    for (const action of ["kms:Decrypt", "kms:GenerateDataKey", "kms:CreateGrant"])
      inquiry.mustNot(
        {
          asker,
          action,
          resource: trail.key.arn,
          context: { ...context, ...aliases(trail), ...throughBucket(trail, scene) },
        },
        {
          who,
          what: `${action} with the audit logs' key`,
          fix: "let the trail encrypt and its readers decrypt, and nobody else, in the key's policy",
        },
      );
  }
}

function throughBucket({ bucket }: Trail, { platform }: Scene): Context {
  const { partition, tooling } = platform;
  return {
    "kms:ViaService": `s3.${tooling.homeRegion}.${partition.dnsSuffix}`,
    "kms:EncryptionContext:aws:s3:arn": bucket.arn,
  };
}

/** A bucket's ARN has no account. */
function accountOf(resource: string, { audit }: Trail): string {
  return resource.split(":")[4] || audit.archiveAccountId;
}
