import type { Statement } from "../statement";
import { reading } from "./reading";

/**
 * Managed policies that a persona names: what they allow isn't known here, and for most services it is the team's
 * business. But none hands out access, acts on the account as a whole, or blinds whoever watches. To pay bills and to
 * ask AWS for support does none of these.
 */
export function namedPolicies(): readonly Statement[] {
  return [
    {
      sid: "ManagedPolicies",
      actions: [],
      notActions: [
        ...[...RIGHTS, ...Object.keys(READ_ONLY)].map((service) => `${service}:*`),
        ...BLINDING,
      ],
      resources: ["*"],
    },
    {
      sid: "ManagedReads",
      actions: Object.entries(READ_ONLY).flatMap(([service, verbs]) => reading(service, ...verbs)),
      resources: ["*"],
    },
  ];
}

/** Who may do what; what is read of it, a capability says. */
const RIGHTS = [
  "account-access",
  "ds",
  "ds-data",
  "iam",
  "identity-sync",
  "identitystore",
  "organizations",
  "sso",
  "sso-directory",
  "sts",
  // Lets AWS's own staff act.
  "supportauthz",
] as const;

/** The account itself, what it shares, other ways to sign in, and what records it; with the verbs that read. */
const READ_ONLY: Readonly<Record<string, readonly string[]>> = {
  account: ["Get", "List"],
  cloudtrail: ["Describe", "Get", "List", "Lookup", "Search"],
  config: ["Batch", "Describe", "Get", "List", "Select"],
  controltower: ["Describe", "Get", "List"],
  ram: ["Get", "List"],
  rolesanywhere: ["Get", "List"],
};

/** Services that people also work in, but for switching them off; and what the console may be used from. */
const BLINDING = [
  "access-analyzer:Delete*",
  // What the console did before there was `account`.
  "aws-portal:ModifyAccount",
  "guardduty:Delete*",
  "guardduty:Disa*",
  "guardduty:Stop*",
  "guardduty:UpdateDetector",
  "securityhub:Disa*",
  "signin:Delete*",
  "signin:Put*",
] as const;
