import type { z } from "zod";
import { describeIssue } from "./describe-issue";
import type { ConfigPath } from "./config-path";
import type { Finding } from "./problem";
import { salvage } from "./salvage";
import { type PlatformConfig, platformSchema } from "./schema/platform";
import type { SourceDocument } from "./source-document";

/** More than anybody reads at once; a file with more faults is another kind of file. */
const MAX_ISSUES = 500;

export interface ParsedConfig {
  /** The checked config; where `findings` holds errors, what could be saved of it, to check further. */
  readonly config?: PlatformConfig;
  /** Parts that were left out of `config` because they are wrong in themselves. */
  readonly dropped: readonly ConfigPath[];
  readonly findings: readonly Finding[];
}

/** Checks the shape of the config. Shapes only: what names refer to is the model's business. */
export function parseConfig(document: SourceDocument): ParsedConfig {
  const first = platformSchema.safeParse(document.data, { reportInput: true });
  if (first.success) return { config: first.data, dropped: [], findings: [] };
  const issues = withoutEchoes(first.error.issues).flatMap(oneByOne);
  const findings = issues.slice(0, MAX_ISSUES).flatMap((issue) => describeIssue(issue, document));
  return issues.length > MAX_ISSUES
    ? { dropped: [], findings }
    : { ...salvage(document.data, issues), findings };
}

/** The schema tells all unknown keys of a map in one issue. */
function oneByOne(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  return issue.code === "unrecognized_keys"
    ? issue.keys.map((key) => ({ ...issue, keys: [key] }))
    : [issue];
}

/** A list where text belongs is the wrong type; that it is also too short says nothing more. */
function withoutEchoes(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue[] {
  const ofWrongType = new Set(issues.filter(({ code }) => code === "invalid_type").map(placeOf));
  return issues.filter(
    (issue) => issue.code === "invalid_type" || !ofWrongType.has(placeOf(issue)),
  );
}

function placeOf({ path }: z.core.$ZodIssue): string {
  return JSON.stringify(path);
}
