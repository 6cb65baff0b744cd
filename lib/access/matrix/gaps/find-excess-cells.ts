import { Intent } from "../../intent/intent";
import type { Finding } from "../../prove/proof";
import { Explanation } from "../excess/explanation";
import { ownPoliciesOf } from "../excess/own-policies";
import { ResourcePlaces } from "../excess/resource-places";
import type { AccessCell, AccessMatrix, Subject } from "../access-matrix";
import type { CellQuestion } from "../cell-question";
import { placeName } from "../compare-places";
import { type MatrixInput, subjectAsker } from "../compute-matrix";
import { decideEffect, isOpen } from "../decide-effect";
import { explainCell } from "../explain-cell";
import type { ExplainedByName } from "../find-intent-gaps";
import { listQuestions } from "../list-questions";
import { ownPolicies } from "../subject-asker";
import { configOf } from "./config-of";
import { groupBy, listPlaces, listSome } from "./list-places";

export interface ExcessCells {
  readonly findings: readonly Finding[];
  readonly explained: readonly ExplainedByName[];
  readonly decisions: number;
}

/** What a named policy may not give: each changes what an approval is about, or gives it. */
const GUARDED: ReadonlySet<string> = new Set([
  "approve",
  "edit",
  "gate",
  "gate-open",
  "override",
  "retry",
  "rollback",
  "source",
  "start",
  "stop",
]);

/** Capabilities that somebody has and wasn't granted. */
export function findExcessCells(input: MatrixInput, matrix: AccessMatrix): ExcessCells {
  const { platform, world } = input;
  const explanation = new Explanation(
    platform,
    new Intent(platform),
    new ResourcePlaces(platform, world),
  );
  const excess = groupBy(
    matrix.cells.filter(({ effect, intended }) => !intended && effect.kind !== "denied"),
    ({ subject }) => subject,
  );
  const found = excess.map((cells) => {
    const subject = matrix.subjects.find(({ id }) => id === cells[0].subject);
    return subject === undefined ? NOTHING : ofSubject(input, explanation, subject, cells);
  });
  return {
    findings: found.flatMap(({ findings }) => findings),
    explained: found.flatMap(({ explained }) => explained),
    decisions: found.reduce((sum, { decisions }) => sum + decisions, 0),
  };
}

const NOTHING: ExcessCells = { findings: [], explained: [], decisions: 0 };

function ofSubject(
  input: MatrixInput,
  explanation: Explanation,
  subject: Subject,
  cells: readonly AccessCell[],
): ExcessCells {
  const own = ownPoliciesOf(input.platform, subject);
  const asker = subjectAsker(input, own.subject, ownPolicies(input.world));
  const byPlace = new Map(cells.map((cell) => [keyOf(cell), cell]));
  const questions = listQuestions(input.platform, input.world).filter((each) =>
    byPlace.has(keyOf(each)),
  );
  const named: string[] = [];
  const left = questions.filter((question) => {
    if (decideEffect(asker, question).kind !== "denied")
      return !isExplained(explanation, own.subject, question, asker);
    // Only a policy that is named lets it through.
    if (GUARDED.has(question.capability)) return true;
    named.push(question.capability);
    return false;
  });
  return {
    findings: groupBy(left, ({ capability }) => capability).map((alike) =>
      describe(input, subject, alike, byPlace),
    ),
    explained:
      named.length === 0
        ? []
        : [{ who: subject.id, policies: own.named, capabilities: [...new Set(named)].sort() }],
    decisions: asker.decisions,
  };
}

/** A capability of the team's own may lie within others. */
function isExplained(
  explanation: Explanation,
  subject: Subject,
  { needs, marks, accountId }: CellQuestion,
  asker: ReturnType<typeof subjectAsker>,
): boolean {
  return asker
    .rolesIn(accountId)
    .every((role) =>
      [...new Set([...marks, ...needs])]
        .filter((request) => isOpen(asker.decide(role, request)))
        .every(
          ({ action, resource }) => explanation.find(subject, role, action, resource) !== undefined,
        ),
    );
}

function keyOf({ capability, place }: Pick<AccessCell, "capability" | "place">): string {
  return `${capability} ${placeName(place)}`;
}

function describe(
  input: MatrixInput,
  subject: Subject,
  alike: readonly [CellQuestion, ...CellQuestion[]],
  cells: ReadonlyMap<string, AccessCell>,
): Finding {
  const [question] = alike;
  const effects = alike.flatMap((each) => cells.get(keyOf(each))?.effect ?? []);
  const open = effects.filter(({ kind }) => kind === "conditional");
  const undecided = open.length === effects.length;
  const when = open[0]?.kind === "conditional" ? open[0].when : "";
  const probe = explainCell(input, subject, question).probes.find(({ verdict }) => isOpen(verdict));
  const places = listPlaces(alike.map(({ place }) => place));
  const actions = listSome([
    ...new Set(alike.flatMap(({ marks, needs }) => (marks[0] ?? needs[0])?.action ?? [])),
  ]);
  const may = undecided ? `may perhaps ${question.capability}` : `can ${question.capability}`;
  return {
    kind: undecided ? "undecided" : "violated",
    who: subject.id,
    message: `${subject.id} ${may} (${actions}) on ${places}, and no grant says so${undecided ? `: ${when}` : ""}`,
    ...(probe === undefined ? {} : { action: probe.action, resource: probe.resource }),
    evidence: probe?.verdict.by ?? [],
    ...configOf(input.platform, subject),
    fix: "take it out of the statement, or grant it in the config",
  };
}
