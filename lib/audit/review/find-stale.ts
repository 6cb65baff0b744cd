import type { Subject } from "../../access/matrix/access-matrix";
import type { WorldRole } from "../../access/world/world";
import type { Persona } from "../../model/people";
import type { Platform } from "../../model/platform";
import type { AccountSnapshot, DirectorySnapshot } from "../live/account-snapshot";
import type { ReviewFinding } from "./review-finding";

interface StaleInput {
  readonly platform: Platform;
  readonly subjects: readonly Subject[];
  readonly accounts: readonly AccountSnapshot[];
  readonly directory?: Pick<DirectorySnapshot, "members">;
  readonly now: Date;
  /** After how many days without use a role is told of. */
  readonly unusedDays: number;
}

const DAY = 86_400_000;

/** Access that nobody needs any more, as far as that shows. */
export function findStale(input: StaleInput): ReviewFinding[] {
  return [
    ...emptyGroups(input),
    ...input.platform.personas.flatMap((persona) => [
      ...unheld(input, persona),
      ...over(persona, input.now),
      ...unused(input, persona),
    ]),
  ];
}

function emptyGroups({ platform, directory }: StaleInput): ReviewFinding[] {
  if (directory === undefined) return [];
  return platform.groups.flatMap(({ name, personas }): ReviewFinding[] => {
    const members = directory.members[name];
    if (personas.length === 0 || (members !== undefined && members.length > 0)) return [];
    const message = members === undefined ? "the directory has no such group" : "nobody is in it";
    const fix = "put somebody in it, or take it out of the config";
    return [{ kind: "group-empty", thing: `group ${name}`, message, fix }];
  });
}

function unheld({ platform }: StaleInput, { name, enabled }: Persona): ReviewFinding[] {
  if (!enabled || platform.groups.some(({ personas }) => personas.includes(name))) return [];
  const message = "no group holds it";
  const fix = "give it to a group, switch it off (enabled: false), or take it out of the config";
  return [{ kind: "persona-unheld", thing: `persona ${name}`, message, fix }];
}

function over({ name, enabled, breakGlass }: Persona, now: Date): ReviewFinding[] {
  const until = breakGlass?.until;
  if (!enabled || until === undefined || Date.parse(until) > now.getTime()) return [];
  const message = `its window ended on ${until}, and it is still switched on`;
  const fix = "set enabled: false, and apply identity-center";
  return [{ kind: "break-glass-over", thing: `persona ${name}`, message, fix }];
}

/** A persona in all its accounts: who works in one of them needs it. */
function unused(input: StaleInput, { name, enabled }: Persona): ReviewFinding[] {
  const { subjects, accounts, now, unusedDays } = input;
  const uses = subjects
    .filter(({ persona }) => persona === name)
    .flatMap(({ roles }) => roles.flatMap((role) => usesOf(role, accounts)));
  if (!enabled || uses.length === 0) return [];
  const daysSince = (dates: readonly string[]) =>
    Math.floor((now.getTime() - Math.max(...dates.map((date) => Date.parse(date)))) / DAY);
  const used = uses.flatMap(({ lastUsed }) => lastUsed ?? []);
  // One that is new may not have been needed yet.
  const days = daysSince([...used, ...uses.map(({ created }) => created)]);
  if (days <= unusedDays) return [];
  const message =
    used.length === 0
      ? `its roles are there for ${days} days, and nobody used them within the 400 that IAM remembers`
      : `nobody has used its roles for ${daysSince(used)} days`;
  const fix = "ask whoever holds it whether they need it, and take it away if not";
  return [{ kind: "unused", thing: `persona ${name}`, message, fix }];
}

function usesOf(role: WorldRole, accounts: readonly AccountSnapshot[]) {
  return accounts
    .filter(({ accountId }) => accountId === role.accountId)
    .flatMap(({ roleUse }) => Object.entries(roleUse))
    .flatMap(([arn, use]) => (isRole(arn, role) ? [use] : []));
}

/** Identity Center invents the end of a role's name; in the world it is all zeros. */
function isRole(arn: string, role: WorldRole): boolean {
  return role.kind === "role"
    ? arn === role.arn
    : arn.replace(/_[0-9a-f]{16}$/, "_0000000000000000") === role.arn;
}
