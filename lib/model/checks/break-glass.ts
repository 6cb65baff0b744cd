import type { Finding } from "../../config/problem";
import { findOwn } from "../find-own";
import type { BreakGlass, Persona } from "../people";
import type { Platform } from "../platform";
import { endOf } from "../term";
import { type Check, type CheckInput, droppedAt } from "./check";
import { checkDuties } from "./duties";

/** Emergencies end, are nobody's everyday rights, and can begin when they must. */
export const checkBreakGlass: Check = (input) => [
  ...input.platform.personas.flatMap((persona) => {
    const { name, breakGlass } = persona;
    const path = ["personas", name, "breakGlass"];
    // What is wrong in itself was left out, and what stands in its place says nothing.
    const isWhole = ["breakGlass", "enabled", "sessionDuration"].every(
      (key) => !droppedAt(input, ["personas", name, key]),
    );
    if (breakGlass === undefined || !isWhole) return [];
    return [
      ...checkWindow(persona, breakGlass, path),
      ...windowOver(persona, breakGlass, path, input),
      ...endsBefore(persona, breakGlass, path),
      ...conflictsOnceOpen(persona, input),
    ];
  }),
  ...inherited(input),
];

/** Not only read, but read as what is written: 30 February would be taken for 2 March. */
function isInstant(value: string): boolean {
  const time = Date.parse(value);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, -5) === value.slice(0, -1);
}

const LONGEST_WINDOW_HOURS = 24;

function checkWindow(
  { name, enabled, sessionDuration }: Persona,
  glass: BreakGlass,
  path: Finding["path"],
): Finding[] {
  const fault = (message: string, fix: string, at: Finding["path"] = path): Finding => ({
    code: "break-glass-window",
    path: at,
    atKey: at === path,
    message,
    fix,
  });
  const findings: Finding[] = [];
  if (enabled && (glass.until === undefined || glass.reason === undefined)) {
    findings.push(
      fault(
        `"${name}" is enabled without ${glass.until === undefined ? "an end" : "a reason"}`,
        'add until: "2027-01-31T18:00:00Z" and reason: INC-1234, or set enabled: false',
      ),
    );
  }
  for (const key of ["from", "until"] as const) {
    const value = glass[key];
    if (value === undefined || isInstant(value)) continue;
    findings.push(
      fault("there is no such time", "write a time that exists, in UTC", [...path, key]),
    );
  }
  if (glass.from !== undefined && glass.until !== undefined) {
    const hours = (Date.parse(glass.until) - Date.parse(glass.from)) / 3_600_000;
    if (hours <= 0)
      findings.push(fault("it ends before it begins", "set until to a time after from"));
    if (hours > LONGEST_WINDOW_HOURS) {
      findings.push(
        fault(
          `the window is ${Math.ceil(hours)} hours long, and an emergency's is at most ${LONGEST_WINDOW_HOURS}`,
          "end it earlier; it can be opened anew",
        ),
      );
    }
  }
  if (enabled && glass.from === undefined && glass.until !== undefined) {
    findings.push(fault("the window has an end and no beginning", "add from"));
  }
  if (sessionDuration !== "PT1H") {
    findings.push(
      fault(`its sessions last ${sessionDuration}`, "set sessionDuration: PT1H", [
        "personas",
        name,
        "sessionDuration",
      ]),
    );
  }
  return findings;
}

function isBefore(one: string, other: string): boolean {
  return Date.parse(one) < Date.parse(other);
}

/** What is over when the window is open helps nobody in it. */
function endsBefore(
  { name, grants }: Persona,
  { from, until, expires }: BreakGlass,
  path: Finding["path"],
): Finding[] {
  const findings: Finding[] = [];
  if (until !== undefined && expires !== undefined && isBefore(endOf(expires), until))
    findings.push({
      code: "break-glass-window",
      path: [...path, "until"],
      message: `the window ends after ${expires}, by which "${name}" is to be reviewed`,
      fix: "review it first, and set breakGlass.expires to a later date",
    });
  for (const { term, path: grant } of grants) {
    if (from === undefined || term?.expires === undefined || !term.inPolicy) continue;
    if (isBefore(from, endOf(term.expires))) continue;
    findings.push({
      code: "break-glass-window",
      path: [...grant, "expires"],
      message: `by its policy this grant of "${name}" is over when the window opens at ${from}`,
      fix: "remove the grant, or set a later date",
    });
  }
  return findings;
}

function windowOver(
  { name, enabled }: Persona,
  { until }: BreakGlass,
  path: Finding["path"],
  { now }: CheckInput,
): Finding[] {
  if (!enabled || until === undefined || now === undefined) return [];
  // A time that doesn't exist is no number, and smaller than none.
  if (!(Date.parse(until) <= now.getTime())) return [];
  return [
    {
      code: "break-glass-over",
      severity: "warning",
      path: [...path, "until"],
      message: `the window of "${name}" ended at ${until}; close it`,
      fix: "set enabled: false, and take from, until and reason out",
    },
  ];
}

/** An emergency is no time to find out who must leave which group. */
function conflictsOnceOpen(persona: Persona, input: CheckInput): Finding[] {
  if (persona.enabled) return [];
  const known = new Set(checkDuties(input).map((finding) => JSON.stringify(finding)));
  const opened = { ...input, platform: withOpen(input.platform, persona) };
  return checkDuties(opened)
    .filter((finding) => !known.has(JSON.stringify(finding)))
    .map((finding) => ({
      ...finding,
      code: "break-glass-conflict",
      severity: "warning",
      message: `opening ${persona.name} will conflict: ${finding.message}`,
    }));
}

function withOpen(platform: Platform, persona: Persona): Platform {
  const personas = platform.personas.map((each) =>
    each === persona ? { ...each, enabled: true } : each,
  );
  return { ...platform, personas };
}

/** The grants are passed on by `extends`, and the window is not. */
function inherited({ config }: CheckInput): Finding[] {
  return Object.entries(config.personas).flatMap(([name, persona]) =>
    persona.breakGlass !== undefined
      ? []
      : persona.extends.flatMap((other, index): Finding[] =>
          findOwn(config.personas, other)?.breakGlass === undefined
            ? []
            : [
                {
                  code: "break-glass-extended",
                  path: ["personas", name, "extends", index],
                  message: `"${name}" would hold what "${other}" may do in an emergency, at any time and without its alarm`,
                  fix: `grant "${name}" what it needs itself, or give it a breakGlass of its own`,
                },
              ],
        ),
  );
}
