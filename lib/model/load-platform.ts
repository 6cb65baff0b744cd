import type { ConfigPath } from "../config/config-path";
import { parseConfig } from "../config/parse-config";
import { type Finding, type Problem, sortProblems } from "../config/problem";
import { type SourceDocument, parseSource } from "../config/source-document";
import { checkAccounts } from "./checks/accounts";
import { checkApprovals } from "./checks/approvals";
import { checkAudit } from "./checks/audit";
import { checkBootstrap } from "./checks/bootstrap";
import { checkBreakGlass } from "./checks/break-glass";
import { checkCapabilities } from "./checks/capabilities";
import type { Check, CheckInput } from "./checks/check";
import { checkDerivedNames } from "./checks/derived-names";
import { checkDuties } from "./checks/duties";
import { checkDutyRules } from "./checks/duty-rules";
import { checkEnvironments } from "./checks/environments";
import { checkGroups } from "./checks/groups";
import { checkGuardedResources } from "./checks/guarded-resources";
import { checkIamRoles } from "./checks/iam-roles";
import { checkIdentity } from "./checks/identity";
import { checkLoosened } from "./checks/loosened";
import { checkPermissions } from "./checks/permissions";
import { checkPersonas } from "./checks/personas";
import { checkReferences } from "./checks/references";
import { checkRegions } from "./checks/regions";
import { checkSessionAttributes } from "./checks/session-attributes";
import { checkStages } from "./checks/stages";
import { checkTerms } from "./checks/terms";
import { checkWorkspaces } from "./checks/workspaces";
import type { Platform } from "./platform";
import { resolvePlatform } from "./resolve-platform";

const CHECKS: readonly Check[] = [
  checkReferences,
  checkAccounts,
  checkRegions,
  checkEnvironments,
  checkStages,
  checkApprovals,
  checkPersonas,
  checkCapabilities,
  checkDutyRules,
  checkDuties,
  checkGroups,
  checkIdentity,
  checkBreakGlass,
  checkTerms,
  checkSessionAttributes,
  checkIamRoles,
  checkDerivedNames,
  checkPermissions,
  checkGuardedResources,
  checkLoosened,
  checkBootstrap,
  checkAudit,
  checkWorkspaces,
];

export type LoadedPlatform =
  | {
      readonly kind: "valid";
      readonly platform: Platform;
      readonly warnings: readonly Problem[];
      /** Where a part of the config stands: `file:line:column`. */
      readonly placeOf: (path: ConfigPath) => string;
    }
  | { readonly kind: "invalid"; readonly problems: readonly Problem[] };

interface LoadOptions {
  /** A check that needs what this folder must not know, such as the size of compiled policies. */
  readonly extraCheck?: Check;
  /** Who is in which group, by an export of the directory. */
  readonly members?: CheckInput["members"];
  /** What is over by then is told, or soon will be. @default nothing is */
  readonly now?: Date;
}

/**
 * Reads a platform from the bytes of its file: all problems at once, or the frozen model.
 *
 * @param file the name shown in messages
 */
export async function loadPlatform(
  file: string,
  bytes: Uint8Array,
  { extraCheck, members, now }: LoadOptions = {},
): Promise<LoadedPlatform> {
  const source = parseSource(file, bytes);
  if (source.kind === "unreadable")
    return { kind: "invalid", problems: sortProblems(source.problems) };
  const { document } = source;
  const parsed = parseConfig(document);
  const findings: Finding[] = [...parsed.findings];
  if (parsed.config === undefined)
    return { kind: "invalid", problems: located(findings, document) };
  const platform = resolvePlatform(parsed.config);
  const input: CheckInput = {
    config: parsed.config,
    platform,
    dropped: parsed.dropped,
    namesIn: (section) => namesIn(document.data, section),
    members,
    now,
  };
  findings.push(...(await Promise.all(CHECKS.map(async (check) => check(input)))).flat());
  if (!findings.some(isError) && extraCheck !== undefined)
    findings.push(...(await extraCheck(input)));
  const problems = located(withoutEchoes(findings), document);
  return findings.some(isError)
    ? { kind: "invalid", problems }
    : { kind: "valid", platform, warnings: problems, placeOf: (path) => placeOf(path, document) };
}

/** An entry of a map stands where its key does. */
function placeOf(path: ConfigPath, document: SourceDocument): string {
  const atKey = typeof path.at(-1) === "string";
  return document.locate({ code: "missing-field", path, atKey, message: "", fix: "" }).at;
}

function located(findings: readonly Finding[], document: SourceDocument): readonly Problem[] {
  return sortProblems(findings.map((finding) => document.locate(finding)));
}

/** A selection with an unknown name in it matches nothing because of that name. */
function withoutEchoes(findings: readonly Finding[]): Finding[] {
  const unknown = findings.filter(({ code }) => code.startsWith("unknown-"));
  return findings.filter(
    ({ code, path }) =>
      code !== "empty-selection" ||
      !unknown.some((other) => path.every((part, index) => other.path[index] === part)),
  );
}

function isError(finding: Finding): boolean {
  return finding.severity !== "warning";
}

function namesIn(data: unknown, section: string): string[] {
  const entries = (data as Record<string, unknown> | null)?.[section];
  return typeof entries === "object" && entries !== null ? Object.keys(entries).sort() : [];
}
