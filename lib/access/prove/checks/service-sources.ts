import { onBehalfOf } from "../scene/contexts";
import { favourable, fill } from "../scene/favourable";
import { type Guarded, guardedResources } from "../scene/guarded";
import type { Inquiry } from "../scene/inquiry";
import type { Scene } from "../scene/scene";
import { stranger } from "../scene/strangers";
import type { CompiledStatement } from "../../evaluate/policy/compiled-statement";

/**
 * A condition on whom a service acts for keeps nobody out where the service may leave it unsaid, and a name alone is
 * whoever's makes it. So where a service says both the resource and the account, both must be right.
 */
export function keepServicesToTheirSources(scene: Scene, inquiry: Inquiry): void {
  for (const guarded of guardedResources(scene)) {
    for (const statement of guarded.policy.statements) {
      if (statement.evidence.effect === "Deny") continue;
      for (const { shape, text } of statement.principals?.entries ?? [])
        if (shape === "service") askWrongly(text, statement, guarded, scene, inquiry);
    }
  }
}

/**
 * What a service is documented to say of every call. EventBridge's own pages contradict each other, and CloudFormation
 * tells of its stack in no page, so less is asked of these.
 * https://docs.aws.amazon.com/codebuild/latest/userguide/cross-service-confused-deputy-prevention.html
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/cross-service-confused-deputy-prevention.html
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cross-service-confused-deputy-prevention.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
const SAYS: Readonly<Record<string, { readonly resource: boolean } | undefined>> = {
  "cloudformation.amazonaws.com": { resource: false },
  "codebuild.amazonaws.com": { resource: true },
  "codepipeline.amazonaws.com": { resource: true },
  "logging.s3.amazonaws.com": { resource: true },
};

const ASSUME = "sts:AssumeRole";

function askWrongly(
  service: string,
  statement: CompiledStatement,
  { arns, owner, policy, service: own }: Guarded,
  { catalogue, platform, strays }: Scene,
  inquiry: Inquiry,
): void {
  const says = SAYS[service];
  if (says === undefined) return;
  const account = arns[0]?.split(":")[4] || platform.tooling.accountId;
  const source = sourceOf(statement);
  const { organizationId } = platform;
  const wrong = [
    ...(says.resource
      ? [["without saying for what", onBehalfOf(null, account, organizationId)] as const]
      : []),
    ["without saying for whom", onBehalfOf(source, null, null)] as const,
    [
      "for a resource of the same name elsewhere",
      onBehalfOf(source, strays.foreign, strays.foreignOrganization),
    ] as const,
    ["for another resource", onBehalfOf(strayOf(source), account, organizationId)] as const,
  ];
  const actions = own === "sts" ? [ASSUME] : catalogue.reachedBy(policy, own);
  for (const action of actions) {
    for (const resource of arns) {
      for (const [what, behalf] of wrong)
        inquiry.mustNot(
          {
            asker: stranger({ service }),
            action,
            resource,
            context: { ...favourable(statement), ...behalf },
          },
          {
            who: service,
            what: `${action} on ${owner} ${what}`,
            fix: "ask for aws:SourceArn and aws:SourceAccount without IfExists",
          },
        );
    }
  }
}

/** Of the same kind, and of a name that is in no policy. */
function strayOf(source: string | null): string | null {
  if (source === null) return null;
  const parts = source.split(":");
  const name = parts.slice(5).join(":");
  return [...parts.slice(0, 5), name.replace(/^([a-z-]+\/)?[^/]+/, "$1zz-stray")].join(":");
}

/** A resource that the statement lets the service act for. */
function sourceOf({ conditions }: CompiledStatement): string | null {
  const [wanted] = conditions.find(({ key }) => /^aws:sourcearn$/i.test(key))?.texts ?? [];
  return wanted === undefined ? null : fill(wanted);
}
