import { Names } from "../../model/names";
import type { Platform } from "../../model/platform";
import { type Phase, ProvisionerNames } from "../../model/provisioner-names";
import type { Statement } from "../statement";
import { trustRoles } from "../trust";
import { type OidcIssuer, oidcIssuers } from "./oidc-issuers";

/** Who plans, or applies, one stack: exact subjects for an exact audience, and exact roles of the organization. */
export function provisionerTrust(
  platform: Platform,
  accountId: string,
  stack: string,
  phase: Phase,
): Statement[] {
  return [
    ...byTokens(platform, accountId, (issuer) => issuer.subjects(stack, phase)),
    ...byRole(platform, platform.bootstrap?.trustedPrincipals?.[phase] ?? []),
  ];
}

/** Whoever plans or applies, but for pull requests: both write the journal of promotions. */
export function promotionTrust(platform: Platform): Statement[] {
  const { plan = [], apply = [] } = platform.bootstrap?.trustedPrincipals ?? {};
  return [
    ...byTokens(platform, platform.tooling.accountId, ({ promoting }) => promoting),
    ...byRole(platform, [...new Set([...plan, ...apply])]),
  ];
}

function byTokens(
  platform: Platform,
  accountId: string,
  subjectsOf: (issuer: OidcIssuer) => readonly string[],
): Statement[] {
  const names = new ProvisionerNames(platform);
  return oidcIssuers(platform).flatMap((issuer) => {
    const subjects = subjectsOf(issuer);
    if (subjects.length === 0) return [];
    return [byToken(issuer, names.oidcProviderArn(accountId, issuer.host), subjects)];
  });
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html */
function byToken(
  { name, host, audience }: OidcIssuer,
  providerArn: string,
  subjects: readonly string[],
): Statement {
  return {
    sid: name,
    actions: ["sts:AssumeRoleWithWebIdentity"],
    principals: { Federated: [providerArn] },
    conditions: { StringEquals: { [`${host}:aud`]: audience, [`${host}:sub`]: subjects } },
  };
}

/** One statement for each account that the roles are in. */
function byRole(platform: Platform, roles: readonly string[]): Statement[] {
  const byAccount = new Map<string, string[]>();
  for (const arn of roles) {
    const account = arn.split(":")[4] ?? "";
    byAccount.set(account, [...(byAccount.get(account) ?? []), arn]);
  }
  return [...byAccount].sort().flatMap(([account, roleArns]) =>
    trustRoles({
      rootArn: new Names(platform).rootArn(account),
      roleArns,
      organizationId: platform.organizationId,
    }).map((statement) => ({ ...statement, sid: `ExactRoles${account}` })),
  );
}
