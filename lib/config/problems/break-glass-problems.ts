import type { CatalogueEntry } from "./catalogue-entry";

const GLASS = {
  description: "Repairs production when the usual way is too slow.",
  sessionDuration: "PT1H",
  enabled: true,
  grants: [{ capabilities: ["operate"], accounts: { environments: ["prod"] } }],
};
const NOTIFY = { notify: ["security@example.com"] };

export const BREAK_GLASS_PROBLEMS = {
  "break-glass-window": {
    title: "A break-glass persona is open for longer than an emergency lasts",
    meaning:
      "A persona with breakGlass is off until someone enables it with a window of at most 24 hours and a reason, and its sessions last one hour. Outside of the window everything is denied by aws:CurrentTime, even if nobody remembers to take it back.",
    provoke: {
      set: [
        { path: ["personas", "break-glass"], value: { ...GLASS, breakGlass: NOTIFY } },
        { path: ["groups", 0, "personas"], value: ["developer", "break-glass"] },
      ],
    },
    remedy: {
      set: [
        {
          path: ["personas", "break-glass", "breakGlass"],
          value: {
            ...NOTIFY,
            from: "2027-01-31T08:00:00Z",
            until: "2027-01-31T18:00:00Z",
            reason: "INC-1234",
          },
        },
      ],
    },
  },
  "break-glass-over": {
    title: "A break-glass window is over, and the persona still open",
    severity: "warning",
    meaning:
      "Nothing is allowed after the window's end, so nothing is at risk. But a permission set and assignments that nobody needs lie about, and the next emergency begins with mending the config. Only validate, synth and promote plan look at the clock, to tell this: what is written never depends on it.",
    provoke: {
      set: [
        {
          path: ["personas", "break-glass"],
          value: {
            ...GLASS,
            breakGlass: {
              ...NOTIFY,
              from: "2025-01-31T08:00:00Z",
              until: "2025-01-31T18:00:00Z",
              reason: "INC-1234",
            },
          },
        },
        { path: ["groups", 0, "personas"], value: ["developer", "break-glass"] },
      ],
    },
    remedy: {
      set: [
        { path: ["personas", "break-glass", "enabled"], value: false },
        { path: ["personas", "break-glass", "breakGlass"], value: NOTIFY },
      ],
    },
  },
  "break-glass-conflict": {
    title: "Opening break-glass would unite what is kept apart",
    severity: "warning",
    meaning:
      "A break-glass persona that is closed counts for nobody. Once it is open it counts like any other, and what it unites then is an error: in an emergency, one more thing to mend before anybody gets in. So it is told while there is time.",
    provoke: {
      set: [
        {
          path: ["personas", "break-glass"],
          value: {
            ...GLASS,
            enabled: false,
            grants: [{ capabilities: ["start"], pipelines: "all" }],
            breakGlass: NOTIFY,
          },
        },
        { path: ["groups", 1, "personas"], value: ["release-manager", "break-glass"] },
      ],
    },
    remedy: { set: [{ path: ["groups", 1, "personas"], value: ["release-manager"] }] },
  },
  "break-glass-extended": {
    title: "A persona inherits an emergency's rights without its window",
    meaning:
      "With extends a persona holds all grants of another, and neither its window nor its alarm nor its short sessions. What is meant for emergencies would be held every day. Where two personas need the same, put it into a third that both extend.",
    provoke: {
      set: [
        {
          path: ["personas", "break-glass"],
          value: { ...GLASS, enabled: false, breakGlass: NOTIFY },
        },
        { path: ["personas", "developer", "extends"], value: ["break-glass"] },
      ],
    },
    remedy: { set: [{ path: ["personas", "developer", "extends"] }] },
  },
} as const satisfies Record<string, CatalogueEntry>;
