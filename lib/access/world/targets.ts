import type { CompiledPolicy } from "../evaluate/policy/compile-policy";
import { type KnownKeys, knownKeys, NO_KEYS, prefixKeys } from "./world-context";
import type { World, WorldResource, WorldRole } from "./world";

/** What a world says of the thing that an ARN names. */
export interface Target {
  readonly accountId?: string;
  /** The bucket of an object, the key, the function of a version, … */
  readonly resource?: WorldResource;
  readonly role?: WorldRole;
  /** Condition keys that follow from it. */
  readonly keys: KnownKeys;
}

/** Finds what ARNs name. */
export class Targets {
  readonly #resources: ReadonlyMap<string, WorldResource>;
  readonly #roles: ReadonlyMap<string, WorldRole>;
  readonly #found = new Map<string, Target>();

  constructor(world: World) {
    this.#resources = new Map(world.resources.map((resource) => [resource.arn, resource]));
    this.#roles = new Map(world.roles.map((role) => [role.arn, role]));
  }

  find(arn: string): Target {
    const known = this.#found.get(arn);
    if (known !== undefined) return known;
    if (this.#found.size >= MOST_TARGETS) this.#found.clear();
    const target = this.#find(arn);
    this.#found.set(arn, target);
    return target;
  }

  #find(arn: string): Target {
    const role = this.#roles.get(arn);
    if (role !== undefined) return { accountId: role.accountId, role, keys: keysOfRole(role) };
    const resource = this.#resources.get(arn) ?? this.#resources.get(ownerOf(arn) ?? "");
    const own = arn.split(":", 5)[4];
    const accountId = resource?.accountId ?? (own !== undefined && ID.test(own) ? own : undefined);
    return {
      ...(accountId === undefined ? {} : { accountId }),
      ...(resource === undefined ? {} : { resource }),
      keys: resource === undefined || !isItself(resource, arn) ? NO_KEYS : keysOf(resource),
    };
  }
}

/** Identity Center makes its roles without the permission set's tags, and who knows with which. */
function keysOfRole({ kind, tags, tagsOpen }: WorldRole): KnownKeys {
  if (kind === "permission-set") return NO_KEYS;
  const keys = { ...prefixKeys("aws:ResourceTag/", tags), ...prefixKeys("iam:ResourceTag/", tags) };
  return knownKeys(keys, tagsOpen ? [] : ["aws:resourcetag/", "iam:resourcetag/"]);
}

function keysOf({ type, tags, tagsOpen, aliases }: WorldResource): KnownKeys {
  // A bucket's tags count only where the bucket says so, which isn't read.
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/buckets-tagging-enable-abac.html
  if (type === "s3_bucket") return NO_KEYS;
  const keys = prefixKeys("aws:ResourceTag/", tags);
  const closed = tagsOpen ? [] : ["aws:resourcetag/"];
  return knownKeys(KEY.test(type) ? { ...keys, "kms:ResourceAliases": aliases } : keys, closed);
}

const KEY = /^kms_(external_|replica_)?key$/;

/** A log group's own ARN ends with `:*` in most of its actions. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html */
function isItself(resource: WorldResource, arn: string): boolean {
  return arn === resource.arn || arn === `${resource.arn}:*`;
}

/** More than a matrix asks about in a row. */
const MOST_TARGETS = 50_000;

const ID = /^\d{12}$/;

/** The ARN of what an ARN is a part of and is guarded by, such as an object's bucket. */
function ownerOf(arn: string): string | undefined {
  const part = PARTS.find((pattern) => pattern.test(arn));
  return part?.exec(arn)?.[1];
}

const PARTS: readonly RegExp[] = [
  /^(arn:[^:]+:s3:::[^/]+)\//,
  /^(arn:[^:]+:logs:[^:]*:[^:]*:log-group:[^:]+):/,
  /^(arn:[^:]+:lambda:[^:]*:[^:]*:function:[^:]+):/,
  /^(arn:[^:]+:dynamodb:[^:]*:[^:]*:table\/[^/]+)\//,
];

/** The policy that guards a target, of the action's service. */
export function guardOf(service: string, { resource, role }: Target): CompiledPolicy | undefined {
  if (role !== undefined) return service === "sts" ? role.trust : undefined;
  if (resource === undefined || SERVICES[resource.type] !== service) return undefined;
  return resource.policy;
}

/** Of which service's actions a resource's policy speaks. */
const SERVICES: Readonly<Record<string, string>> = {
  cloudwatch_event_bus: "events",
  codebuild_project: "codebuild",
  dynamodb_table: "dynamodb",
  ecr_repository: "ecr",
  kms_external_key: "kms",
  kms_key: "kms",
  kms_replica_key: "kms",
  lambda_function: "lambda",
  s3_bucket: "s3",
  secretsmanager_secret: "secretsmanager",
  sns_topic: "sns",
  sqs_queue: "sqs",
};
