import type { Inquiry } from "../../scene/inquiry";
import { type Provisioner, stackOf } from "../../scene/provisioners";
import type { Scene } from "../../scene/scene";
import { promotionObjects } from "./promotion-objects";
import type { ProvisionerAsk } from "./provisioner-ask";

/** How other stacks' things of the same account, and their states, could be taken over by a run. */
export function othersThings(
  { role, stack, phase }: Provisioner,
  scene: Scene,
  inquiry: Inquiry,
): ProvisionerAsk[] {
  const { world, platform } = scene;
  const things = [...world.resources, ...world.roles];
  if (phase !== "promote" && !things.some(({ origin }) => stackOf(origin) === stack)) {
    inquiry.note(`what stack ${stack} makes isn't known: ${role.name} was not asked about others`);
    return [];
  }
  const isOther = ({ accountId, origin }: (typeof things)[number]): boolean =>
    accountId === role.accountId && stackOf(origin) !== stack;
  const administrator = `arn:${platform.partition.name}:iam::aws:policy/AdministratorAccess`;
  return [
    ...world.roles
      .filter((other) => other.kind === "role" && isOther(other))
      .flatMap(({ arn, policies, accountId }) =>
        ON_ROLES.map((action) => ({
          action,
          resource: arn,
          context: {
            "iam:PermissionsBoundary": `arn:${platform.partition.name}:iam::${accountId}:policy/${policies.boundary?.source.name ?? "zz"}`,
            "iam:PolicyARN": administrator,
            "iam:PassedToService": "codebuild.amazonaws.com",
          },
        })),
      ),
    ...world.resources.filter(isOther).flatMap(({ arn, type }) =>
      (BY_TYPE.get(type) ?? []).map((action) => ({
        action,
        resource: OBJECT.test(action) ? `${arn}/any` : arn,
        context: { "kms:RequestAlias": null },
      })),
    ),
    ...othersStates(stack, scene),
    ...(phase === "promote" ? [] : keptByPromotions(scene)),
  ];
}

const ON_ROLES = [
  "iam:AttachRolePolicy",
  "iam:DeleteRole",
  "iam:PassRole",
  "iam:PutRolePermissionsBoundary",
  "iam:PutRolePolicy",
  "iam:UpdateAssumeRolePolicy",
] as const;

const OBJECT = /^s3:\w+Object$/;

/** Of each type, what takes a thing over or destroys it. */
const BY_TYPE: ReadonlyMap<string, readonly string[]> = new Map([
  ["cloudwatch_event_rule", ["events:DeleteRule", "events:PutRule", "events:PutTargets"]],
  ["cloudwatch_log_group", ["logs:DeleteLogGroup", "logs:PutRetentionPolicy"]],
  ["codebuild_project", ["codebuild:DeleteProject", "codebuild:UpdateProject"]],
  ["codepipeline", ["codepipeline:DeletePipeline", "codepipeline:UpdatePipeline"]],
  [
    "iam_openid_connect_provider",
    ["iam:AddClientIDToOpenIDConnectProvider", "iam:DeleteOpenIDConnectProvider"],
  ],
  ["iam_policy", ["iam:CreatePolicyVersion", "iam:DeletePolicy"]],
  ["kms_key", ["kms:CreateAlias", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"]],
  [
    "s3_bucket",
    [
      "s3:DeleteBucket",
      "s3:DeleteObject",
      "s3:GetObject",
      "s3:PutBucketPolicy",
      "s3:PutEncryptionConfiguration",
      "s3:PutObject",
    ],
  ],
  ["sns_topic", ["sns:DeleteTopic", "sns:SetTopicAttributes"]],
]);

/** Whoever writes there says which revision a wave has run, and what is to be applied. */
function keptByPromotions({ platform }: Scene): ProvisionerAsk[] {
  return promotionObjects(platform).flatMap((resource) =>
    ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"].map((action) => ({
      action,
      resource,
      context: { "s3:if-none-match": "*" },
    })),
  );
}

/** Where states are in S3: those of the same account, and one of another. */
function othersStates(stack: string, { platform, provisioners }: Scene): ProvisionerAsk[] {
  const { backend, partition } = platform;
  if (backend.type !== "s3") return [];
  const all = [...new Set([...provisioners.values()].map((each) => each.stack))].sort();
  const others = all.filter((each) => each !== stack);
  const place = all.indexOf(stack);
  const asked = new Set([
    others[place % others.length],
    others[(place + 1) % others.length],
    "bootstrap-tooling",
    `${stack}-zz`,
  ]);
  return [...asked].flatMap((other) =>
    other === undefined
      ? []
      : ["s3:GetObject", "s3:PutObject"].map((action) => ({
          action,
          resource: `arn:${partition.name}:s3:::${backend.bucket}/${backend.keyPrefix}/${other}.tfstate`,
        })),
  );
}
