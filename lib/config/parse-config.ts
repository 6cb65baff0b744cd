import { describeIssue } from "./describe-issue";
import type { ConfigPath, Finding } from "./problem";
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
  const { issues } = first.error;
  const findings = issues.slice(0, MAX_ISSUES).flatMap((issue) => describeIssue(issue, document));
  return issues.length > MAX_ISSUES
    ? { dropped: [], findings }
    : { ...salvage(document.data, issues), findings };
}
