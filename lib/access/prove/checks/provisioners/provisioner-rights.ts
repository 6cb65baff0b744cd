import { compilePolicy } from "../../../evaluate/policy/compile-policy";
import type { CompiledStatement } from "../../../evaluate/policy/compiled-statement";
import type { Check } from "../../check";
import type { Context } from "../../scene/contexts";
import { allAllows } from "../../scene/identity-reach";
import type { Inquiry } from "../../scene/inquiry";
import { OwnSide } from "../../scene/own-side";
import type { Provisioner } from "../../scene/provisioners";
import type { Scene } from "../../scene/scene";
import { beyondBoundary } from "./beyond-boundary";
import { askPromotion, isOfPromotion, judgePromotion } from "./promotion-rights";
import { othersThings } from "./others-things";
import type { ProvisionerAsk } from "./provisioner-ask";
import { strangersThings } from "./strangers-things";

/** What Terraform's roles can do, and what none of them can, whatever is attached. */
export const provisionerRights: Check = {
  id: "provisioner-rights",
  claim:
    "A plan changes nothing but its lock; an apply touches its own stack's things alone, hands out no unbounded role, and keeps off what lets Terraform in; a promotion's own role adds to its journal and bundles, and does nothing else",
  run: (scene, inquiry) => {
    inquiry.count(scene.world.roles.length);
    for (const provisioner of scene.provisioners.values()) {
      for (const statement of allAllows(provisioner.role)) {
        judgeNames(provisioner, statement, scene, inquiry);
        if (provisioner.phase === "plan") judgePlan(provisioner, statement, scene, inquiry);
        if (provisioner.phase === "promote") judgePromotion(provisioner, statement, scene, inquiry);
      }
      if (provisioner.phase === "promote") askPromotion(provisioner, scene, inquiry);
      const { role, phase } = provisioner;
      // It isn't one with that tag, and no trust policy lets whoever takes it bring tags along.
      const tag: Context = phase === "promote" ? { "aws:PrincipalTag/gatehouse:stack": null } : {};
      for (const ask of othersThings(provisioner, scene, inquiry)) {
        const context = { ...scene.inOrg, ...tag, ...ask.context };
        inquiry.mustNot(
          { asker: { kind: "role", role }, ...ask, context },
          {
            who: role.arn,
            what: `${ask.action} on ${ask.resource}, which is not its stack's`,
            fix: "name the stack's own things alone, as Gatehouse generates it",
          },
        );
      }
      refuseStrangersThings(provisioner, scene, inquiry);
      refuseBeyondBoundary(provisioner, scene, inquiry);
    }
  },
};

/** The lock file is written and removed by whoever plans, and S3 asks KMS for a key to write it with. */
function judgePlan(
  { role, stack }: Provisioner,
  { actions, resources, evidence }: CompiledStatement,
  { catalogue, platform }: Scene,
  inquiry: Inquiry,
): void {
  const { backend } = platform;
  const lock =
    backend.type === "s3"
      ? `arn:${platform.partition.name}:s3:::${backend.bucket}/${backend.keyPrefix}/${stack}.tfstate.tflock`
      : undefined;
  const texts = resources?.patterns.map(({ text }) => text) ?? ["*"];
  const isLock = lock !== undefined && texts.every((text) => text === lock);
  for (const action of catalogue.actionsOf(actions)) {
    inquiry.count(1);
    const service = action.slice(0, action.indexOf(":")).toLowerCase();
    const changes = catalogue.writingByService.get(service)?.includes(action) ?? true;
    if (!changes || (isLock && LOCKING.test(action))) continue;
    if (lock !== undefined && /^kms:(Decrypt|GenerateDataKey)$/.test(action)) continue;
    inquiry.report({
      kind: "violated",
      message: `${role.name} plans, and may ${action} on ${texts.slice(0, 2).join(", ")}`,
      who: role.arn,
      action,
      evidence: [evidence],
      fix: "leave a plan what reads, and its own lock file",
    });
  }
}

const LOCKING = /^s3:(GetObject|PutObject|DeleteObject)$/;

