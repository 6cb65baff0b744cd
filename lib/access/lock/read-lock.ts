import { z } from "zod";
import type { AccessLock } from "./access-lock";

export type LockReading =
  | { readonly kind: "lock"; readonly lock: AccessLock }
  | { readonly kind: "malformed"; readonly message: string };

const NAMES = z.record(z.string(), z.array(z.string()));
const LOCK = z.strictObject({
  version: z.literal(1),
  access: z.record(z.string(), NAMES),
  capabilities: NAMES,
  groups: NAMES,
  loosened: NAMES,
});

/** What `gatehouse access --json` prints has the lock in it. */
const LISTING = z.object({ lock: LOCK }).transform(({ lock }) => lock);

/** Reads the text of a lock file, or of a listing that was kept. */
export function readLock(text: string): LockReading {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return { kind: "malformed", message: "it is no JSON" };
  }
  const isListing = typeof content === "object" && content !== null && "lock" in content;
  const parsed = (isListing ? LISTING : LOCK).safeParse(content);
  if (parsed.success) return { kind: "lock", lock: parsed.data };
  const [issue] = parsed.error.issues;
  const at = issue === undefined || issue.path.length === 0 ? "" : `${issue.path.join(".")}: `;
  return { kind: "malformed", message: `${at}${issue?.message ?? "it is no lock file"}` };
}
