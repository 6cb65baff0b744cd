import type { Group, Persona } from "../../../model/people";
import { describeTerm } from "../../personas/describe-term";
import { type Element, h } from "../element/element";
import type { ReportInput } from "../report-input";

/** The personas, and the people behind them as far as the config knows them. */
export function peopleSection({ platform }: ReportInput): Element {
  return h(
    "section",
    { id: "people", "aria-labelledby": "people-title" },
    h("h2", { id: "people-title" }, "People"),
    h(
      "table",
      { class: "list" },
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          ["Persona", "What for", "Groups and members", "Session"].map((title) =>
            h("th", { scope: "col" }, title),
          ),
        ),
      ),
      h(
        "tbody",
        {},
        platform.personas.map((persona) =>
          personaRow(
            persona,
            platform.groups.filter(({ personas }) => personas.includes(persona.name)),
          ),
        ),
      ),
    ),
  );
}

function personaRow(persona: Persona, groups: readonly Group[]): Element {
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, persona.name),
    h(
      "td",
      {},
      persona.description,
      persona.enabled ? undefined : h("div", { class: "soft" }, "Switched off."),
      persona.grants.flatMap(({ term, capabilities, custom }) =>
        term === undefined
          ? []
          : h(
              "div",
              { class: "soft" },
              `${[...capabilities, ...custom.map(({ name }) => name)].join(", ")} ${describeTerm(term, term.inPolicy)}`,
            ),
      ),
    ),
    h(
      "td",
      {},
      groups.length === 0 ? h("span", { class: "soft" }, "no group has it") : groups.map(groupLine),
    ),
    h("td", {}, persona.sessionDuration),
  );
}

function groupLine({ name, members, source, terms = [] }: Group): Element {
  return h(
    "div",
    {},
    `${name}: `,
    h("span", { class: "soft" }, memberWords(members, source)),
    terms.map((term) => h("div", { class: "soft" }, `${term.name} ${describeTerm(term)}`)),
  );
}

function memberWords(members: Group["members"], source: Group["source"]): string {
  if (members !== undefined) return members.length === 0 ? "nobody" : members.join(", ");
  return source === "lookup" ? "members as the directory has them" : "members not named here";
}
