import type { Setting } from "../../lib/config/problems/catalogue-entry";
import type { Persona } from "../../lib/model/people";
import type { Platform } from "../../lib/model/platform";
import { compilePersona } from "../../lib/policy/persona/compile-persona";
import { renderPolicy } from "../../lib/policy/render-policy";
import type { Statement } from "../../lib/policy/statement";
import { type IamRequest, type IamStatement, applies } from "./decide";
import { goldenWith, validPlatform } from "./platform-file";

/** What another policy of the same sign-in may allow at worst. */
export const EVERYTHING: IamStatement = { Effect: "Allow", Action: "*", Resource: "*" };

/** A persona of a platform by its name. */
export function getPersona(platform: Platform, name: string): Persona {
  const found = platform.personas.find((persona) => persona.name === name);
  if (found === undefined) throw new Error(`no persona "${name}"`);
  return found;
}

/** All statements of a persona's permission set: its own policy and those beside it. */
export function statementsOf(platform: Platform, name: string): Statement[] {
  const { inline, managed } = compilePersona(platform, getPersona(platform, name));
  return [...inline, ...managed.flatMap(({ statements }) => statements)];
}

/** The same as AWS reads them. */
export function policyOf(platform: Platform, name: string): IamStatement[] {
  return asIam(statementsOf(platform, name));
}

/** Statements as AWS reads them, each under a Sid of its own. */
export function asIam(statements: readonly Statement[]): IamStatement[] {
  return (JSON.parse(renderPolicy(statements)) as { Statement: IamStatement[] }).Statement;
}

export interface GrantInput {
  readonly capabilities: readonly string[];
  readonly pipelines?: unknown;
  readonly stages?: unknown;
  readonly accounts?: unknown;
  readonly expires?: string;
  readonly expiresInPolicy?: boolean;
  readonly ticket?: string;
}

/** The golden platform with one persona more, `custom`, that has these grants. */
export async function withPersona(...grants: readonly GrantInput[]) {
  const platform = await withSettings([], ...grants);
  return { platform, persona: getPersona(platform, "custom") };
}

/** For `withSettings`: no other persona of the golden platform is given to anyone. */
export const ALONE: readonly Setting[] = [
  { path: ["groups"], value: [{ name: "all", personas: ["custom"], source: "created" }] },
  ...["auditor", "developer", "platform-engineer", "release-manager"].map((name) => ({
    path: ["personas", name, "enabled"],
    value: false,
  })),
];

/** The same with other settings changed too. */
export function withSettings(
  settings: readonly Setting[],
  ...grants: readonly GrantInput[]
): Promise<Platform> {
  const custom = { path: ["personas", "custom"], value: { description: "A job.", grants } };
  return validPlatform(goldenWith(custom, ...settings));
}

/** Names of the denies that hold against a request, sorted, without the numbers that tell equal names apart. */
export function deniedBy(policy: readonly IamStatement[], request: IamRequest): string[] {
  const names = policy
    .filter((statement) => statement.Effect === "Deny" && applies(statement, request))
    .map(({ Sid = "" }) => Sid.replace(/\d+$/, ""));
  return [...new Set(names)].sort();
}
