import type { Context } from "../scene/contexts";
import type { Scene } from "../scene/scene";
import { guardedDeployments } from "./guarded-deployments";
import type { Person } from "./person";
import { tagged } from "./pipeline-deeds";

/** Something that no person changes, by whichever action. */
export interface GuardedThing {
  /** Whose actions are asked, as IAM prefixes them. */
  readonly service: string;
  readonly resource: string;
  readonly what: string;
  readonly accountId: string;
  readonly context: Context;
  /** Which of the service's changing actions are meant. */
  readonly actions: (action: string) => boolean;
  /** Whether the config grants it to a person. @default to nobody */
  readonly isGranted?: (person: Person) => boolean;
}

/** All that is guarded by its kind: one of each, as names are guarded by patterns. */
export function guardedThings(scene: Scene): GuardedThing[] {
  const { tooling, accounts } = scene.platform;
  const [target] = accounts;
  const everywhere = [tooling.accountId, ...accounts.map(({ id }) => id)];
  return [
    ...directory(tooling.accountId, scene),
    ...(target === undefined ? [] : directory(target.id, scene)),
    ...everywhere.flatMap((accountId) => rights(accountId, scene)),
    ...pipelineParts(scene),
    ...guardedDeployments(scene),
    ...records(scene),
  ];
}

const all = () => true;

