import { ACCOUNT_CAPABILITIES, PIPELINE_CAPABILITIES } from "../../config/schema/capabilities";

const KNOWN: readonly string[] = [...PIPELINE_CAPABILITIES, ...ACCOUNT_CAPABILITIES];

/** Capabilities in the vocabulary's order, a team's own after them by name; each once. */
export function inCapabilityOrder<T extends string>(names: Iterable<T>): T[] {
  const place = (name: string) => (KNOWN.includes(name) ? KNOWN.indexOf(name) : KNOWN.length);
  return [...new Set(names)].sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
}
