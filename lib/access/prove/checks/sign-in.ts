import type { IamIdentity } from "../../../model/people";
import type { WorldRole } from "../../world/world";
import type { Check } from "../check";
import type { Context } from "../scene/contexts";
import type { Inquiry } from "../scene/inquiry";
import type { Scene } from "../scene/scene";
import { stranger } from "../scene/strangers";

/** Where there is no Identity Center, a role's trust policy is all that stands between a person and a persona. */
export const signIn: Check = {
  id: "sign-in",
  claim:
    "A persona's role is taken only as the config says: by its people, with their second factor",
  run: (scene, inquiry) => {
    const { identity } = scene.platform;
    for (const role of scene.people) {
      if (identity.mode === "iam" && role.kind === "role") judge(role, identity, scene, inquiry);
      else refuseAll(role, scene, inquiry);
    }
  },
};

interface Way {
  readonly principal: string | Readonly<Record<string, string>>;
  readonly action: string;
  readonly context: Context;
}

/** The right way in, and ways that are wrong in one point each. */
interface Ways {
  readonly right: Way;
  readonly wrong: Readonly<Record<string, Partial<Way>>>;
}

function judge(role: WorldRole, identity: IamIdentity, scene: Scene, inquiry: Inquiry): void {
  const { right, wrong } = waysOf(role, identity, scene);
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
  inquiry.must(ask(right), claimed("by whom the config names"));
  for (const [how, part] of Object.entries(wrong)) {
    const way = { ...right, ...part, context: { ...right.context, ...part.context } };
    inquiry.mustNot(ask(way), claimed(how));
  }
}

/** A permission set's role is taken through its account's provider alone. */
function refuseAll(role: WorldRole, { platform, strays, inOrg }: Scene, inquiry: Inquiry): void {
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

function waysOf(role: WorldRole, identity: IamIdentity, scene: Scene): Ways {
  switch (identity.signIn.by) {
    case "identity-account":
      return forUsers(role, identity.signIn, scene);
    case "saml":
    case "oidc":
      return forProviders(role, identity, scene);
  }
}

type By<K extends IamIdentity["signIn"]["by"]> = Extract<IamIdentity["signIn"], { readonly by: K }>;

function forUsers(
  role: WorldRole,
  { accountId, personaTag }: By<"identity-account">,
  { platform, strays, inOrg }: Scene,
): Ways {
  const tag = `aws:PrincipalTag/${personaTag}`;
  const user = (account: string) => `arn:${platform.partition.name}:iam::${account}:user/someone`;
  return {
    right: {
      principal: user(accountId),
      action: "sts:AssumeRole",
      context: {
        ...inOrg,
        "aws:MultiFactorAuthPresent": "true",
        "aws:MultiFactorAuthAge": "60",
        "sts:RoleSessionName": "someone",
        [tag]: role.persona ?? null,
      },
    },
    wrong: {
      "without a second factor": { context: { "aws:MultiFactorAuthPresent": "false" } },
      "with a key that never saw one": {
        context: { "aws:MultiFactorAuthPresent": null, "aws:MultiFactorAuthAge": null },
      },
      "with a second factor of the day before": { context: { "aws:MultiFactorAuthAge": "90000" } },
      "with another persona's tag": { context: { [tag]: "zz-stray" } },
      "without a persona's tag": { context: { [tag]: null } },
      "from another organisation": {
        context: { "aws:PrincipalOrgID": strays.foreignOrganization },
      },
      "from another account": { principal: user(strays.member) },
      "under another name": { context: { "sts:RoleSessionName": "someone-else" } },
    },
  };
}

function forProviders(role: WorldRole, identity: IamIdentity, { platform }: Scene): Ways {
  const { signIn: way, mfaTag } = identity;
  if (way.by === "identity-account") throw new Error("users come by no provider");
  const saml = way.by === "saml";
  const provider = (account: string) =>
    `arn:${platform.partition.name}:iam::${account}:${saml ? `saml-provider/${way.providerName}` : `oidc-provider/${way.issuer}`}`;
  const audience = saml ? "SAML:aud" : `${way.issuer}:aud`;
  const tag = way.personaTag === undefined ? undefined : `aws:RequestTag/${way.personaTag}`;
  const other = { Federated: provider(role.accountId).replace(/[^/]*$/, "zz-stray") };
  return {
    right: {
      principal: { Federated: provider(role.accountId) },
      action: saml ? "sts:AssumeRoleWithSAML" : "sts:AssumeRoleWithWebIdentity",
      context: {
        "aws:SecureTransport": "true",
        [audience]: saml ? platform.partition.samlAudience : way.audience,
        ...(tag === undefined ? {} : { [tag]: role.persona ?? null }),
        ...(mfaTag === undefined ? {} : { [`aws:RequestTag/${mfaTag}`]: "true" }),
      },
    },
    wrong: {
      "for another audience": { context: { [audience]: "zz-stray" } },
      "by another provider": { principal: other },
      ...(tag === undefined
        ? {}
        : {
            "with another persona's tag": { context: { [tag]: "zz-stray" } },
            "without a persona's tag": { context: { [tag]: null } },
          }),
    },
  };
}