function directory(accountId: string, { world }: Scene): GuardedThing[] {
  const shared = { accountId, context: {} };
  const arn = (service: string, rest: string) =>
    `arn:${world.partition}:${service}:eu-west-1:${accountId}:${rest}`;
  return [
    ...[
      "account",
      "ds",
      "ds-data",
      "identity-sync",
      "identitystore",
      "organizations",
      "sso",
      "sso-directory",
    ].map((service) => ({
      ...shared,
      service,
      resource: "*",
      what: "the organisation and its directory",
      actions: all,
    })),
    {
      ...shared,
      service: "sts",
      resource: `arn:${world.partition}:iam::${accountId}:role/zz-stray`,
      what: "another role, to act as it",
      actions: (action) => /:AssumeRole/.test(action),
    },
    {
      ...shared,
      service: "cloudtrail",
      resource: arn("cloudtrail", "trail/zz-stray"),
      what: "a trail",
      actions: (action) => /:(Delete|Put|Stop|Update)/.test(action),
    },
    {
      ...shared,
      service: "cloudformation",
      resource: arn("cloudformation", "stackset/zz-stray:1"),
      what: "a stack set, which acts in other accounts",
      actions: (action) => /StackSet|StackInstances|OrganizationsAccess/.test(action),
    },
    {
      ...shared,
      service: "iam",
      resource: `arn:${world.partition}:iam::${accountId}:user/zz-stray`,
      what: "a user's keys and passwords",
      actions: (action) => CREDENTIALS.test(action),
    },
  ];
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html */
const CREDENTIALS =
  /:(ChangePassword|CreateUser|(Create|Update)(AccessKey|LoginProfile)|(Create|Reset|Update)ServiceSpecificCredential|Upload(SSHPublicKey|SigningCertificate))$/;

/** Roles of pipelines and people, their policies, and ways to sign in. */
function rights(accountId: string, { world, platform, machines, people }: Scene): GuardedThing[] {
  const iam = (rest: string) => `arn:${world.partition}:iam::${accountId}:${rest}`;
  const own = [...machines.values()].find((role) => role.accountId === accountId)?.arn;
  const human = people.find((role) => role.accountId === accountId)?.arn;
  const boundary = world.roles.find((role) => role.accountId === accountId)?.policies.boundary;
  const things = [
    ...(own === undefined ? [] : [[own, "a pipeline's role"]]),
    ...(human === undefined ? [] : [[human, "a persona's role"]]),
    ...(boundary === undefined ? [] : [[iam(`policy/${boundary.source.name}`), "a boundary"]]),
    // Whatever else is in the tooling account acts beside the pipelines.
    ...(accountId === platform.tooling.accountId ? [[iam("role/zz-stray"), "a role"]] : []),
    [iam("saml-provider/zz-stray"), "a provider to sign in by"],
    [iam("oidc-provider/zz-stray"), "a provider to sign in by"],
  ] as [string, string][];
  return things.map(([resource, what]) => ({
    service: "iam",
    resource,
    what,
    accountId,
    context: { "iam:PermissionsBoundary": null },
    // Passing is asked with where it goes, as a way round an approval.
    actions: (action) => action !== "iam:PassRole",
  }));
}

function pipelineParts(scene: Scene): GuardedThing[] {
  const { world, platform } = scene;
  const { accountId } = platform.tooling;
  const projects = world.projects.map(({ arn, name, tags }) => ({
    service: "codebuild",
    resource: arn,
    what: `project ${name}`,
    context: tagged(tags),
    actions: all,
  }));
  const stores = scene.stores.flatMap(({ bucket, object, key }) => [
    ...[
      bucket.arn,
      object,
      ...otherAccess(bucket.region ?? platform.tooling.homeRegion, scene),
    ].map((resource) => ({
      service: "s3",
      resource,
      what: `artifacts in ${bucket.name}`,
      context: {},
      actions: all,
    })),
    ...(key === undefined
      ? []
      : [
          {
            service: "kms",
            resource: key.arn,
            what: "the artifacts' key",
            context: { "kms:ResourceAliases": key.aliases },
            // Using a key is for its own policy to say.
            actions: (action: string) =>
              !/:(Decrypt|Encrypt|GenerateDataKey.*|ReEncrypt.*)$/.test(action),
          },
        ]),
  ]);
  const images = {
    service: "ecr",
    resource: `arn:${world.partition}:ecr:${platform.tooling.homeRegion}:${accountId}:repository/zz-stray`,
    what: "images of the tooling account",
    context: {},
    actions: all,
  };
  return [...projects, ...stores, images].map((thing) => ({ ...thing, accountId }));
}

function otherAccess(region: string, { world, platform }: Scene): string[] {
  const s3 = (where: string, rest: string) =>
    `arn:${world.partition}:s3:${where}:${platform.tooling.accountId}:${rest}`;
  return [
    s3(region, "accesspoint/zz-stray"),
    s3("", "accesspoint/zz-stray.mrap"),
    s3(region, "access-grants/default"),
    s3(region, "access-grants/default/grant/zz-stray"),
    s3(region, "access-grants/default/location/zz-stray"),
  ];
}

/** Logs of builds, requests for approval, and alarms about people. */
function records({ world, platform }: Scene): GuardedThing[] {
  const kinds: Readonly<Record<string, readonly [service: string, actions: RegExp]>> = {
    cloudwatch_log_group: [
      "logs",
      /:(?!StartQuery|StopQuery|StartLiveTail|Unmask|TestMetricFilter)/,
    ],
    kms_key: ["kms", /:(?!Decrypt|Encrypt|GenerateDataKey|ReEncrypt)/],
    sns_topic: ["sns", /:/],
    cloudwatch_event_rule: ["events", /:/],
  };
  const alarmed = platform.personas.some(({ breakGlass }) => breakGlass !== undefined);
  const found = new Map<string, GuardedThing>();
  for (const { type, arn, accountId, name, aliases } of world.resources) {
    const [service, actions] = kinds[type] ?? [];
    if (service === undefined || actions === undefined) continue;
    if (type === "cloudwatch_event_rule" && !alarmed) continue;
    const resource = arn.replace(/:\*$/, "");
    found.set(resource, {
      service,
      resource: service === "logs" ? `${resource}:log-stream:a1b2c3` : resource,
      what: name,
      accountId,
      context: type === "kms_key" ? { "kms:ResourceAliases": aliases } : {},
      actions: (action) => actions.test(action),
    });
  }
  return [...found.values()];
}
