import { sessionMinutes } from "../../model/session-minutes";
import colors from "picocolors";
import { isAccountCapability } from "../../model/duties";
import type { Ban } from "./bans";
import { describeForm } from "./describe-form";
import type { PersonaReport } from "./describe-persona";
import { describeTerm } from "./describe-term";
import type { HeldCapability, HeldPipeline, Holding, Where } from "./holdings";
import { oneLine } from "../text/one-line";
import { wrapText } from "../text/wrap-text";

const WIDTH = 100;

/**
 * One persona in full, for people.
 *
 * @param width how wide its lines are at most
 */
export function renderPersona(report: PersonaReport, width = WIDTH): string {
  const indented = indenting(width);
  const title = report.enabled ? report.name : `${report.name} (off)`;
  return [
    colors.bold(title),
    ...indented(oneLine(report.description), 2),
    "",
    ...facts(report, width),
    "",
    colors.bold("May"),
    ...(report.may.length === 0
      ? ["  nothing"]
      : report.may.flatMap((holding) => holdingLines(holding, indented))),
    "",
    colors.bold("Never"),
    ...report.never.flatMap((ban) => banLines(ban, indented)),
    ...indented(
      "whatever else is granted: a change of a pipeline that isn't listed above, or a way round an approval through other services. Each deny, with its reason: --policy",
      2,
    ),
  ].join("\n");
}

function facts(report: PersonaReport, width: number): string[] {
  const { groups, accounts, looser } = report;
  const rows: (readonly [string, string])[] = [
    ["who", groups.length === 0 ? "no group holds it" : groups.join(", ")],
    ...report.terms.map((term) => ["", `${describeTermed(term)} ${describeTerm(term)}`] as const),
    ["session", describeDuration(report.sessionDuration)],
    [
      "accounts",
      accounts.length === 0 ? "none" : accounts.map(({ id, name }) => `${name} (${id})`).join(", "),
    ],
    ["policies", `${describeForm(report.policies)}${FORMS[report.policies.style]}`],
    ...breakGlassFacts(report),
    ...(looser.length === 0
      ? [["looser", "nothing: all as by default"] as const]
      : looser.map((text, index) => [index === 0 ? "looser" : "", text] as const)),
  ];
  return rows.flatMap(([label, text]) =>
    wrapText(oneLine(text), width - LABEL - 2).map(
      (line, index) => `  ${(index === 0 ? label : "").padEnd(LABEL)}${line}`,
    ),
  );
}

const LABEL = 10;
const FORMS = {
  exact: ": names one by one",
  patterns: ": names by patterns that match nothing else on the platform",
} as const;

function breakGlassFacts({ breakGlass }: PersonaReport): (readonly [string, string])[] {
  if (breakGlass === undefined) return [];
  const { from, until, reason, ticket, expires, notify } = breakGlass;
  return [
    [
      "window",
      from === undefined && until === undefined
        ? "none is open"
        : `${from === undefined ? "" : `from ${from} `}${until === undefined ? "without an end" : `until ${until}`}`,
    ],
    ["reason", describeTerm({ reason, ticket }) || "none given"],
    ...(expires === undefined ? [] : [["review", `by ${expires} (UTC)`] as const]),
    ["notifies", notify.join(", ")],
  ];
}

function describeTermed({ of, name, group }: PersonaReport["terms"][number]): string {
  return of === "member" ? `${name} in ${group}` : group;
}

function holdingLines(
  { capabilities, where, at, inheritedFrom, term }: Holding,
  indented: Indent,
): string[] {
  const origin = inheritedFrom === undefined ? at : `${at} (inherited from ${inheritedFrom})`;
  const what = capabilities.map(describeCapability).join(", ");
  return [
    ...indented(what, 2).map((line) => colors.cyan(line)),
    ...whereLines(where).flatMap((line) => indented(line, 4)),
    ...capabilities.flatMap(({ name, description }) =>
      description === undefined ? [] : indented(`${name}: ${oneLine(description)}`, 4),
    ),
    ...(term === undefined ? [] : indented(oneLine(describeTerm(term, term.inPolicy)), 4)),
    `    ${colors.dim(`why: ${origin}`)}`,
  ];
}

function describeCapability({ name, note }: HeldCapability): string {
  return note === undefined ? name : `${name} (${note})`;
}

function whereLines(where: Where): string[] {
  if (where.kind === "accounts") {
    return where.accounts.map(
      ({ name, id, regions }) => `in ${name} (${id}; ${regions.join(", ")})`,
    );
  }
  if (where.pipelines.length === 0) return ["nowhere: no stage here has an approval"];
  const alike = new Map<string, HeldPipeline[]>();
  for (const pipeline of where.pipelines) {
    const key = describeStages(pipeline);
    alike.set(key, [...(alike.get(key) ?? []), pipeline]);
  }
  return [
    ...(where.ownTeam ? ["only for people of the team that owns the pipeline"] : []),
    ...[...alike].map(
      ([stages, pipelines]) => `on ${stages}${pipelines.map(({ name }) => name).join(", ")}`,
    ),
  ];
}

function describeStages({ level, stages = [] }: HeldPipeline): string {
  switch (level) {
    case "pipeline":
      return "the whole of ";
    case "every-stage":
      return `every stage (${stages.join(", ")}, and later ones) of `;
    case "stages":
      return `${stages.join(", ")} of `;
    case "approvals":
      return `the approval in ${stages.join(", ")} of `;
  }
}

function banLines(
  { rule, description, at, mustNotHold, pipelines }: Ban,
  indented: Indent,
): string[] {
  const inAccounts = mustNotHold.some(isAccountCapability)
    ? ", and in the accounts that these deploy to"
    : "";
  const what = mustNotHold.map((name) => (name === "gate" ? "open a gate" : name)).join(", ");
  return [
    ...indented(what, 2).map((line) => colors.cyan(line)),
    ...indented(`on ${pipelines.join(", ")}${inAccounts}`, 4),
    ...indented(`rule ${rule}: ${oneLine(description)}`, 4),
    `    ${colors.dim(`why: ${at ?? "holds for everybody, without being written"}`)}`,
  ];
}

function describeDuration(duration: string): string {
  const total = sessionMinutes(duration);
  const [hours, minutes] = [Math.floor(total / 60), total % 60];
  return [hours > 0 ? `${hours} h` : "", minutes > 0 ? `${minutes} min` : ""].join(" ").trim();
}

type Indent = (text: string, by: number) => string[];

function indenting(width: number): Indent {
  return (text, by) => wrapText(text, width - by).map((line) => `${" ".repeat(by)}${line}`);
}
