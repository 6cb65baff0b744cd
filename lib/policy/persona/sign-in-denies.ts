import type { Persona } from "../../model/people";
import type { Platform } from "../../model/platform";
import type { Statement } from "../statement";
import { heldBy } from "./held";

/** What is denied for how and when somebody signed in. */
export function signInDenies(platform: Platform, persona: Persona): Statement[] {
  return [...outsideWindow(persona), ...withoutMfa(platform, persona)];
}

/** Nothing at all is allowed before or after the window, whatever policy grants it. */
function outsideWindow({ breakGlass }: Persona): Statement[] {
  const deny = { effect: "Deny", actions: ["*"], resources: ["*"] } as const;
  const { from, until, reason = "no reason given" } = breakGlass ?? {};
  return [
    ...(from === undefined
      ? []
      : [
          {
            ...deny,
            sid: "NotYet",
            conditions: { DateLessThan: { "aws:CurrentTime": from } },
            reasons: [{ text: `break-glass from ${from} on: ${reason}` }],
          },
        ]),
    ...(until === undefined
      ? []
      : [
          {
            ...deny,
            sid: "NoLonger",
            conditions: { DateGreaterThanEquals: { "aws:CurrentTime": until } },
            reasons: [{ text: `break-glass until ${until}: ${reason}` }],
          },
        ]),
  ];
}

/**
 * Sessions of Identity Center and of SAML and OpenID Connect providers carry no `aws:MultiFactorAuthPresent`, so a
 * condition on it would lock everybody out. The provider says it by a session tag; people who come from IAM users show
 * it when they assume their role.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
 */
function withoutMfa(platform: Platform, persona: Persona): Statement[] {
  const { identity } = platform;
  const tag = identity.mode === "none" ? undefined : identity.mfaTag;
  if (tag === undefined) return [];
  const deny = {
    effect: "Deny",
    sid: "OnlyWithMfa",
    resources: ["*"],
    conditions: { StringNotEquals: { [`aws:PrincipalTag/${tag}`]: "true" } },
    reasons: [{ text: `the sign-in must have been with MFA: session tag ${tag} is "true"` }],
  } as const;
  if (persona.breakGlass !== undefined) return [{ ...deny, actions: ["*"] }];
  const held = new Set(
    [false, true].flatMap((ownTeam) => [...heldBy(platform, persona, { ownTeam }).keys()]),
  );
  const actions = [
    ...(held.has("approve") ? ["codepipeline:PutApprovalResult"] : []),
    ...(held.has("override") ? ["codepipeline:OverrideStageCondition"] : []),
  ];
  return actions.length === 0 ? [] : [{ ...deny, actions }];
}
