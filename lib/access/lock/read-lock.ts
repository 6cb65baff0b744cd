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

/** Reads a lock file's text. */
export function readLock(text: string): LockReading {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return { kind: "malformed", message: "it is no JSON" };
  }
  const parsed = LOCK.safeParse(content);
  if (parsed.success) return { kind: "lock", lock: parsed.data };
  const [issue] = parsed.error.issues;
  const at = issue === undefined || issue.path.length === 0 ? "" : `${issue.path.join(".")}: `;
  return { kind: "malformed", message: `${at}${issue?.message ?? "it is no lock file"}` };
}
