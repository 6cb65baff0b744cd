import type { Platform } from "../../model/platform";
import type { AccessMatrix, Subject } from "../matrix/access-matrix";
import { placeName } from "../matrix/compare-places";

/** Who can do what, as a team reviewed it: short, sorted, and the same text for the same access. */
export interface AccessLock {
  readonly version: 1;
  /** Places by capability by subject. A place that hangs on a condition says so, and one that is held until a day. */
  readonly access: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** Actions by capability of a team's own. */
  readonly capabilities: Readonly<Record<string, readonly string[]>>;
  /** Groups by persona, and until when where they hold it for a time. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
  /** What is looser than by default, by persona. */
  readonly loosened: Readonly<Record<string, readonly string[]>>;
}

interface LockInput {
  readonly matrix: AccessMatrix;
  readonly platform: Pick<Platform, "capabilities" | "groups">;
  readonly loosened: AccessLock["loosened"];
}

export function lockOf({ matrix, platform, loosened }: LockInput): AccessLock {
  // Maps, since a persona may be called "constructor".
  const access = new Map<string, Map<string, string[]>>();
  for (const { subject, capability, place, effect, lastDay } of matrix.cells) {
    if (effect.kind === "denied") continue;
    const mark =
      effect.kind === "conditional"
        ? ` if ${effect.keys.join(", ")}`
        : effect.kind === "partial"
          ? ` without ${effect.lacks.join(", ")}`
          : "";
    const held = access.get(subject) ?? new Map<string, string[]>();
    const places = held.get(capability) ?? [];
    places.push(`${placeName(place)}${untilDay(lastDay)}${mark}`);
    access.set(subject, held.set(capability, places));
  }
  const capabilities = Object.fromEntries(
    platform.capabilities.map(({ name, permissions }) => [
      name,
      permissions.flatMap(({ actions }) => actions),
    ]),
  );
  return {
    version: 1,
    access: Object.fromEntries(
      [...access].map(([subject, held]) => [subject, Object.fromEntries(held)]),
    ),
    capabilities,
    groups: groupsOf(matrix.subjects, platform.groups),
    loosened,
  };
}

function untilDay(day: string | undefined): string {
  return day === undefined ? "" : ` until ${day}`;
}

function groupsOf(subjects: readonly Subject[], known: Platform["groups"]): AccessLock["groups"] {
  const dayOf = (group: string, persona: string) =>
    known
      .find(({ name }) => name === group)
      ?.terms?.find(({ of, name }) => of === "persona" && name === persona)?.expires;
  return Object.fromEntries(
    subjects
      .filter(({ groups, roles }) => groups.length > 0 && roles.length > 0)
      .map(({ persona, groups }) => [
        persona,
        groups.map((group) => `${group}${untilDay(dayOf(group, persona))}`),
      ]),
  );
}

/** One line for each subject and capability, so that a diff of the file reads like a diff of access. */
export function writeLock({ version, access, ...sections }: AccessLock): string {
  const subjects = sortedEntries(access).map(([subject, capabilities]) => {
    const lines = sortedEntries(capabilities).map(
      ([capability, places]) => `      ${JSON.stringify(capability)}: ${list(places)}`,
    );
    return `    ${JSON.stringify(subject)}: {\n${lines.join(",\n")}\n    }`;
  });
  const section = (name: string, byPersona: AccessLock["groups"]) => {
    const lines = sortedEntries(byPersona)
      .filter(([, items]) => items.length > 0)
      .map(([persona, items]) => `    ${JSON.stringify(persona)}: ${list(items)}`);
    return `  "${name}": ${lines.length === 0 ? "{}" : `{\n${lines.join(",\n")}\n  }`}`;
  };
  const body = subjects.length === 0 ? "{}" : `{\n${subjects.join(",\n")}\n  }`;
  const rest = (["capabilities", "groups", "loosened"] as const).map((name) =>
    section(name, sections[name]),
  );
  return `{\n  "version": ${version},\n  "access": ${body},\n${rest.join(",\n")}\n}\n`;
}

function list(items: readonly string[]): string {
  return `[${[...new Set(items)]
    .sort()
    .map((item) => JSON.stringify(item))
    .join(", ")}]`;
}

function sortedEntries<T>(record: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
