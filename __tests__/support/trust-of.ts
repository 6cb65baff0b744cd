import { getPartition } from "../../lib/model/partitions";
import { personaTrust } from "../../lib/policy/persona/persona-trust";
import type { Statement } from "../../lib/policy/statement";
import { getPersona } from "./persona-policies";
import { goldenWith, validPlatform } from "./platform-file";

/** The golden platform's tooling account, and the one its developers look into. */
export const TOOLING = "100000000002";
export const DEV = "200000000001";

export const PERSONAS = ["developer", "release-manager", "platform-engineer", "auditor"];
const GROUPS = PERSONAS.map((name) => ({ name, personas: [name], source: "created" }));

export const BY_USERS = { signIn: { by: "identity-account", accountId: "555555555555" } };
export const SAML = { by: "saml", providerName: "directory" };
export const OIDC = { by: "oidc", issuer: "login.example.com/oauth2", audience: "people" };

interface Where {
  readonly accountId?: string;
  readonly partition?: "aws" | "aws-us-gov" | "aws-cn";
}

/** Whom a persona's role trusts on the golden platform, where developers also stop their own team's pipelines. */
export async function trustOf(
  persona: string,
  identity: object,
  { accountId = DEV, partition = "aws" }: Where = {},
): Promise<Statement[]> {
  const valid = await validPlatform(
    goldenWith(
      { path: ["identity"], value: { mode: "iam", ...identity } },
      { path: ["groups"], value: GROUPS },
      {
        path: ["personas", "developer", "grants", 2],
        value: { capabilities: ["stop"], pipelines: "own-team" },
      },
    ),
  );
  if (valid.identity.mode !== "iam") throw new Error("another mode");
  const platform = { ...valid, partition: getPartition(partition) };
  return personaTrust(platform, valid.identity, getPersona(valid, persona), accountId);
}
