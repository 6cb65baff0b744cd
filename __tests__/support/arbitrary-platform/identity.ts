import fc from "fast-check";
import type { PlatformConfigInput } from "../../../lib/config/schema/platform";
import { given } from "./pipelines";

type IdentityInput = PlatformConfigInput["identity"];
type SignInInput = Extract<IdentityInput, { mode: "iam" }>["signIn"];
type GroupInput = NonNullable<PlatformConfigInput["groups"]>[number];

export const identityChoices = fc.record({
  way: fc.constantFrom(
    "none" as const,
    "identity-center" as const,
    "identity-center" as const,
    "identity-account" as const,
    "saml" as const,
    "oidc" as const,
  ),
  /** Another account than the usual one. */
  elsewhere: fc.boolean(),
  bounded: fc.boolean(),
  named: fc.boolean(),
  mfa: fc.boolean(),
  teamTag: fc.constantFrom("squad", undefined),
  rolePath: fc.constantFrom("/people/", "/org/staff/", undefined),
});
type IdentityChoices = typeof identityChoices extends fc.Arbitrary<infer T> ? T : never;

/** The way in which people get their personas; each of them, with each of its settings. */
export function identityOf(
  choice: IdentityChoices,
  { region, tooling, elsewhere }: { region: string; tooling: string; elsewhere: string },
): IdentityInput {
  const { way, bounded, mfa, teamTag, rolePath } = choice;
  const boundary = bounded ? { permissionsBoundaryPolicy: "org-people" } : {};
  const mfaTag = mfa ? { mfaTag: "mfa" } : {};
  switch (way) {
    case "none":
      return { mode: "none" };
    case "identity-center":
      return {
        mode: "identity-center",
        region,
        ...(choice.elsewhere ? { adminAccountId: elsewhere } : {}),
        ...boundary,
        ...mfaTag,
        ...given({ teamTag }),
      };
    default:
      return {
        mode: "iam",
        signIn: signIn(way, choice, choice.elsewhere ? elsewhere : tooling),
        ...boundary,
        // Users show MFA when they take a role.
        ...(way === "identity-account" ? {} : mfaTag),
        ...given({ teamTag, rolePath }),
      };
  }
}

function signIn(
  way: SignInInput["by"],
  { named }: IdentityChoices,
  accountId: string,
): SignInInput {
  const personaTag = named ? { personaTag: "Job" } : {};
  switch (way) {
    case "identity-account":
      return { by: way, accountId, ...personaTag };
    case "saml":
      return { by: way, providerName: "directory", ...personaTag };
    case "oidc":
      return { by: way, issuer: "login.example.com/oauth2", audience: "aws people", ...personaTag };
  }
}

/** IAM groups are created, and have fewer names than a directory's; one of them has its members from here. */
export function groupsFor(identity: IdentityInput, groups: readonly GroupInput[]): GroupInput[] {
  if (identity.mode !== "iam" || identity.signIn.by !== "identity-account") return [...groups];
  return groups.map((group, index) => ({
    ...group,
    name: group.name.replaceAll(/[^\w+=,.@-]+/g, "-"),
    source: "created",
    ...(index === 0 ? { members: ["ada", "b.c@example.com"] } : {}),
  }));
}