/** Patterns stand where AWS invents ids, and `*` where IAM knows no resource. */
function judgeNames(
  { role, phase }: Provisioner,
  { actions, resources, evidence }: CompiledStatement,
  { catalogue, platform }: Scene,
  inquiry: Inquiry,
): void {
  inquiry.count(1);
  const texts = resources?.negated === true ? ["*"] : resources?.patterns.map(({ text }) => text);
  const wide = (texts ?? ["*"]).filter(
    (text) =>
      /[*?$]/.test(text) &&
      !INVENTED.some((known) => known.test(text)) &&
      !(phase === "promote" && isOfPromotion(text, platform)),
  );
  if (wide.length === 0) return;
  const named = catalogue.actionsOf(actions).filter((action) => !WITHOUT_RESOURCE.test(action));
  if (wide.every((text) => text === "*") && named.length === 0) return;
  inquiry.report({
    kind: "violated",
    message: `${role.name} may ${named.slice(0, 3).join(", ")} on ${wide.slice(0, 2).join(", ")}, where names are known`,
    who: role.arn,
    evidence: [evidence],
    fix: "name the stack's own things one by one",
  });
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html */
const WITHOUT_RESOURCE =
  /^(cloudtrail:DescribeTrails|kms:(CreateKey|ListAliases)|organizations:(DescribeOrganization|ListAWSServiceAccessForOrganization)|logs:DescribeLogGroups|sso:ListInstances|code(star-)?connections:CreateConnection)$/;

const INVENTED: readonly RegExp[] = [
  /^arn:[\w-]+:kms:[\w-]+:\d{12}:key\/\*$/,
  /^arn:[\w-]+:code(star-)?connections:[\w-]+:\d{12}:connection\/\*$/,
  /^arn:[\w-]+:sso:::(instance|permissionSet\/\*)\/\*$/,
  /^arn:[\w-]+:identitystore::\d{12}:identitystore\/\*$/,
  /^arn:[\w-]+:identitystore:::(group|user|membership)\/\*$/,
  // Of one topic's subscriptions, and of all that is one log group's.
  /^arn:[\w-]+:sns:[\w-]+:\d{12}:[\w-]+:\*$/,
  /^arn:[\w-]+:logs:[\w-]+:\d{12}:log-group:[\w/-]+:\*$/,
  // Objects of one bucket that may be deleted with what is in it.
  /^arn:[\w-]+:s3:::[\w.-]+\/\*$/,
];

/** By the role's own policies, as whose key or permission set it is the account can't tell. */
function refuseStrangersThings(provisioner: Provisioner, scene: Scene, inquiry: Inquiry): void {
  const { role } = provisioner;
  const asks = strangersThings(provisioner, scene);
  refuse(new OwnSide(role), asks, `${role.name} may`, scene, inquiry);
}

/** Asked with a policy that allows everything, so that the boundary alone decides. */
function refuseBeyondBoundary(provisioner: Provisioner, scene: Scene, inquiry: Inquiry): void {
  const { role } = provisioner;
  const { boundary } = role.policies;
  // That there is none is told by the claim about boundaries.
  if (boundary === undefined) return;
  const side = new OwnSide({ ...role, policies: { identity: [EVERYTHING], boundary } });
  const asks = beyondBoundary(provisioner, boundary, scene);
  const what = `whatever is attached to ${role.name}, its boundary ${boundary.source.name} lets it`;
  refuse(side, asks, what, scene, inquiry);
}

function refuse(
  side: OwnSide,
  asks: readonly ProvisionerAsk[],
  what: string,
  { inOrg }: Scene,
  inquiry: Inquiry,
): void {
  for (const { action, resource, context } of asks) {
    inquiry.count(1);
    const verdict = side.decide(action, resource, { ...inOrg, ...context });
    if (verdict.kind === "implicitlyDenied" || verdict.kind === "explicitlyDenied") continue;
    inquiry.report({
      kind: verdict.kind === "allowed" ? "violated" : "undecided",
      message: `${what} ${action} on ${resource}`,
      who: side.role.arn,
      action,
      resource,
      evidence: verdict.by.filter(({ source }) => source.file !== undefined),
      fix: "restore the policies and the boundary that Gatehouse generates",
    });
  }
}

const EVERYTHING = everything();

function everything() {
  const compilation = compilePolicy(
    { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } },
    { source: { name: "whatever is attached" } },
  );
  if (compilation.kind === "malformed") throw new Error("a policy of our own is malformed");
  return compilation.policy;
}
