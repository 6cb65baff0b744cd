/** Until when something was given, and why. */
export interface Term {
  /** The last day on which it is meant to hold, in UTC, such as 2027-01-31. */
  readonly expires?: string;
  readonly reason?: string;
  /** Where it was asked for. */
  readonly ticket?: string;
}

/** What is written of a term; undefined where nothing is. */
export function termOf({ expires, reason, ticket }: Term): Term | undefined {
  if (expires === undefined && reason === undefined && ticket === undefined) return undefined;
  return {
    ...(expires === undefined ? {} : { expires }),
    ...(reason === undefined ? {} : { reason }),
    ...(ticket === undefined ? {} : { ticket }),
  };
}

/** Of a day that exists: 30 February would be taken for 2 March. */
export function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** How many days are left on a day, that one not counted: 0 on the last, and less after it. */
export function daysLeft(expires: string, now: Date): number {
  return (Date.parse(`${expires}T00:00:00Z`) - startOfDay(now)) / DAY;
}

/** The first moment at which it no longer holds, as IAM compares it: 2027-02-01T00:00:00Z after 2027-01-31. */
export function endOf(expires: string): string {
  const next = new Date(Date.parse(`${expires}T00:00:00Z`) + DAY);
  return next.toISOString().replace(".000Z", "Z");
}

function startOfDay(moment: Date): number {
  return Math.floor(moment.getTime() / DAY) * DAY;
}

const DAY = 86_400_000;
