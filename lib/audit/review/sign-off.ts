import { createHash } from "node:crypto";
import type { AccessLine } from "./effective-access";

/** What one person has on what one owner answers for, by one subject: what somebody says yes or no to. */
export interface SignOffLine {
  /** A pipelines' team, or `accounts`. */
  readonly owner: string;
  readonly subject: string;
  readonly isConfigured: boolean;
  readonly person: string;
  /** The group that lets them. */
  readonly by: string;
  /** `start on storefront`, sorted. */
  readonly access: readonly string[];
  /** Of the access: a decision counts for this alone. */
  readonly digest: string;
}

export const NOBODY = "nobody";
export const OUTSIDE = "whoever the identity provider lets in";

/** Sorted by owner, subject, person. */
export function signOffLines(access: readonly AccessLine[]): SignOffLine[] {
  const found = new Map<string, { readonly line: AccessLine; by: string; access: Set<string> }>();
  for (const line of access) {
    const effect = line.effect === "allowed" ? "" : ` (${line.effect})`;
    for (const { person, by } of holdersOf(line)) {
      const key = [line.owner, line.subject, person, by].join("\n");
      const known = found.get(key) ?? { line, by, access: new Set<string>() };
      known.access.add(`${line.capability} on ${line.place}${effect}`);
      found.set(key, known);
    }
  }
  return [...found]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, { line, by, access: what }]) => {
      const sorted = [...what].sort();
      return {
        owner: line.owner,
        subject: line.subject,
        isConfigured: line.isConfigured,
        person: key.split("\n")[2] ?? "",
        by,
        access: sorted,
        digest: createHash("sha256").update(sorted.join("\n")).digest("hex").slice(0, 16),
      };
    });
}

function holdersOf({ holders }: AccessLine) {
  if (holders === undefined) return [{ person: OUTSIDE, by: "" }];
  return holders.length === 0 ? [{ person: NOBODY, by: "" }] : holders;
}
