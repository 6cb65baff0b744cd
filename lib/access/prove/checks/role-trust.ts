import { withoutForeignBoundary } from "../scene/without-foreign-boundary";
import type { Check } from "../check";
import { onBehalfOf } from "../scene/contexts";
import type { Inquiry } from "../scene/inquiry";
import type { Entry, MachineRole } from "../scene/machine-roles";
import { namedCallers } from "../scene/named-callers";
import type { Scene } from "../scene/scene";
import { SERVICES, stranger } from "../scene/strangers";
import type { WorldRole } from "../../world/world";

/**
 * Who assumes a pipeline's roles: those that its own definition names, and nobody else, however their own account
 * trusts them; services only for the very pipeline, project or stack.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export const roleTrust: Check = {
  id: "role-trust",
  claim: "A pipeline's roles are assumed by its own roles and services alone",
  run: (scene, inquiry) => {
    const isFirst = scene.kinds.firsts();
    for (const machine of scene.machines.values()) {
      const role = scene.roles.find(machine.arn);
      if (role === undefined) {
        noteMissing(machine, scene, inquiry);
        continue;
      }
      checkOwner(machine, role, scene, inquiry);
      letIn(machine, scene, inquiry);
      if (!isFirst(role, machine.entries)) continue;
      keepRolesOut(machine, role, scene, inquiry);
      keepServicesOut(machine, scene, inquiry);
      keepTokensOut(machine, role, scene, inquiry);
    }
  },
};

const ASSUME = "sts:AssumeRole";

const FIX = "let the trust policy name the one role or service, as Gatehouse generates it";

function noteMissing(machine: MachineRole, { platform }: Scene, inquiry: Inquiry): void {
  const pipelines = [...machine.pipelines].join(", ");
  inquiry.report({
    kind: "violated",
    message: `pipeline ${pipelines} runs as ${machine.arn}, which no stack makes`,
    who: machine.arn,
    evidence: [],
    fix: `synthesise all stacks of ${platform.prefix}, or take the role out of the pipeline`,
  });
}

/** A role has one pipeline, in an account that this pipeline has to do with. */
function checkOwner(
  { arn, accountId, pipelines }: MachineRole,
  role: WorldRole,
  { platform }: Scene,
  inquiry: Inquiry,
): void {
  const fault = (message: string): void => {
    inquiry.report({
      kind: "violated",
      message,
      who: arn,
      evidence: [],
      fix: "give each pipeline its own roles, in tooling and in the accounts it deploys to",
    });
  };
  const [name = "", ...others] = pipelines;
  if (others.length > 0) fault(`${arn} serves several pipelines: ${[...pipelines].join(", ")}`);
  if (role.pipeline !== undefined && role.pipeline !== name)
    fault(`${arn} is tagged as ${role.pipeline}'s, and is used by ${name}`);
  const pipeline = platform.pipelines.find((each) => each.name === name);
  if (pipeline === undefined) fault(`${arn} belongs to "${name}", which the config doesn't have`);
  else if (
    accountId !== platform.tooling.accountId &&
    !pipeline.targets.some(({ account }) => account.id === accountId)
  )
    fault(`${arn} is in an account that ${name} doesn't deploy to`);
}

function letIn({ arn, entries }: MachineRole, scene: Scene, inquiry: Inquiry): void {
  for (const entry of entries) {
    const claimed = { what: `assume ${arn}`, fix: `let ${arn} trust it` };
    if (entry.kind === "role") {
      const caller = scene.roles.find(entry.arn);
      const asker =
        caller === undefined
          ? stranger(entry.arn)
          : ({ kind: "role", role: withoutForeignBoundary(caller, scene, inquiry) } as const);
      const question = { asker, action: ASSUME, resource: arn, context: scene.inOrg };
      inquiry.must(question, { who: entry.arn, ...claimed });
    } else {
      const { service, sourceArn, sourceAccount } = entry;
      const context = onBehalfOf(sourceArn, sourceAccount, scene.platform.organizationId);
      const question = { asker: stranger({ service }), action: ASSUME, resource: arn, context };
      inquiry.must(question, { who: `${service} for ${sourceArn}`, ...claimed });
    }
  }
}

