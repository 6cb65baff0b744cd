import { placeName } from "../../access/matrix/compare-places";
import type { AccessCell, AccessMatrix, Subject } from "../../access/matrix/access-matrix";
import type { Platform } from "../../model/platform";
import { type Holder, holdersAt } from "./holders";
import type { ReviewFinding } from "./review-finding";

/** What somebody can do somewhere today, and by what. */
export interface AccessLine {
  /** A persona, or a permission set or role that the config doesn't know. */
  readonly subject: string;
  readonly isConfigured: boolean;
  readonly capability: string;
  readonly place: string;
  /** The team whose pipeline it is; `accounts` for target accounts. */
  readonly owner: string;
  readonly effect: string;
  readonly intended: boolean;
  /** Undefined where only an identity provider outside AWS knows. */
  readonly holders: readonly Holder[] | undefined;
}

type Holders = Parameters<typeof holdersAt>[2];

/** Every cell of who can do what, as lines with the people behind it. */
export function effectiveAccess(
  platform: Platform,
  { subjects, cells }: AccessMatrix,
  holders: Holders,
): AccessLine[] {
  const bySubject = new Map(subjects.map((subject) => [subject.id, subject]));
  return cells.flatMap((cell) => {
    const subject = bySubject.get(cell.subject);
    if (subject === undefined || cell.effect.kind === "denied") return [];
    return [
      {
        subject: cell.subject,
        isConfigured: isConfigured(platform, subject),
        capability: cell.capability,
        place: placeName(cell.place),
        owner: ownerOf(platform, cell.place),
        effect: cell.effect.kind,
        intended: cell.intended,
        holders: holdersAt(subject, cell.place, holders),
      },
    ];
  });
}

function isConfigured(platform: Platform, { persona }: Pick<Subject, "persona">): boolean {
  return platform.personas.some(({ name }) => name === persona);
}

function ownerOf({ pipelines }: Platform, place: AccessCell["place"]): string {
  if (place.kind === "account") return "accounts";
  return pipelines.find(({ name }) => name === place.pipeline)?.team ?? "nobody";
}

/** What personas can do and weren't granted, and what they were granted and can't. */
export function accessFindings(platform: Platform, matrix: AccessMatrix): ReviewFinding[] {
  const configured = new Set(
    matrix.subjects.filter((subject) => isConfigured(platform, subject)).map(({ id }) => id),
  );
  return matrix.cells.flatMap(
    ({ subject, capability, place, effect, intended }): ReviewFinding[] => {
      if (!configured.has(subject)) return [];
      const what = `${capability} on ${placeName(place)}`;
      if (effect.kind !== "denied" && !intended)
        return [
          {
            kind: "beyond-grants",
            thing: `persona ${subject}`,
            message: `it can ${what} (${effect.kind}), which nothing grants`,
            fix: "see what was added to it, above, and take that away",
          },
        ];
      if (effect.kind === "denied" && intended)
        return [
          {
            kind: "grant-lost",
            thing: `persona ${subject}`,
            message: `it was granted ${what} and can't`,
            fix: "see what was taken from it, above, and apply its stack",
          },
        ];
      return [];
    },
  );
}
