import type { ConfigPath } from "../../config/config-path";
import type { Finding } from "../../config/problem";
import { type Term, daysLeft, isDay } from "../term";
import type { Check, CheckInput } from "./check";

/** So many days before the last one it is told. */
const NOTICE_DAYS = 14;

/** What was given for a time ends on a day that exists, is told before it ends, and is not kept after it. */
export const checkTerms: Check = (input) => [
  ...termsIn(input).flatMap((each) => checkTerm(each, input)),
  ...withoutDate(input),
];

interface WrittenTerm {
  readonly term: Term;
  readonly path: ConfigPath;
  /** As the subject of a sentence. */
  readonly what: string;
  /** What to do about it when it is over. */
  readonly fix: string;
}

function termsIn({ config }: CheckInput): WrittenTerm[] {
  return [
    ...Object.entries(config.personas).flatMap(([name, { grants, breakGlass }]) => [
      ...grants.map((term, index) => ({
        term,
        path: ["personas", name, "grants", index],
        what: `the grant of ${term.capabilities.join(", ")} to "${name}"`,
        fix: "remove the grant, or give it for longer by a later date",
      })),
      ...(breakGlass === undefined
        ? []
        : [
            {
              term: breakGlass,
              path: ["personas", name, "breakGlass"],
              what: `what keeps "${name}" ready for emergencies`,
              fix: "review who holds it and what it may do, then set a later date; or remove the persona",
            },
          ]),
    ]),
    ...config.groups.flatMap((group, index) => [
      ...group.personas.flatMap((term, at) =>
        typeof term === "string"
          ? []
          : {
              term,
              path: ["groups", index, "personas", at],
              what: `persona "${term.persona}" of group "${group.name}"`,
              fix: "take it out of the group, or give it for longer by a later date",
            },
      ),
      ...(group.members ?? []).flatMap((term, at) =>
        typeof term === "string"
          ? []
          : {
              term,
              path: ["groups", index, "members", at],
              what: `the membership of "${term.user}" in group "${group.name}"`,
              fix: "take the user out of the group, or set a later date",
            },
      ),
    ]),
  ];
}

function checkTerm({ term, path, what, fix }: WrittenTerm, { now }: CheckInput): Finding[] {
  const { expires } = term;
  if (expires === undefined) return [];
  const at = [...path, "expires"];
  if (!isDay(expires)) {
    return [
      {
        code: "invalid-date",
        path: at,
        message: "there is no such day",
        fix: "write a day that exists, such as 2027-02-28",
      },
    ];
  }
  if (now === undefined) return [];
  const left = daysLeft(expires, now);
  if (left > NOTICE_DAYS) return [];
  const why = reasonOf(term);
  if (left < 0)
    return [
      {
        code: "access-expired",
        path: at,
        message: `${what} ended with ${expires} (UTC)${why}`,
        fix,
      },
    ];
  return [
    {
      code: "access-ends-soon",
      severity: "warning",
      path: at,
      message: `${what} ends with ${expires} (UTC), ${inDays(left)}${why}`,
      fix,
    },
  ];
}

function reasonOf({ reason, ticket }: Term): string {
  const known = [ticket, reason].filter((text) => text !== undefined);
  return known.length === 0 ? "" : `: ${known.join(", ")}`;
}

function inDays(left: number): string {
  if (left === 0) return "which is today";
  return left === 1 ? "in 1 day" : `in ${left} days`;
}

/** Without a date there is nothing that IAM could compare with. */
function withoutDate({ config }: CheckInput): Finding[] {
  return Object.entries(config.personas).flatMap(([name, { grants }]) =>
    grants.flatMap(({ expires, expiresInPolicy }, index): Finding[] =>
      !expiresInPolicy || expires !== undefined
        ? []
        : [
            {
              code: "missing-field",
              path: ["personas", name, "grants", index, "expiresInPolicy"],
              atKey: true,
              message: "the policy is to end this grant, and nothing says when",
              fix: "add expires: 2027-01-31, or remove expiresInPolicy",
            },
          ],
    ),
  );
}
