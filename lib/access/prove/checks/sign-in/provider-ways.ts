import type { IamIdentity, Persona } from "../../../../model/people";
import type { WorldRole } from "../../../world/world";
import type { Scene } from "../../scene/scene";
import type { Context } from "../../scene/contexts";
import { but, decides, tagValues, type Way, type Ways } from "./way";

type FromProvider = Extract<IamIdentity["signIn"], { readonly by: "saml" | "oidc" }>;

/**
 * People of an identity provider, which says by tags who somebody is and whether there was a second factor.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
 */
export function providerWays(
  role: WorldRole,
  persona: Persona,
  identity: IamIdentity & { readonly signIn: FromProvider },
  { platform, strays, inOrg }: Scene,
): Ways {
  const { signIn, mfaTag, teamTag } = identity;
  const saml = signIn.by === "saml";
  const name = saml ? `saml-provider/${signIn.providerName}` : `oidc-provider/${signIn.issuer}`;
  const iam = (account: string, rest: string) =>
    `arn:${platform.partition.name}:iam::${account}:${rest}`;
  const audience = saml ? "SAML:aud" : `${signIn.issuer}:aud`;
  const tags = [signIn.personaTag, teamTag, mfaTag].filter((tag) => tag !== undefined);
  const way: Way = {
    principal: { federated: iam(role.accountId, name) },
    action: saml ? "sts:AssumeRoleWithSAML" : "sts:AssumeRoleWithWebIdentity",
    context: {
      "aws:SecureTransport": "true",
      [audience]: saml ? platform.partition.samlAudience : signIn.audience,
      ...(signIn.personaTag === undefined
        ? {}
        : { [`aws:RequestTag/${signIn.personaTag}`]: persona.name }),
      ...(mfaTag === undefined ? {} : { [`aws:RequestTag/${mfaTag}`]: "true" }),
    },
  };
  const given = (context: Context): Way => but(way, { context });
  const tagging = but(way, { action: "sts:TagSession", context: { "aws:TagKeys": tags } });
  const extra = but(tagging, { context: { "aws:TagKeys": [...tags, "zz-stray"] } });
  const byTag = tagWays(way, tagging, persona, signIn.personaTag, platform.personas);
  return {
    right: {
      "by whom the config names": way,
      "with the tags that it names": tagging,
      ...byTag.right,
    },
    wrong: {
      "for another audience": given({ [audience]: "zz-stray" }),
      "for no audience": given({ [audience]: null }),
      "by another provider": but(way, {
        principal: { federated: iam(role.accountId, `${name}x`) },
      }),
      "by such a provider of an account outside": but(way, {
        principal: { federated: iam(strays.foreign, name) },
      }),
      "with more tags than it names": extra,
      "by a user, without a token": but(way, {
        principal: iam(role.accountId, "user/someone"),
        action: "sts:AssumeRole",
        context: inOrg,
      }),
      ...(mfaTag === undefined || !decides(persona)
        ? {}
        : {
            "without a second factor": given({ [`aws:RequestTag/${mfaTag}`]: "false" }),
            "without a word of a second factor": given({ [`aws:RequestTag/${mfaTag}`]: null }),
          }),
      ...byTag.wrong,
    },
  };
}

function tagWays(
  way: Way,
  tagging: Way,
  { name }: Persona,
  personaTag: string | undefined,
  personas: readonly Persona[],
): Ways {
  if (personaTag === undefined) return { right: {}, wrong: {} };
  const tag = `aws:RequestTag/${personaTag}`;
  const values = tagValues(
    name,
    personas.map((persona) => persona.name),
  );
  const tagged = (value: string | null) => but(way, { context: { [tag]: value } });
  return {
    right: Object.fromEntries(values.right.map((value) => [`tagged "${value}"`, tagged(value)])),
    wrong: {
      ...Object.fromEntries(values.wrong.map((value) => [`tagged "${value}"`, tagged(value)])),
      "without a persona's tag": tagged(null),
      "with tags of another persona": but(tagging, { context: { [tag]: "zz-stray" } }),
    },
  };
}
