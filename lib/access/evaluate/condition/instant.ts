/** The formats of https://www.w3.org/TR/NOTE-datetime: from the year alone to fractions of a second. */
const W3C =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:\d{2}))?)?)?$/;

/** Seconds since 1970; four digits are a year. */
const EPOCH = /^-?\d{5,12}(?:\.\d{1,9})?$/;

/**
 * A date as milliseconds since 1970.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
 */
export function readInstant(text: string): number | undefined {
  if (EPOCH.test(text)) return Math.round(Number(text) * 1_000);
  const parts = W3C.exec(text);
  if (parts === null) return undefined;
  const [, year, month = "01", day = "01", hour = "00", minute = "00", second = "00"] = parts;
  const [, , , , , , , fraction = "", zone = "Z"] = parts;
  const at = Date.parse(`${year ?? ""}-${month}-${day}T${hour}:${minute}:${second}${zone}`);
  // Date.parse takes 31 February for 3 March.
  const real = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate();
  if (Number.isNaN(at) || real !== Number(day)) return undefined;
  return at + Number(`0.${fraction === "" ? "0" : fraction}`) * 1_000;
}
