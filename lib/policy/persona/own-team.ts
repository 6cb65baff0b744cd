import { TEAM_TAG } from "../../model/names";
import type { Platform } from "../../model/platform";
import type { Conditions } from "../statement";

/**
 * Access by attributes (ABAC): the pipeline's team is the one that the session is tagged with. A session without the tag
 * matches nothing, since a policy variable without a value never does.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function ownTeamConditions(platform: Platform): Conditions {
  return { StringEquals: teamsMeet(platform) };
}

/** The same the other way round, for denies. A pipeline without a team is nobody's own. */
export function otherTeamConditions(platform: Platform): Conditions {
  return { StringNotEquals: teamsMeet(platform) };
}

function teamsMeet({ identity }: Platform): Record<string, string> {
  const tag = identity.mode === "none" ? "team" : identity.teamTag;
  return { [`aws:ResourceTag/${TEAM_TAG}`]: `\${aws:PrincipalTag/${tag}}` };
}
