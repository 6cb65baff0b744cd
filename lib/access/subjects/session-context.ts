import type { Persona } from "../../model/people";
import type { Platform } from "../../model/platform";
import type { Subject } from "../matrix/access-matrix";
import { teamTagOf } from "./team-tag";

export type SessionContext = Readonly<Record<string, string | null>>;

/**
 * What is known of a subject's requests, whatever they are; the rest stays unknown. Condition keys:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function sessionContext(platform: Platform, { persona, team }: Subject): SessionContext {
  const { identity, organizationId } = platform;
  const described = platform.personas.find(({ name }) => name === persona);
  const mfaTag = identity.mode === "none" ? undefined : identity.mfaTag;
  const context: Record<string, string | null> = {
    "aws:PrincipalOrgID": organizationId,
    "aws:SecureTransport": "true",
    // An absent tag equals nothing, and whoever is in no team has none.
    [`aws:PrincipalTag/${teamTagOf(platform)}`]: team ?? null,
    ...(mfaTag === undefined ? {} : { [`aws:PrincipalTag/${mfaTag}`]: "true" }),
  };
  const now = described === undefined ? undefined : withinWindow(described);
  if (now !== undefined) context["aws:CurrentTime"] = now;
  return context;
}

/** A moment at which whoever broke the glass is let through; others hang on no time. */
function withinWindow({ breakGlass }: Persona): string | undefined {
  if (breakGlass === undefined) return undefined;
  const { from, until } = breakGlass;
  if (from !== undefined) return from;
  if (until === undefined) return undefined;
  return new Date(Date.parse(until) - 1_000).toISOString().replace(".000Z", "Z");
}
