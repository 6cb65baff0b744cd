import colors from "picocolors";
import type { Review } from "../../audit/review/review";
import type { ReviewFinding } from "../../audit/review/review-finding";
import { NOBODY, type SignOffLine } from "../../audit/review/sign-off";
import { countOf } from "../text/count-of";
import { wrapText } from "../text/wrap-text";

interface ReviewRendering {
  readonly review: Review;
  readonly lines: readonly SignOffLine[];
  /** How many lines nobody has decided yet. */
  readonly undecided: number;
  readonly width: number;
}

/** What is off, by what it is about, and what there is to sign. */
export function renderReview({ review, lines, undecided, width }: ReviewRendering): string {
  const { findings } = review;
  const people = new Set(lines.map(({ person }) => person).filter((each) => each !== NOBODY));
  const outside = new Set(
    lines.filter(({ isConfigured }) => !isConfigured).map(({ subject }) => subject),
  );
  return [
    ...byThing(findings).flatMap(([thing, own]) => [
      colors.bold(thing),
      ...own.flatMap((finding) => describe(finding, width)),
      "",
    ]),
    `${countOf(people.size, "holder")} of access by ${countOf(lines.length, "line")}, ${undecided.toLocaleString("en-US")} of them undecided.`,
    ...(outside.size === 0
      ? []
      : [
          `${countOf(outside.size, "role")} or permission ${outside.size === 1 ? "set" : "sets"} beyond the config can reach pipelines: ${[...outside].join(", ")}.`,
        ]),
    findings.length === 0
      ? colors.green("Nothing is off: the accounts are as the config says.")
      : colors.red(`${countOf(findings.length, "thing")} to look at.`),
  ].join("\n");
}

function byThing(findings: readonly ReviewFinding[]): [string, ReviewFinding[]][] {
  const found = new Map<string, ReviewFinding[]>();
  for (const each of findings) found.set(each.thing, [...(found.get(each.thing) ?? []), each]);
  return [...found];
}

function describe({ kind, message, fix }: ReviewFinding, width: number): string[] {
  return [
    ...wrapText(`${kind}: ${message}`, width - 4).map((line) => `  ${line}`),
    ...wrapText(`fix: ${fix}`, width - 6).map((line, index) =>
      colors.dim(`${index === 0 ? "    " : "         "}${line}`),
    ),
  ];
}
