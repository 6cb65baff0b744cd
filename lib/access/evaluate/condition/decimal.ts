/** A number as IAM has it, integer or decimal, kept exact: two account ids must not meet for want of digits. */
export interface Decimal {
  readonly units: bigint;
  /** How many of the digits stand behind the point. */
  readonly scale: number;
}

const SYNTAX = /^([+-]?)(\d+)(?:\.(\d*))?$/;

/** Nobody means a longer one, and a text of any length may come as a value. */
const MOST_DIGITS = 60;

export function readDecimal(text: string): Decimal | undefined {
  const [, sign, whole, fraction = ""] = SYNTAX.exec(text.trim()) ?? [];
  if (whole === undefined || whole.length + fraction.length > MOST_DIGITS) return undefined;
  const units = BigInt(whole + fraction);
  return { units: sign === "-" ? -units : units, scale: fraction.length };
}

/** Negative, zero or positive. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const left = a.units * 10n ** BigInt(Math.max(0, b.scale - a.scale));
  const right = b.units * 10n ** BigInt(Math.max(0, a.scale - b.scale));
  return left < right ? -1 : left > right ? 1 : 0;
}
