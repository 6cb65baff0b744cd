import type { Evidence } from "../../../evaluate/policy/evidence";
import type { Persona } from "../../../../model/people";
import type { WorldRole } from "../../../world/world";
import type { Check } from "../../check";
import type { Inquiry } from "../../scene/inquiry";
import type { Scene } from "../../scene/scene";
import { stranger } from "../../scene/strangers";
import { providerWays } from "./provider-ways";
import { userWays } from "./user-ways";
import type { Way, Ways } from "./way";

/** Where there is no Identity Center, a role's trust policy is all that stands between a person and a persona. */
export const signIn: Check = {
  id: "sign-in",
  claim:
    "A persona's role is taken only as the config says: by its people, with their second factor",
  run: (scene, inquiry) => {
    const { personas } = scene.platform;
    for (const role of scene.people) {
      const persona = personas.find(({ name }) => name === role.persona);
      if (persona === undefined || !persona.enabled) tellClosed(role, persona, inquiry);
      if (persona === undefined) continue;
      const ways = waysOf(role, persona, scene);
      if (ways === undefined) refuseRoles(role, scene, inquiry);
      else judge(role, ways, inquiry);
    }
  },
};

/** Whoever is off has no role at all: one that nobody can take today may be taken once a policy changes. */
function tellClosed(role: WorldRole, persona: Persona | undefined, inquiry: Inquiry): void {
  const { name, accountId, origin, arn } = role;
  const why =
    persona === undefined
      ? `the config has no persona "${role.persona ?? ""}"`
      : `persona "${persona.name}" is off`;
  const source = { name, file: origin.file, at: origin.address };
  const made: Evidence = { source, path: "$", sid: undefined, effect: "Allow" };
  inquiry.count(1);
  inquiry.report({
    kind: "violated",
    message: `${name} is made in account ${accountId}, and ${why}`,
    who: arn,
    evidence: [made],
    config: persona === undefined ? ["personas"] : ["personas", persona.name],
    fix: "make roles and permission sets of enabled personas alone",
  });
}

/** Undefined where Identity Center makes the role, and guards it. */
function waysOf(role: WorldRole, persona: Persona, scene: Scene): Ways | undefined {
  const { identity } = scene.platform;
  if (identity.mode !== "iam" || role.kind !== "role") return undefined;
  const { signIn: by } = identity;
  return by.by === "identity-account"
    ? userWays(role, persona, { ...identity, signIn: by }, scene)
    : providerWays(role, persona, { ...identity, signIn: by }, scene);
}

function judge(role: WorldRole, { right, wrong }: Ways, inquiry: Inquiry): void {
  const ask = ({ principal, action, context }: Way) => ({
    asker: stranger(principal),
    action,
    resource: role.arn,
    context,
  });
  const claimed = (how: string) => ({
    who: role.arn,
    what: `be taken ${how}`,
    fix: "restore the trust policy that Gatehouse generates",
    config: ["identity"],
  });
  for (const [how, way] of Object.entries(right)) inquiry.must(ask(way), claimed(how));
  for (const [how, way] of Object.entries(wrong)) inquiry.mustNot(ask(way), claimed(how));
}

/** A permission set's role is taken through its account's provider alone. */
function refuseRoles(role: WorldRole, { platform, strays, inOrg }: Scene, inquiry: Inquiry): void {
  const accounts = [platform.tooling.accountId, role.accountId, strays.member, strays.foreign];
  for (const account of new Set(accounts)) {
    const principal = `arn:${platform.partition.name}:iam::${account}:role/zz-stray`;
    inquiry.mustNot(
      { asker: stranger(principal), action: "sts:AssumeRole", resource: role.arn, context: inOrg },
      {
        who: role.arn,
        what: `be taken by a role of account ${account}`,
        fix: "let Identity Center alone make this role",
      },
    );
  }
}
