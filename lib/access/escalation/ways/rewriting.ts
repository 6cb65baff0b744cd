import { Template } from "../../evaluate/match/template";
import { favourable, fill } from "../../prove/scene/favourable";
import { allowsOf } from "../../prove/scene/identity-reach";
import type { Scene } from "../../prove/scene/scene";
import type { CompiledStatement } from "../../evaluate/policy/compiled-statement";
import type { WorldRole } from "../../world/world";
import type { Way } from "../escalation-graph";
import { edgeOf } from "./edge";

/**
 * Writes that give whatever one likes, to a principal that one has or makes. With a boundary that limits what is given
 * they are no escalation, so they are asked for without one.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_identityandaccessmanagement.html
 */
const RIGHTS: readonly string[] = [
  "iam:AddUserToGroup",
  "iam:AttachGroupPolicy",
  "iam:AttachRolePolicy",
  "iam:AttachUserPolicy",
  "iam:CreateAccessKey",
  "iam:CreateLoginProfile",
  "iam:CreateOpenIDConnectProvider",
  "iam:CreatePolicyVersion",
  "iam:CreateSAMLProvider",
  "iam:CreateServiceSpecificCredential",
  "iam:DeleteRolePermissionsBoundary",
  "iam:DeleteUserPermissionsBoundary",
  "iam:PutGroupPolicy",
  "iam:PutRolePermissionsBoundary",
  "iam:PutRolePolicy",
  "iam:PutUserPermissionsBoundary",
  "iam:PutUserPolicy",
  "iam:ResetServiceSpecificCredential",
  "iam:SetDefaultPolicyVersion",
  "iam:UpdateAccessKey",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateLoginProfile",
  "iam:UpdateOpenIDConnectProviderThumbprint",
  "iam:UpdateSAMLProvider",
  "iam:UploadSigningCertificate",
];

/**
 * Writes in Identity Center and its directory, which give one somebody else's permission set.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsiamidentitycenter.html,
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentitystore.html
 */
const DIRECTORY: readonly string[] = [
  "identitystore:CreateGroupMembership",
  "identitystore:CreateUser",
  "identitystore:UpdateUser",
  "sso-directory:AddMemberToGroup",
  "sso-directory:CreateBearerToken",
  "sso-directory:EnableExternalIdPConfigurationForDirectory",
  "sso-directory:ImportExternalIdPCertificate",
  "sso-directory:UpdatePassword",
  "sso:AttachCustomerManagedPolicyReferenceToPermissionSet",
  "sso:AttachManagedPolicyToPermissionSet",
  "sso:CreateAccountAssignment",
  "sso:DeleteInlinePolicyFromPermissionSet",
  "sso:DeletePermissionsBoundaryFromPermissionSet",
  "sso:PutInlinePolicyToPermissionSet",
  "sso:PutPermissionsBoundaryToPermissionSet",
  "sso:UpdateInstanceAccessControlAttributeConfiguration",
];

/**
 * Where people are users of an account, a tag says which personas they may take.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/tutorial_attribute-based-access-control.html
 */
const USERS: readonly string[] = ["iam:CreateUser", "iam:TagUser"];

/** Whoever sets these decides about the whole organisation. */
const ORGANIZATION: readonly string[] = [
  "account:PutAlternateContact",
  "organizations:AttachPolicy",
  "organizations:CreateAccount",
  "organizations:DetachPolicy",
  "organizations:MoveAccount",
  "organizations:UpdatePolicy",
];

export const rewriting: Way = ({ scene, ask, add }) => {
  for (const from of scene.world.roles) {
    const inAccount = `everything in ${from.accountId}`;
    const kinds = [
      [namesPeople(from, scene) ? USERS : [], "every persona"],
      [RIGHTS, inAccount],
      [DIRECTORY, "every permission set"],
      [ORGANIZATION, "the organisation"],
    ] as const;
    for (const [actions, power] of kinds) {
      for (const action of actions) {
        for (const statement of allowsOf(from.policies, action)) {
          for (const resource of meantBy(statement, from, scene)) {
            for (const boundary of [null, OTHER_BOUNDARY]) {
              const verdict = ask({
                asker: { kind: "role", role: from },
                action,
                resource,
                context: {
                  ...scene.inOrg,
                  ...favourable(statement),
                  "iam:PermissionsBoundary": boundary,
                },
              });
              const edge = edgeOf(from.arn, power, `${action} on ${resource}`, [verdict]);
              if (edge !== undefined) add(edge);
            }
          }
        }
      }
    }
  }
};

/** A boundary that bounds nothing. */
const OTHER_BOUNDARY = "arn:aws:iam::aws:policy/AdministratorAccess";

/** Whether the tags of this account's users decide who has which persona. */
function namesPeople({ accountId }: WorldRole, { platform: { identity } }: Scene): boolean {
  if (identity.mode !== "iam") return false;
  return identity.signIn.by === "identity-account" && identity.signIn.accountId === accountId;
}

/** What a statement's patterns stand for, the role itself among it, which is nearest at hand. */
function meantBy({ resources }: CompiledStatement, from: WorldRole, { world }: Scene): Set<string> {
  const start = `arn:${world.partition}:iam::${from.accountId}`;
  const any = [from.arn, `${start}:role/any`, `${start}:user/any`, `${start}:policy/any`];
  if (resources === undefined || resources.negated) return new Set(any);
  return new Set(
    resources.patterns.flatMap(({ text }) => {
      if (/^\*+$/.test(text)) return any;
      const { widest } = new Template(text, { variables: true, wildcards: true });
      return [fill(text, { account: from.accountId }), ...any.filter((arn) => widest.matches(arn))];
    }),
  );
}
