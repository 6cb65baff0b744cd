import type { IamIdentity, Persona } from "../../../../model/people";
import type { WorldRole } from "../../../world/world";
import type { Context } from "../../scene/contexts";
import type { Scene } from "../../scene/scene";
import { but, decides, tagValues, type Way, type Ways } from "./way";

type FromUsers = Extract<IamIdentity["signIn"], { readonly by: "identity-account" }>;

/**
 * Users of one account of the organisation, who show a second factor: within the last hour where the persona decides
 * something, within the last twelve where not.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
 */
export function userWays(
  role: WorldRole,
  persona: Persona,
  { signIn, teamTag }: IamIdentity & { readonly signIn: FromUsers },
  scene: Scene,
): Ways {
  const { platform, strays, inOrg } = scene;
  const { accountId, personaTag } = signIn;
  const user = (account: string) => `arn:${platform.partition.name}:iam::${account}:user/someone`;
  const tag = `aws:PrincipalTag/${personaTag}`;
  const limit = decides(persona) ? 3_600 : 43_200;
  const way: Way = {
    principal: user(accountId),
    action: "sts:AssumeRole",
    context: {
      ...inOrg,
      "aws:MultiFactorAuthPresent": "true",
      "aws:MultiFactorAuthAge": "60",
      "aws:username": "someone",
      "sts:RoleSessionName": "someone",
      [tag]: persona.name,
    },
  };
  const given = (context: Context): Way => but(way, { context });
  const age = (seconds: number): Way => given({ "aws:MultiFactorAuthAge": String(seconds) });
  const others = platform.personas.map(({ name }) => name);
  const tags = tagValues(persona.name, others);
  const provider = `arn:${platform.partition.name}:iam::${role.accountId}:saml-provider/zz-stray`;
  const team = teamWays(way, role, persona, teamTag, scene);
  return {
    right: {
      ...named(tags.right, (value) => [`tagged "${value}"`, given({ [tag]: value })]),
      "with a second factor just in time": age(limit - 60),
      ...team.right,
    },
    wrong: {
      // Each of the two conditions by itself, though AWS tells no age where there was no factor.
      "without a second factor": given({ "aws:MultiFactorAuthPresent": "false" }),
      "with a key that never saw one": given({
        "aws:MultiFactorAuthPresent": null,
        "aws:MultiFactorAuthAge": null,
      }),
      [`with a second factor older than ${limit / 3_600} h`]: age(limit + 60),
      ...named(tags.wrong, (value) => [`tagged "${value}"`, given({ [tag]: value })]),
      "without a persona's tag": given({ [tag]: null }),
      "from another organisation": given({ "aws:PrincipalOrgID": strays.foreignOrganization }),
      "from no organisation": given({ "aws:PrincipalOrgID": null }),
      "from another account": but(way, { principal: user(strays.member) }),
      "from an account outside": but(way, { principal: user(strays.foreign) }),
      "under another name": given({ "sts:RoleSessionName": "someone-else" }),
      "by a token of a provider": but(way, {
        principal: { federated: provider },
        action: "sts:AssumeRoleWithSAML",
        context: { "SAML:aud": platform.partition.samlAudience },
      }),
      ...team.wrong,
    },
  };
}

/**
 * A user brings the team by a session tag, and only the one that they carry themselves.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
 */
function teamWays(
  way: Way,
  role: WorldRole,
  { grants }: Persona,
  teamTag: string,
  { platform, strays }: Scene,
): Ways {
  const asksForTeam =
    role.accountId === platform.tooling.accountId &&
    grants.some((grant) => grant.kind === "pipeline" && grant.ownTeam);
  const tagging = (team: string | null, own: string | null, keys = [teamTag]): Way =>
    but(way, {
      action: "sts:TagSession",
      context: {
        "aws:TagKeys": keys,
        [`aws:RequestTag/${teamTag}`]: team,
        [`aws:PrincipalTag/${teamTag}`]: own,
      },
    });
  const own = tagging("shop", "shop");
  if (!asksForTeam) return { right: {}, wrong: { "with a team that is not asked for": own } };
  return {
    right: { "with their own team": own },
    wrong: {
      "with another's team": tagging("shop", "data"),
      "with a team that they don't have": tagging("shop", null),
      "with more tags than the team": tagging("shop", "shop", [teamTag, "zz-stray"]),
      "with a team, from another organisation": but(own, {
        context: { "aws:PrincipalOrgID": strays.foreignOrganization },
      }),
      "with a team, from another account": but(own, {
        principal: `arn:${platform.partition.name}:iam::${strays.member}:user/someone`,
      }),
    },
  };
}

function named(
  values: readonly string[],
  wayOf: (value: string) => readonly [string, Way],
): Readonly<Record<string, Way>> {
  return Object.fromEntries(values.map(wayOf));
}
