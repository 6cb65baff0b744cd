import { throughS3 } from "../../prove/scene/contexts";
import { ArnIndex, allowsOf } from "../../prove/scene/identity-reach";
import { namedCallers } from "../../prove/scene/named-callers";
import type { ArtifactStore } from "../../prove/scene/artifact-stores";
import type { Scene } from "../../prove/scene/scene";
import type { WorldRole } from "../../world/world";
import type { Ground, Way } from "../escalation-graph";
import { edgeOf } from "./edge";

/**
 * Whoever writes what a pipeline deploys, or may let themselves do so, changes what its deploy roles do.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html,
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying.html
 */
const ON_OBJECTS: readonly string[] = ["s3:PutObject", "s3:ReplicateObject"];
const ON_BUCKETS: readonly string[] = ["s3:PutBucketAcl", "s3:PutBucketPolicy"];
const ON_KEYS: readonly string[] = ["kms:CreateGrant", "kms:PutKeyPolicy"];

export const deploying: Way = (ground) => {
  const { scene } = ground;
  const objects = new ArnIndex(scene.stores.map((store) => [[store.object], store] as const));
  const buckets = new ArnIndex(scene.stores.map((store) => [[store.bucket.arn], store] as const));
  const keys = new ArnIndex(
    scene.stores.flatMap((store) =>
      store.key === undefined ? [] : [[[store.key.arn], store] as const],
    ),
  );
  for (const action of ON_OBJECTS)
    tryAll(
      action,
      objects,
      ({ object }) => object,
      (store) => uploading(store),
      ground,
    );
  for (const action of ON_BUCKETS)
    tryAll(
      action,
      buckets,
      ({ bucket }) => bucket.arn,
      () => ({}),
      ground,
    );
  for (const action of ON_KEYS)
    tryAll(
      action,
      keys,
      ({ key }) => key?.arn ?? "",
      (store) => direct(store, scene),
      ground,
    );
};

type Given = Readonly<Record<string, string | readonly string[] | null>>;

function tryAll(
  action: string,
  index: ArnIndex<ArtifactStore>,
  arnOf: (store: ArtifactStore) => string,
  given: (store: ArtifactStore) => Given,
  { scene, ask, add }: Ground,
): void {
  const tryOne = (from: WorldRole, store: ArtifactStore): void => {
    if (store.own.has(from.arn)) return;
    const context = { ...scene.inOrg, ...given(store) };
    const question = { asker: { kind: "role", role: from } as const, action, context };
    const verdict = ask({ ...question, resource: arnOf(store) });
    for (const to of deployRolesOf(store, scene)) {
      const by = `${action} on ${arnOf(store)}`;
      const edge = edgeOf(from.arn, to, by, [verdict]);
      if (edge !== undefined) add(edge);
    }
  };
  for (const from of scene.world.roles)
    for (const statement of allowsOf(from.policies, action))
      for (const store of index.reachedBy(statement)) tryOne(from, store);
  for (const [, store] of index.entries) {
    const policy = action.startsWith("kms:") ? store.key?.policy : store.bucket.policy;
    if (policy === undefined) continue;
    for (const from of namedCallers(policy, action, scene.roles, { direct: true }))
      if (from.accountId === store.bucket.accountId) tryOne(from, store);
  }
}

/** The roles that a pipeline deploys as; where it deploys nowhere, the role that it runs as. */
function deployRolesOf({ own, pipeline }: ArtifactStore, { machines }: Scene): readonly string[] {
  const deploying = [...own].filter((arn) =>
    machines
      .get(arn)
      ?.purposes.some(
        (purpose) =>
          purpose.kind === "execution" ||
          purpose.kind === "step" ||
          (purpose.kind === "action" && purpose.action.category === "Deploy"),
      ),
  );
  return deploying.length === 0 ? [pipeline.roleArn] : deploying;
}

function uploading({ keyArn }: ArtifactStore): Given {
  return {
    "s3:x-amz-server-side-encryption": "aws:kms",
    "s3:x-amz-server-side-encryption-aws-kms-key-id": keyArn ?? null,
  };
}

/** A call of KMS itself; an encryption context that comes along changes nothing about who may call. */
function direct({ bucket, region, key }: ArtifactStore, { platform }: Scene): Given {
  return {
    ...throughS3(bucket.arn, region, key?.aliases ?? [], platform.partition),
    "kms:ViaService": null,
    "kms:GrantIsForAWSResource": "false",
  };
}
