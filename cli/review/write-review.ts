import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { LiveSnapshots } from "../../lib/audit/live/live-world";
import { type Decision, writeDecisions } from "../../lib/audit/review/decisions";
import type { Review } from "../../lib/audit/review/review";
import type { ReviewFinding } from "../../lib/audit/review/review-finding";
import type { SignOffLine } from "../../lib/audit/review/sign-off";
import { findingsCsv, reviewAccessCsv, reviewSheets } from "../../lib/report/review/review-sheets";
import { writeAtomically } from "../write-atomically";
import { DECISIONS } from "./decisions-before";

interface WriteReviewProps extends LiveSnapshots {
  /** The review's folder. */
  readonly out: string;
  readonly review: Review;
  readonly findings: readonly ReviewFinding[];
  readonly lines: readonly SignOffLine[];
  readonly decisions: readonly Decision[];
}

/** Writes the tables, the sheets and the decisions of a review; what is said on stdout as JSON comes back. */
export function writeReview(props: WriteReviewProps) {
  const { accounts, directory, out, review, findings, lines, decisions } = props;
  const times = [...accounts, ...(directory === undefined ? [] : [directory])]
    .map(({ takenAt }) => takenAt)
    .sort();
  const read = { from: times[0] ?? "", to: times.at(-1) ?? "" };
  const content = { read, findings, lines, unmodelled: review.unmodelled };
  mkdirSync(join(out, "sheets"), { recursive: true });
  for (const [owner, sheet] of reviewSheets({ lines, decisions, read }))
    writeAtomically(join(out, "sheets", `${owner.replace(/[^\w.-]/g, "_")}.md`), sheet);
  writeAtomically(join(out, "findings.csv"), findingsCsv(findings));
  writeAtomically(join(out, "access.csv"), reviewAccessCsv({ lines, decisions }));
  writeAtomically(join(out, "review.json"), `${JSON.stringify(content, null, 2)}\n`);
  // The last one: who is killed before it has lost no decision.
  writeAtomically(join(out, DECISIONS), writeDecisions(decisions));
  return content;
}
