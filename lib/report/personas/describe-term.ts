import type { Term } from "../../model/term";

/** `until 2027-01-31 (UTC): OPS-1234, looks into slow builds`, or as much of it as is known. */
export function describeTerm({ expires, reason, ticket }: Term, inPolicy = false): string {
  const why = [ticket, reason].filter((text) => text !== undefined).join(", ");
  if (expires === undefined) return why;
  const day = `until ${expires} (UTC)${inPolicy ? ", by its policy too" : ""}`;
  return why === "" ? day : `${day}: ${why}`;
}
