import type { PersonaReport } from "./describe-persona";

/** How a persona's policies are written, in a few words. */
export function describeForm({ style, customerManaged }: PersonaReport["policies"]): string {
  return customerManaged === 0 ? style : `${style}, ${customerManaged} customer-managed`;
}
