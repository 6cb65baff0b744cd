import { format } from "./format";
import { text } from "./text";

/** That there is such a day, such as 29 February, the model checks. */
const expires = format(/^20\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, {
  code: "invalid-date",
  fix: "write a date as year-month-day, such as 2027-01-31; it counts to the end of that day in UTC",
  description: "A date, such as 2027-01-31.",
});

/** What a right that ends is told to be for, and when it ends. */
export const termKeys = {
  expires: expires
    .optional()
    .describe(
      "The last day, in UTC. validate, synth and promote plan warn from 14 days before, and fail after it.",
    ),
  reason: text(200, "Why. For whoever reviews it.").optional(),
  ticket: text(100, "Where it was asked for, such as OPS-1234.").optional(),
};
