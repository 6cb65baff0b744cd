import { z } from "zod";
import { parse, stringify } from "yaml";
import type { ReviewFinding } from "./review-finding";
import { NOBODY, type SignOffLine } from "./sign-off";

/** What nobody wrote is null in YAML. */
const text = z.string().nullable().default(null);

const decision = z.strictObject({
  owner: z.string(),
  subject: z.string(),
  person: z.string(),
  /** The digest of what it is about. */
  access: z.string(),
  decision: z.enum(["keep", "revoke"]).nullable().default(null),
  by: text,
  on: text,
  note: text,
});
export type Decision = z.infer<typeof decision>;

const file = z.strictObject({ decisions: z.array(decision) });

export type ReadDecisions =
  | { readonly kind: "decisions"; readonly decisions: readonly Decision[] }
  | { readonly kind: "unreadable"; readonly why: string };

export function readDecisions(content: string): ReadDecisions {
  let parsed: unknown;
  try {
    // A date stays as it is written.
    parsed = parse(content, { schema: "core" });
  } catch (error) {
    const [why = ""] = (error as Error).message.split("\n");
    return { kind: "unreadable", why };
  }
  const result = file.safeParse(parsed);
  if (result.success) return { kind: "decisions", decisions: result.data.decisions };
  const [issue] = result.error.issues;
  return { kind: "unreadable", why: `${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}` };
}

const HEAD = `# Who keeps what: write keep or revoke beside each, by whom and on which day, and review again with the same folder.
# A decision counts for the access that it was made about: where that changes, it is asked for again.
`;

/** One for each line that somebody holds, decided as before where the access is the same. */
export function carryOver(lines: readonly SignOffLine[], before: readonly Decision[]): Decision[] {
  return lines
    .filter(({ person }) => person !== NOBODY)
    .map(({ owner, subject, person, digest }) => {
      const known = before.find(
        (each) =>
          each.owner === owner &&
          each.subject === subject &&
          each.person === person &&
          each.access === digest,
      );
      return (
        known ?? {
          owner,
          subject,
          person,
          access: digest,
          decision: null,
          by: null,
          on: null,
          note: null,
        }
      );
    });
}

export function writeDecisions(decisions: readonly Decision[]): string {
  return HEAD + stringify({ decisions }, { nullStr: "", lineWidth: 0 });
}

/** What was to be taken away and is still there. */
export function notRevoked(decisions: readonly Decision[]): ReviewFinding[] {
  return decisions
    .filter((each) => each.decision === "revoke")
    .map(({ owner, subject, person, by, on }) => ({
      kind: "not-revoked",
      thing: person,
      message: `was to lose what ${subject} gives on ${owner}'s things${said(by, on)}, and still has it`,
      fix: "take them out of the group, or decide anew in decisions.yaml",
    }));
}

function said(by: Decision["by"], on: Decision["on"]): string {
  const words = [...(by === null ? [] : [`by ${by}`]), ...(on === null ? [] : [`on ${on}`])];
  return words.length === 0 ? "" : ` (decided ${words.join(" ")})`;
}
