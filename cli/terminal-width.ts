/** What documents and logs are set to. */
const USUAL = 100;
/** Names are not broken, so that narrower lines would be no narrower; and wider ones are no easier to read. */
const BOUNDS = { least: 60, most: 160 } as const;

/** How wide lines for people are: what COLUMNS says, or the terminal; the same as ever where neither does. */
export function terminalWidth(
  { COLUMNS }: { readonly COLUMNS?: string } = process.env,
  // Where stdout is no terminal there is none, whatever its type says.
  terminal = process.stdout.columns as number | undefined,
): number {
  const named = /^[1-9]\d{0,4}$/.test(COLUMNS ?? "") ? Number(COLUMNS) : undefined;
  const width = named ?? terminal ?? USUAL;
  return Math.min(Math.max(width, BOUNDS.least), BOUNDS.most);
}