function keepRolesOut(
  { arn, accountId, entries }: MachineRole,
  { trust }: WorldRole,
  scene: Scene,
  inquiry: Inquiry,
): void {
  const expected = new Set(entries.flatMap((entry) => (entry.kind === "role" ? entry.arn : [])));
  const named = namedCallers(trust, ASSUME, scene.roles).map((role) => role.arn);
  const { tooling, partition } = scene.platform;
  const { member, foreign } = scene.strays;
  const principal = (account: string, rest: string): string =>
    `arn:${partition.name}:iam::${account}:${rest}`;
  const lookalikes = [...expected].flatMap((caller) => {
    const own = caller.split(":")[4] ?? "";
    const name = caller.slice(caller.lastIndexOf("/") + 1);
    const elsewhere = [member, foreign, accountId, tooling.accountId]
      .filter((account) => account !== own)
      .map((account) => principal(account, `role/${name}`));
    const alike = [`role/x/${name}`, `role/${name}x`, `role/x${name}`, `user/${name}`];
    return [...elsewhere, ...alike.map((rest) => principal(own, rest))];
  });
  const anyone = [accountId, tooling.accountId, member, foreign].flatMap((account) => [
    principal(account, "role/admin"),
    principal(account, "user/admin"),
  ]);
  for (const who of new Set([...named, ...lookalikes, ...anyone])) {
    if (expected.has(who)) continue;
    const abroad = who.split(":")[4] === foreign;
    const context = abroad
      ? { ...scene.inOrg, "aws:PrincipalOrgID": scene.strays.foreignOrganization }
      : scene.inOrg;
    const question = { asker: stranger(who), action: ASSUME, resource: arn, context };
    inquiry.mustNot(question, { who, what: `assume ${arn}, if its own account lets it`, fix: FIX });
  }
}

/** Services for somebody else's resource, and services that have no business here at all. */
function keepServicesOut(machine: MachineRole, scene: Scene, inquiry: Inquiry): void {
  const { arn, accountId, entries } = machine;
  const { foreign, foreignOrganization } = scene.strays;
  const { organizationId, partition } = scene.platform;
  const source = (account: string): string =>
    `arn:${partition.name}:lambda:us-east-1:${account}:function:any`;
  const own = entries.filter((entry) => entry.kind === "service");
  const ask = (
    service: string,
    sourceArn: string | null,
    sourceAccount: string | null,
    organization: string | null,
  ): void => {
    const context = onBehalfOf(sourceArn, sourceAccount, organization);
    const question = { asker: stranger({ service }), action: ASSUME, resource: arn, context };
    const who = `${service} for ${sourceArn ?? "a resource it doesn't tell"} of account ${sourceAccount ?? "it doesn't tell"}`;
    inquiry.mustNot(question, { who, what: `assume ${arn}`, fix: FIX });
  };
  for (const service of SERVICES) {
    if (own.some((entry) => entry.service === service)) continue;
    ask(service, source(accountId), accountId, organizationId);
    ask(service, source(foreign), foreign, foreignOrganization);
  }
  for (const entry of own) {
    const { service, sourceArn, sourceAccount } = entry;
    const theirs = sourceArn.replace(`:${sourceAccount}:`, `:${foreign}:`);
    ask(service, theirs, foreign, foreignOrganization);
    ask(service, sourceArn, foreign, foreignOrganization);
    ask(service, theirs, sourceAccount, organizationId);
    ask(service, null, foreign, foreignOrganization);
    ask(service, null, null, null);
    for (const neighbour of neighboursOf(entry, own))
      ask(service, neighbour, sourceAccount, organizationId);
  }
}

type ServiceEntry = Extract<Entry, { kind: "service" }>;

/** Other resources of the same service and account: with a longer name, another region. */
function neighboursOf(
  { service, sourceArn, sourceAccount }: ServiceEntry,
  own: readonly ServiceEntry[],
): string[] {
  const parts = sourceArn.split(":");
  const [region = ""] = parts.slice(3);
  const resource = parts.slice(5).join(":");
  const named = service.startsWith("cloudformation")
    ? resource.replace(/^stack\/([^/]+)/, "stack/$1x")
    : `${resource}x`;
  const other = resource.replace(/[^/]+(?=\/[^/]*$|$)/, "other");
  const variants = [
    [...parts.slice(0, 5), named],
    [...parts.slice(0, 5), other],
    [...parts.slice(0, 3), `${region}x`, sourceAccount, resource],
  ].map((variant) => variant.join(":"));
  const taken = new Set(own.map((entry) => entry.sourceArn));
  return variants.filter((variant) => !taken.has(variant));
}

/** Tokens of identity providers, which no pipeline has. */
function keepTokensOut(
  { arn, accountId }: MachineRole,
  { trust }: WorldRole,
  scene: Scene,
  inquiry: Inquiry,
): void {
  const named = trust.statements.flatMap(({ principals }) =>
    (principals?.entries ?? [])
      .filter(({ shape }) => shape === "federated")
      .map(({ text }) => text),
  );
  const { partition } = scene.platform;
  const any = `arn:${partition.name}:iam::${accountId}:saml-provider/any`;
  for (const federated of new Set([...named, any])) {
    for (const action of ["sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"]) {
      const question = { asker: stranger({ federated }), action, resource: arn };
      const who = `whoever has a token of ${federated}`;
      inquiry.mustNot(question, { who, what: `assume ${arn}`, fix: FIX });
    }
  }
}
