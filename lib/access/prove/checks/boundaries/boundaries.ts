import type { Evidence } from "../../../evaluate/policy/evidence";
import { type CompiledPolicy, compilePolicy } from "../../../evaluate/policy/compile-policy";
import type { WorldRole } from "../../../world/world";
import type { Check } from "../../check";
import type { Inquiry } from "../../scene/inquiry";
import { isUnknown } from "../../scene/is-unknown";
import { OwnSide } from "../../scene/own-side";
import type { Scene } from "../../scene/scene";
import { configuredElsewhere, configuredRights } from "./configured-rights";
import type { Rights } from "../machine-roles/rights";
import {
  accountChanges,
  type Bounded,
  organizationChanges,
  type Overreach,
  passing,
  rightsChanges,
  strangeRoles,
  strangeThings,
} from "./overreach";

/**
 * What holds even when somebody attaches AdministratorAccess to a role: asked with a policy that allows everything, so
 * that the boundary alone decides. https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export const boundaries: Check = {
  id: "boundaries",
  claim: "Every role has a boundary that keeps it from handing out rights, whatever is attached",
  run: (scene, inquiry) => {
    const asked = new Set<CompiledPolicy>();
    const isFirst = scene.kinds.firsts();
    const isFirstPerson = scene.kinds.firsts();
    for (const role of scene.world.roles) {
      const { boundary } = role.policies;
      if (boundary === undefined) tellMissing(role, inquiry);
      // A run of Terraform makes roles, so its boundary is judged by a claim of its own.
      else if (scene.provisioners.has(role.arn)) inquiry.count(1);
      else if (isUnknown(boundary)) noteUnknown(role, boundary, scene, inquiry);
      else {
        // Pipelines share that of the tooling account.
        if (!asked.has(boundary)) {
          const configured = configuredRights(role, scene);
          if (isFirst(role, configured.all))
            askBoundary(role, boundary, configured, scene, inquiry);
        }
        asked.add(boundary);
        if (role.persona !== undefined && isFirstPerson(role)) askPerson(role, scene, inquiry);
      }
    }
  },
};

const FIX = "restore the boundary that Gatehouse generates";

function tellMissing(role: WorldRole, inquiry: Inquiry): void {
  inquiry.count(1);
  inquiry.report({
    kind: "violated",
    message: `${role.name} of account ${role.accountId} has no permissions boundary`,
    who: role.arn,
    evidence: [placeOf(role)],
    fix: "give it the boundary that Gatehouse generates, or the one that the config names",
  });
}

/** An organisation's own boundary isn't in the Terraform, so all that can be said is that it is the one that was named. */
function noteUnknown(
  role: WorldRole,
  { source }: CompiledPolicy,
  { platform }: Scene,
  inquiry: Inquiry,
): void {
  const { boundary, identity, tooling } = platform;
  const people = identity.mode === "none" ? undefined : identity.permissionsBoundaryPolicy;
  const machines =
    role.accountId === tooling.accountId ? boundary.toolingPolicy : boundary.targetPolicy;
  const meant = role.persona === undefined ? machines : people;
  inquiry.count(1);
  if (source.name === meant)
    inquiry.note(`boundary ${source.name} is the organisation's own: what it allows isn't known`);
  else
    inquiry.report({
      kind: "undecided",
      message: `what ${source.name}, the boundary of ${role.name}, allows isn't known`,
      who: role.arn,
      evidence: [placeOf(role)],
      fix: "read the stack that makes it too, or name it in the config as the organisation's own",
    });
}

/** Where the role is made. */
function placeOf({ name, origin }: WorldRole): Evidence {
  const source = { name, file: origin.file, at: origin.address };
  return { source, path: "$", sid: undefined, effect: "Allow" };
}

