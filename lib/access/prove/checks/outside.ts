import type { Check } from "../check";
import { onBehalfOf } from "../scene/contexts";
import { favourable, fill } from "../scene/favourable";
import type { Inquiry } from "../scene/inquiry";
import { type Guarded, guardedResources } from "../scene/guarded";
import type { Scene } from "../scene/scene";
import { stranger } from "../scene/strangers";
import { keepThePublicOut } from "./public-access";
import { keepServicesToTheirSources } from "./service-sources";
import type { CompiledStatement } from "../../evaluate/policy/compiled-statement";

/**
 * Who is outside: principals of other organisations, whatever they are called and may do there, the anonymous, and
 * services that act for other accounts. Asked for every action that some allow of the policy reaches, under conditions
 * as favourable as they can make them.
 */
export const outside: Check = {
  id: "outside",
  claim: "Nobody outside the organisation, and no service on behalf of one, gets at anything",
  run: (scene, inquiry) => {
    for (const guarded of guardedResources(scene)) checkOne(guarded, scene, inquiry);
    keepServicesToTheirSources(scene, inquiry);
    keepThePublicOut(scene, inquiry);
  },
};

const FIX = "keep it to the organisation: aws:PrincipalOrgID, and aws:SourceAccount for services";

function checkOne(guarded: Guarded, scene: Scene, inquiry: Inquiry): void {
  const { policy, service } = guarded;
  for (const action of scene.catalogue.reachedBy(policy, service)) {
    for (const { statement } of policy.candidates(action.toLowerCase()).allows) {
      askForeigners(guarded, action, statement, scene, inquiry);
      askServices(guarded, action, statement, scene, inquiry);
    }
  }
}

function askForeigners(
  { arns, owner }: Guarded,
  action: string,
  statement: CompiledStatement,
  scene: Scene,
  inquiry: Inquiry,
): void {
  const { inOrg, strays } = scene;
  const organization = { "aws:PrincipalOrgID": strays.foreignOrganization };
  const context = { ...inOrg, ...favourable(statement), ...organization };
  for (const who of ["*", ...foreignersLike(statement, scene)]) {
    const asker = stranger(who);
    const asked = who === "*" ? { ...context, "aws:PrincipalOrgID": null } : context;
    const name = who === "*" ? "anybody, without signing in," : who;
    for (const resource of arns) {
      const question = { asker, action, resource, context: asked };
      inquiry.mustNot(question, { who: name, what: `${action} on ${owner}`, fix: FIX });
    }
  }
}

/** Principals of another organisation, with the names that the statement asks for among them. */
function foreignersLike(statement: CompiledStatement, { strays, world }: Scene): Set<string> {
  const { foreign } = strays;
  const start = `arn:${world.partition}:iam::${foreign}`;
  const asked = statement.conditions
    .filter(({ key }) => /^aws:principalarn$/i.test(key))
    .flatMap(({ texts }) => texts);
  const named = (statement.principals?.entries ?? []).map(({ text }) => text);
  const squatted = [...asked, ...named].flatMap((text) => {
    const name = /:((role|user)\/.+)$/.exec(text)?.[1];
    return name === undefined ? [] : [`${start}:${fill(name)}`];
  });
  const providers = named.filter((text) => /:(saml|oidc)-provider\//.test(text));
  return new Set([
    ...squatted,
    ...providers.map((text) => text.replace(/::\d{12}:/, `::${foreign}:`)),
    `${start}:role/any`,
    `${start}:user/any`,
    `${start}:root`,
  ]);
}

/** Services that the statement names, acting for another account's resource. */
function askServices(
  { arns, owner }: Guarded,
  action: string,
  statement: CompiledStatement,
  scene: Scene,
  inquiry: Inquiry,
): void {
  const { foreign, foreignOrganization } = scene.strays;
  // Whatever a service tells of its customer's resource is then of the other account.
  const theirs = (value: string): string => value.replace(/\b\d{12}\b/g, foreign);
  for (const { shape, text } of statement.principals?.entries ?? []) {
    if (shape !== "service") continue;
    const sourceArn = sourceOf(statement, theirs) ?? theirs(arns[0] ?? "");
    const behalf = onBehalfOf(sourceArn, foreign, foreignOrganization);
    const context = { ...favourable(statement, theirs), ...behalf };
    const who = `${text} for account ${foreign}`;
    for (const resource of arns) {
      const question = { asker: stranger({ service: text }), action, resource, context };
      inquiry.mustNot(question, { who, what: `${action} on ${owner}`, fix: FIX });
    }
  }
}

function sourceOf(
  { conditions }: CompiledStatement,
  theirs: (value: string) => string,
): string | undefined {
  const [wanted] = conditions.find(({ key }) => /^aws:sourcearn$/i.test(key))?.texts ?? [];
  return wanted === undefined ? undefined : fill(theirs(wanted));
}
