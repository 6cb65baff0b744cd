import type { PolicySource } from "../evaluate/policy/evidence";

/** The texts of compiled policies, by their sources, for whoever wants to show a statement; gone when the world is. */
const DOCUMENTS = new WeakMap<PolicySource, string>();

export function keepDocument(source: PolicySource, document: unknown): void {
  DOCUMENTS.set(source, typeof document === "string" ? document : JSON.stringify(document));
}

/** The policy that a statement stands in, as JSON; undefined where nobody knows its text. */
export function documentOf(source: PolicySource): string | undefined {
  return DOCUMENTS.get(source);
}
