import type { CatalogueEntry } from "./catalogue-entry";

const GRANT = { capabilities: ["logs"], pipelines: "all" };
const PATH = ["personas", "developer", "grants", 2];
const WHY = { reason: "Looks into slow builds.", ticket: "OPS-1234" };

export const TERM_PROBLEMS = {
  "invalid-date": {
    title: "A date has another form, or is of no day that there is",
    meaning:
      "A right holds to the end of the day in expires, in UTC, so it takes a day of the calendar: year, month and day with two digits each, from 2000 on. YAML dates need no quotes. A time of day is for the window of a break-glass persona, which is over within a day.",
    provoke: { set: [{ path: PATH, value: { ...GRANT, expires: "2027-02-30" } }] },
    remedy: { set: [{ path: PATH, value: { ...GRANT, expires: "2027-02-28" } }] },
  },
  "access-expired": {
    title: "Something was given for a time, and the time is over",
    meaning:
      "The day in expires has passed for a grant, for a persona of a group, for a member, or for keeping a break-glass persona. Nothing is taken away by itself, since what is generated must not depend on the day: validate, synth and promote plan stop here until somebody takes it out of the file or gives it for longer, in a change that is reviewed. With expiresInPolicy IAM has denied it since that day.",
    provoke: { set: [{ path: PATH, value: { ...GRANT, ...WHY, expires: "2026-01-31" } }] },
    remedy: { set: [{ path: PATH }] },
  },
  "access-ends-soon": {
    title: "Something that was given for a time ends within 14 days",
    severity: "warning",
    meaning:
      "It still holds, to the end of the day in expires, in UTC. After that validate, synth and promote plan fail, and with expiresInPolicy IAM denies it. So it is told while there is time to ask whoever needs it. With --today they tell what they will say on another day.",
    provoke: { set: [{ path: PATH, value: { ...GRANT, ...WHY, expires: "2026-06-10" } }] },
    remedy: { set: [{ path: [...PATH, "expires"], value: "2026-12-31" }] },
  },
} as const satisfies Record<string, CatalogueEntry>;
