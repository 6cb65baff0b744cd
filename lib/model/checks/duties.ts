import type { Finding } from "../../config/problem";
import { APPROVER_RULE, type DutyConflict, findDutyConflicts } from "../duties";
import { membersOf, personasOf } from "../group-entries";
import { nameKey } from "../name-key";
import type { Persona } from "../people";
import type { Platform } from "../platform";
import type { CheckInput } from "./check";
import { describeDuty } from "./describe-duty";

/**
 * Separation of duties: over each persona, over each group that holds several, and over each person in several groups.
 */
export function checkDuties(input: CheckInput): Finding[] {
  const { platform } = input;
  return unique([
    ...platform.personas.flatMap((persona) =>
      findDutyConflicts(platform, [persona]).map((conflict) => inPersona(conflict)),
    ),
    ...inGroups(input),
    ...inPeople(input),
  ]);
}

function inPersona(conflict: DutyConflict): Finding {
  const { rule, holder, duty, excluded } = conflict;
  return {
    code: "duty-conflict",
    path: ["personas", holder.name],
    atKey: true,
    got: [duty, ...excluded].join(", "),
    message: `"${holder.name}" may ${what(conflict)} and also ${onIt(excluded)}${because(conflict)}`,
    fix: `give ${duty} to a persona that holds none of ${rule.mustNotHold.join(", ")} on this pipeline`,
  };
}

function inGroups({ config, platform }: CheckInput): Finding[] {
  return config.groups.flatMap((group, index): Finding[] => {
    const [conflict] = findJoined(platform, personasOf(group));
    if (conflict === undefined) return [];
    const { holder, other, excluded } = conflict;
    return [
      {
        code: "duty-conflict",
        path: ["groups", index, "personas"],
        got: [...new Set(personasOf(group))].sort().join(", "),
        message: `members of this group may ${what(conflict)} as ${holder.name} and ${onIt(excluded)} as ${other.name}${because(conflict)}`,
        fix: "give the two personas to different groups with different members",
      },
    ];
  });
}

/** Who is in a group, and where that is said: in the config, or in an export of the directory. */
interface Membership {
  readonly group: number;
  readonly path: Finding["path"];
}

/** A sign-in has one permission set, so a person in two groups holds both personas, one after the other. */
function inPeople(input: CheckInput): Finding[] {
  const { config, platform } = input;
  return [...membershipsByPerson(input)].flatMap(([person, memberships]): Finding[] => {
    const [first, last] = [memberships[0], memberships.at(-1)];
    if (first === undefined || last === undefined || memberships.length < 2) return [];
    const groups = memberships.flatMap(({ group }) => config.groups[group] ?? []);
    const alone = groups.flatMap((group) => findJoined(platform, personasOf(group)));
    const [conflict] = findJoined(platform, groups.flatMap(personasOf));
    // A group that joins duties by itself is reported as a group.
    if (conflict === undefined || alone.length > 0) return [];
    const by = (persona: Persona) =>
      groups.find((group) => personasOf(group).includes(persona.name))?.name ?? "";
    const { holder, other, excluded } = conflict;
    return [
      {
        code: "duty-conflict",
        path: last.path,
        got: person,
        message: `"${person}" may ${what(conflict)} as ${holder.name} (group "${by(holder)}") and ${onIt(excluded)} as ${other.name} (group "${by(other)}")${because(conflict)}`,
        fix: `take "${person}" out of one of the two groups`,
      },
    ];
  });
}

function membershipsByPerson({ config, members }: CheckInput): Map<string, Membership[]> {
  const people = new Map<string, Membership[]>();
  const add = (person: string, membership: Membership): void => {
    const key = nameKey(person);
    const earlier = people.get(key) ?? [];
    if (earlier.some(({ group }) => group === membership.group)) return;
    people.set(key, [...earlier, membership]);
  };
  config.groups.forEach((group, index) => {
    membersOf(group)?.forEach((person, at) => {
      add(person, { group: index, path: ["groups", index, "members", at] });
    });
    for (const person of members?.get(nameKey(group.name)) ?? []) {
      add(person, { group: index, path: ["groups", index, "name"] });
    }
  });
  return people;
}

/** Conflicts between different personas of a list; those within one are that persona's. */
function findJoined(platform: Platform, names: readonly string[]): DutyConflict[] {
  const held = platform.personas.filter((persona) => names.includes(persona.name));
  if (held.length < 2) return [];
  return findDutyConflicts(platform, held).filter(({ holder, other }) => holder !== other);
}

function what({ duty, stage, pipeline }: DutyConflict): string {
  const whole = `pipeline "${pipeline.name}"`;
  return describeDuty(duty, stage === undefined ? whole : `stage "${stage.name}" of ${whole}`);
}

/** The pipeline has been named before. */
function onIt(duties: DutyConflict["excluded"]): string {
  return duties.map((duty) => describeDuty(duty)).join(", ");
}

function because({ rule }: DutyConflict): string {
  return rule === APPROVER_RULE ? "" : `, against the rule "${rule.name}": ${rule.description}`;
}

function unique(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}