/** The boundary by itself. */
function askBoundary(
  role: WorldRole,
  boundary: CompiledPolicy,
  configured: Rights,
  scene: Scene,
  inquiry: Inquiry,
): void {
  const bounded = boundedOf(role, boundary, scene);
  const stray = `arn:${bounded.partition}:iam::${role.accountId}:role/zz-stray`;
  const [pipelineRole = stray] = scene.world.pipelines.map(({ roleArn }) => roleArn);
  const isPerson = role.persona !== undefined;
  const asks: Overreach[] = [
    ...rightsChanges(bounded),
    ...organizationChanges(),
    ...strangeRoles(bounded),
    ...(isPerson ? [] : strangeThings(bounded)),
    ...(isPerson ? [] : configuredElsewhere(configured, role, scene)),
    // A policy that the config attaches to people by name may do anything else: their own denies hold it.
    ...(isPerson && attachesPolicies(scene) ? [] : accountChanges(bounded)),
    // What an own capability or a policy attached by name passes, the boundary of people must let through.
    ...(isPerson && (attachesPolicies(scene) || passesRoles(scene)) ? [] : passing([stray])),
    ...(isPerson && !attachesPolicies(scene) && !passesRoles(scene)
      ? passing([pipelineRole], SERVICES_THAT_NOBODY_PASSES_TO)
      : []),
  ];
  const side = new OwnSide({ ...role, policies: { identity: [EVERYTHING], boundary } });
  for (const ask of asks) {
    if (configured.explain(ask.action, ask.resource, ask.context ?? {})) continue;
    refuse(side, ask, `the boundary ${boundary.source.name} lets`, scene, inquiry);
  }
}

/** Of what the boundary of all people leaves open, a persona's own denies must hold what the platform is about. */
function askPerson(role: WorldRole, scene: Scene, inquiry: Inquiry): void {
  const { boundary, identity } = role.policies;
  if (boundary === undefined) return;
  const bounded = boundedOf(role, boundary, scene);
  const own = scene.roles
    .inAccount(role.accountId)
    .filter(({ arn, persona }) => persona === undefined && scene.machines.has(arn));
  // Whoever may edit a pipeline passes its own role to CodePipeline, and to nothing else.
  const services = SERVICES_THAT_NOBODY_PASSES_TO;
  const side = new OwnSide({
    ...role,
    policies: { identity: [...identity, EVERYTHING], boundary },
  });
  const asks: Overreach[] = [
    ...passing(
      own.slice(0, ENOUGH).map(({ arn }) => arn),
      services,
    ),
    ...accountChanges(bounded).filter(({ action }) => action.startsWith("cloudtrail:")),
  ];
  for (const ask of asks)
    refuse(
      side,
      ask,
      `neither the denies of ${role.name} nor its boundary keep it from`,
      scene,
      inquiry,
    );
}

/** Roles of one account are guarded by their names' beginning, not one by one. */
const ENOUGH = 8;

const SERVICES_THAT_NOBODY_PASSES_TO = [
  "cloudformation.amazonaws.com",
  "codebuild.amazonaws.com",
  "ec2.amazonaws.com",
  "lambda.amazonaws.com",
] as const;

function refuse(
  side: OwnSide,
  { action, resource, context = {} }: Overreach,
  what: string,
  { inOrg }: Scene,
  inquiry: Inquiry,
): void {
  inquiry.count(1);
  const verdict = side.decide(action, resource, { ...inOrg, ...context });
  if (verdict.kind === "implicitlyDenied" || verdict.kind === "explicitlyDenied") return;
  const { role } = side;
  inquiry.report({
    kind: verdict.kind === "allowed" ? "violated" : "undecided",
    message: `${what} ${action} on ${resource}, whatever is attached`,
    who: role.arn,
    action,
    resource,
    evidence: verdict.by.filter(({ source }) => source.file !== undefined),
    fix: FIX,
  });
}

function boundedOf(
  { arn, accountId }: WorldRole,
  { source }: CompiledPolicy,
  { platform, strays }: Scene,
): Bounded {
  const partition = platform.partition.name;
  const [other] = platform.accounts.filter(({ id }) => id !== accountId);
  return {
    partition,
    accountId,
    region: platform.tooling.homeRegion,
    roleArn: arn,
    prefix: platform.prefix,
    boundaryArn: `arn:${partition}:iam::${accountId}:policy/${source.name}`,
    elsewhere: [
      ...(other === undefined ? [] : [other.id]),
      platform.managementAccountId,
      strays.foreign,
    ],
  };
}

function passesRoles({ platform }: Scene): boolean {
  return platform.capabilities.some(({ permissions }) =>
    permissions.some(({ actions }) => actions.some((action) => /^iam:PassRole$/i.test(action))),
  );
}

function attachesPolicies({ platform }: Scene): boolean {
  return platform.personas.some(
    ({ managedPolicies, customerManagedPolicies }) =>
      managedPolicies.length + customerManagedPolicies.length > 0,
  );
}

const EVERYTHING = everything();

function everything(): CompiledPolicy {
  const compilation = compilePolicy(
    { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } },
    { source: { name: "whatever is attached" } },
  );
  if (compilation.kind === "malformed") throw new Error("a policy of our own is malformed");
  return compilation.policy;
}
