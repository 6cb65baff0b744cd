import type { Check } from "../check";
import type { ArtifactStore } from "../scene/artifact-stores";
import { throughS3 } from "../scene/contexts";
import { findGrant } from "../scene/granted";
import { ArnIndex, allAllows } from "../scene/identity-reach";
import type { Inquiry } from "../scene/inquiry";
import { namedCallers } from "../scene/named-callers";
import { stackOf } from "../scene/provisioners";
import type { Scene } from "../scene/scene";
import { stranger } from "../scene/strangers";
import type { WorldRole } from "../../world/world";

/**
 * Who reads and writes artifacts. Every role of every account is considered; asked are those that its own policies or
 * the bucket's may mean, as nobody else gets in.
 */
export const artifacts: Check = {
  id: "artifacts",
  claim: "Only a pipeline's own roles read its artifacts, and only its tooling roles write them",
  run: (scene, inquiry) => {
    const reachers = reachersOf(scene);
    for (const store of scene.stores) {
      checkRoles(store, reachers, scene, inquiry);
      checkStrangers(store, scene, inquiry);
      checkOpenings(store, scene, inquiry);
    }
  },
};

const FIX = "name the pipeline's own roles alone, in the bucket's policy and in the role's";

/** By bucket and action: the roles of the bucket's account whose own policies may allow it. */
type Reachers = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<WorldRole>>>;

function reachersOf({ stores, roles, catalogue }: Scene): Reachers {
  const index = new ArnIndex(
    stores.map((store) => [[store.bucket.arn, store.object], store] as const),
  );
  const found = new Map<string, Map<string, Set<WorldRole>>>();
  const accounts = new Set(stores.map(({ bucket }) => bucket.accountId));
  for (const account of accounts) {
    for (const role of roles.inAccount(account)) {
      for (const statement of allAllows(role)) {
        const actions = catalogue.actionsOf(statement.actions).filter(isOfS3);
        if (actions.length === 0) continue;
        for (const { bucket } of index.reachedBy(statement)) {
          const there = found.get(bucket.arn) ?? new Map<string, Set<WorldRole>>();
          found.set(bucket.arn, there);
          for (const action of actions)
            there.set(action, (there.get(action) ?? new Set<WorldRole>()).add(role));
        }
      }
    }
  }
  return found;
}

function isOfS3(action: string): boolean {
  return action.toLowerCase().startsWith("s3:");
}

function checkRoles(
  store: ArtifactStore,
  reachers: Reachers,
  scene: Scene,
  inquiry: Inquiry,
): void {
  const { bucket, pipeline } = store;
  const byAction = reachers.get(bucket.arn) ?? new Map<string, ReadonlySet<WorldRole>>();
  const named = bucket.policy === undefined ? [] : scene.catalogue.reachedBy(bucket.policy, "s3");
  for (const action of new Set([...byAction.keys(), ...named])) {
    const reads = READS.test(action);
    if (!reads && HARMLESS.test(action)) continue;
    const candidates = new Set<WorldRole>(byAction.get(action));
    if (bucket.policy !== undefined)
      for (const role of namedCallers(bucket.policy, action, scene.roles)) candidates.add(role);
    for (const role of candidates) {
      if (isExpected(role, action, reads, store, scene)) continue;
      const what = `${reads ? "read" : "change"} artifacts of ${pipeline.name} (${action})`;
      for (const resource of [store.object, bucket.arn]) {
        const question = { asker: { kind: "role", role } as const, action, resource };
        const context = { ...scene.inOrg, ...sealed(store) };
        inquiry.mustNot({ ...question, context }, { who: role.arn, what, fix: FIX });
      }
    }
  }
}

/** What gives an artifact's bytes away. */
const READS = /^s3:GetObject(Version)?(Torrent|ForReplication)?$/i;

/** Reads of settings, lists and tags. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
const HARMLESS = /^s3:(Get|List|Describe|Head)/i;

/** Uploads as the bucket asks for them, so that only the question of who is left. */
function sealed({ keyArn }: ArtifactStore): Readonly<Record<string, string | null>> {
  return {
    "s3:x-amz-server-side-encryption": "aws:kms",
    "s3:x-amz-server-side-encryption-aws-kms-key-id": keyArn ?? null,
  };
}

