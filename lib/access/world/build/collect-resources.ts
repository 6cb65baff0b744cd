import { recordIn } from "../terraform/json-value";
import { type Text, unknown } from "../terraform/text";
import type { WorldResource } from "../world";
import { lambdaPolicies } from "./lambda-policies";
import type { LazyPolicy } from "./policy-shelf";
import { originOf, type PlacedBlock, type Reading } from "./reading";
import { RESOURCE_TYPES, type ResourceType } from "./resource-types";

export function collectResources(reading: Reading): readonly WorldResource[] {
  const aliases = collectAliases(reading);
  const publicAccess = blockedBuckets(reading);
  return RESOURCE_TYPES.flatMap((type) => {
    const policies = policiesOf(reading, type);
    return reading.placed(type.type).flatMap((block): WorldResource[] => {
      const name = reading.need(block, type.named ?? "name", "it is left out of every verdict");
      const arn = reading.resolver.find(block, "arn");
      if (name === undefined) return [];
      if (arn === undefined) {
        reading.report(block, "its ARN isn't known: it is left out of every verdict");
        return [];
      }
      const policy =
        policies.get(placed(block, arn)) ??
        policies.get(placed(block, reading.resolver.find(block, "id") ?? arn)) ??
        policies.get(placed(block, name)) ??
        policies.get(placed(block, ANY)) ??
        ownPolicy(reading, block, name);
      return [
        createResource(
          {
            arn,
            accountId: block.accountId,
            ...(block.region === undefined || GLOBAL.test(type.type)
              ? {}
              : { region: block.region }),
            type: type.type.replace(/^aws_/, ""),
            name,
            ...reading.tags(block),
            aliases: aliases.get(arn) ?? [],
            ...(publicAccess.has(placed(block, name)) ? { blocksPublic: true } : {}),
            origin: originOf(block),
          },
          policy,
        ),
      ];
    });
  });
}

const GLOBAL = /^aws_iam_/;

function createResource(
  resource: Omit<WorldResource, "policy">,
  policy: LazyPolicy | undefined,
): WorldResource {
  if (policy === undefined) return resource;
  return {
    ...resource,
    get policy() {
      return policy();
    },
  };
}

/** Stands for a name that isn't known, so that the policy may be any resource's of the type. */
const ANY = "*";

/** Names are unique within an account and region, bucket names anyway. */
function placed({ type, accountId, region = "" }: PlacedBlock, name: string): string {
  const unique = name.startsWith("arn:") || (type.startsWith("aws_s3_") && name !== ANY);
  return unique ? name : `${accountId} ${region} ${name}`;
}

/** Policies that resources of their own put on others, by what they say of the others. */
function policiesOf(
  reading: Reading,
  { type, policyType, refersBy = "arn", document = "policy" }: ResourceType,
): ReadonlyMap<string, LazyPolicy> {
  if (type === "aws_lambda_function") return lambdaPolicies(reading, placed);
  const policies = new Map<string, LazyPolicy>();
  if (policyType === undefined) return policies;
  for (const block of reading.placed(policyType)) {
    const of = reading.resolver.attribute(block, refersBy);
    const text =
      of.kind === "known"
        ? reading.resolver.attribute(block, document)
        : unknown(`what it belongs to isn't known, as ${of.why}`);
    const name = of.kind === "known" ? of.text : ANY;
    policies.set(
      placed(block, name),
      reading.shelf.shelve(block, `policy of ${name}`, text, "resource"),
    );
  }
  return policies;
}

/** The `policy` of the resource itself, and what a key gets that has none. */
function ownPolicy(reading: Reading, block: PlacedBlock, name: string): LazyPolicy | undefined {
  const { shelf, resolver } = reading;
  const { policy } = block.values;
  const called = `policy of ${name}`;
  if (WITH_POLICY.has(block.type) && policy !== undefined && policy !== null && policy !== "") {
    const text: Text = resolver.text(block, policy);
    return shelf.shelve(block, called, text, "resource");
  }
  if (!block.type.startsWith("aws_kms_")) return undefined;
  const root = `arn:${reading.partition(block)}:iam::${block.accountId}:root`;
  // https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
  return shelf.shelveDocument(
    {
      Version: "2012-10-17",
      Statement: { Effect: "Allow", Principal: { AWS: root }, Action: "kms:*", Resource: "*" },
    },
    "resource",
    { name: `default ${called}`, file: block.file, at: block.address },
  );
}

const WITH_POLICY: ReadonlySet<string> = new Set([
  "aws_kms_external_key",
  "aws_kms_key",
  "aws_kms_replica_key",
  "aws_s3_bucket",
  "aws_secretsmanager_secret",
  "aws_sns_topic",
  "aws_sqs_queue",
]);

/** Aliases by the ARN of their key. */
function collectAliases(reading: Reading): ReadonlyMap<string, readonly string[]> {
  const aliases = new Map<string, string[]>();
  for (const block of reading.placed("aws_kms_alias")) {
    const name = reading.need(block, "name", "some key has an alias that verdicts don't know of");
    const key = reading.need(block, "target_key_arn", "the alias's key isn't known");
    if (name === undefined || key === undefined) continue;
    aliases.set(key, [...(aliases.get(key) ?? []), name].sort());
  }
  return aliases;
}

const BLOCKS = [
  "block_public_acls",
  "block_public_policy",
  "ignore_public_acls",
  "restrict_public_buckets",
];

/** Buckets whose public access is blocked in every way. */
function blockedBuckets(reading: Reading): ReadonlySet<string> {
  return new Set(
    reading.placed("aws_s3_bucket_public_access_block").flatMap((block) => {
      const all = BLOCKS.every((name) => recordIn(block.values)[name] === true);
      const bucket = reading.resolver.find(block, "bucket");
      return all && bucket !== undefined ? placed(block, bucket) : [];
    }),
  );
}