function isExpected(
  role: WorldRole,
  action: string,
  reads: boolean,
  { bucket, own, pipeline }: ArtifactStore,
  { platform, machines, provisioners }: Scene,
): boolean {
  const provisioner = provisioners.get(role.arn);
  if (provisioner?.phase === "apply" && provisioner.stack === stackOf(bucket.origin))
    return setsUp(action, pipeline.name, platform);
  const machine = machines.get(role.arn);
  if (machine !== undefined && own.has(role.arn)) {
    if (reads) return true;
    // A connection's source uploads with an ACL: https://github.com/aws/aws-cdk/issues/13557
    const writes = machine.purposes.some(
      ({ kind }) => kind === "pipeline" || kind === "action" || kind === "project",
    );
    const source = machine.purposes.some(
      (purpose) => purpose.kind === "action" && purpose.action.category === "Source",
    );
    const tooling = role.accountId === pipeline.accountId;
    return (
      tooling && writes && (action === "s3:PutObject" || (source && /PutObjectAcl$/.test(action)))
    );
  }
  const persona = platform.personas.find(({ name }) => name === role.persona);
  return (
    reads &&
    persona !== undefined &&
    findGrant(platform, persona, "artifacts", { pipeline: pipeline.name }) !== undefined
  );
}

/** Terraform sets the bucket up; what is in it, it deletes at most, where the config says so. */
function setsUp(action: string, pipeline: string, { pipelines }: Scene["platform"]): boolean {
  if (!/^s3:\w*Object/.test(action)) return true;
  const deletes = pipelines.some(
    (each) => each.name === pipeline && each.deleteBucketWithArtifacts,
  );
  return deletes && /^s3:DeleteObject(Version)?$/.test(action);
}

/** Roles with the names of a pipeline's own, in accounts where somebody else gives names; and anybody else's. */
function checkStrangers(store: ArtifactStore, scene: Scene, inquiry: Inquiry): void {
  const { bucket, key, pipeline, own } = store;
  const { strays, world, inOrg } = scene;
  const accounts = new Set([...own].map((arn) => arn.split(":")[4] ?? ""));
  const named = [...accountsIn(store)].filter((account) => !accounts.has(account));
  const elsewhere = [...named, strays.member, strays.foreign, ...firstOthers(accounts, scene)];
  const names = new Set([...own].map((arn) => arn.slice(arn.indexOf(":role/") + 1)));
  const kept = [...accounts].filter((account) => account !== bucket.accountId);
  for (const account of new Set([...elsewhere, ...kept])) {
    const squatted = accounts.has(account) ? [] : [...names];
    for (const name of [...squatted, "role/admin", "user/admin"]) {
      const who = `arn:${world.partition}:iam::${account}:${name}`;
      const context =
        account === strays.foreign
          ? { ...inOrg, "aws:PrincipalOrgID": strays.foreignOrganization }
          : inOrg;
      const asker = stranger(who);
      for (const action of ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]) {
        const what = `${action === "s3:PutObject" ? "write" : "read"} artifacts of ${pipeline.name}, if its own account lets it`;
        const given = { ...context, ...sealed(store) };
        inquiry.mustNot(
          { asker, action, resource: store.object, context: given },
          { who, what, fix: FIX },
        );
      }
      // A role with a platform's name passes the key and not the bucket, unless it is of another organisation.
      if (key === undefined || (account !== strays.foreign && squatted.includes(name))) continue;
      const through = throughS3(bucket.arn, store.region, key.aliases, scene.platform.partition);
      const what = `decrypt artifacts of ${pipeline.name}, if its own account lets it`;
      const question = { asker, action: "kms:Decrypt", resource: key.arn };
      inquiry.mustNot(
        { ...question, context: { ...context, ...through } },
        { who, what, fix: FIX },
      );
    }
  }
}

/** What the bucket lets out to other accounts is reading alone: that a role's own policy says no is a second lock. */
function checkOpenings(store: ArtifactStore, scene: Scene, inquiry: Inquiry): void {
  const { bucket, pipeline, own } = store;
  const abroad = [...own].find((arn) => arn.split(":")[4] !== bucket.accountId);
  if (abroad === undefined || bucket.policy === undefined) return;
  const asker = stranger(abroad);
  for (const action of scene.catalogue.reachedBy(bucket.policy, "s3")) {
    if (READS.test(action)) continue;
    const what = `${action} in the artifacts of ${pipeline.name}, if its own account lets it`;
    for (const resource of [store.object, bucket.arn])
      inquiry.mustNot(
        { asker, action, resource, context: { ...scene.inOrg, ...sealed(store) } },
        { who: abroad, what, fix: "let roles of other accounts read, and nothing else" },
      );
  }
}

/** Accounts that the bucket's policy mentions. */
function accountsIn({ bucket: { policy } }: ArtifactStore): ReadonlySet<string> {
  const texts = (policy?.statements ?? []).flatMap(({ conditions, principals }) => [
    ...conditions.flatMap((condition) => condition.texts),
    ...(principals?.entries ?? []).map(({ text }) => text),
  ]);
  return new Set(texts.flatMap((text) => [...text.matchAll(/\b\d{12}\b/g)].map(([id]) => id)));
}

/** A few accounts of the platform that a pipeline has nothing to do with stand for all of them. */
function firstOthers(own: ReadonlySet<string>, { platform }: Scene): string[] {
  return platform.accounts
    .map(({ id }): string => id)
    .filter((id) => !own.has(id))
    .slice(0, 2);
}
