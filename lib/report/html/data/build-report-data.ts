import type { AccessCell, Effect, Subject } from "../../../access/matrix/access-matrix";
import { capabilityCodes } from "../../svg/capability-codes";
import { inCapabilityOrder } from "../../personas/capability-order";
import type { Place } from "../../../access/matrix/place";
import type { ReportInput } from "../report-input";
import { groupBy } from "./group-by";
import { Interner } from "./interner";
import { type GroupedPlace, placeGroups } from "./place-groups";
import { placeKey, placeLabel, placeNames, placeWords } from "./place-key";
import { PlaceNames } from "./place-names";
import type { ReasonStore } from "./reason-store";
import type { Holding, PersonaColumn, PlaceRow, ReportData } from "./report-data";

/** Above so many questions, what nobody holds and nobody meant is left unexplained. */
const MOST_DENIALS = 40_000;

/** The grid and its evidence. What is found of policies goes to the store, which the page's other parts use as well. */
export function buildReportData(input: ReportInput, store: ReasonStore): ReportData {
  return new DataBuilder(input, store).build();
}

class DataBuilder {
  readonly #holdings = new Interner<Holding>();
  readonly #squares = new Interner<readonly number[]>();
  readonly #subjects: ReadonlyMap<string, readonly Subject[]>;
  readonly #byPlace: ReadonlyMap<string, readonly AccessCell[]>;
  readonly #kinds: ReadonlyMap<string, Holding["kind"]>;

  constructor(
    private readonly input: ReportInput,
    private readonly store: ReasonStore,
  ) {
    const { matrix } = input;
    this.#subjects = groupBy(matrix.subjects, ({ persona }) => persona);
    this.#byPlace = groupBy(matrix.cells, ({ place }) => placeKey(place));
    this.#kinds = new Map(
      capabilityCodes([
        ...matrix.cells.map(({ capability }) => capability),
        ...PLACE_KINDS.flatMap((kind) => input.capabilitiesAt(kind)),
      ]).map(({ capability, kind }) => [capability, KINDS_OF_RIGHTS[capability] ?? kind]),
    );
  }

  build(): ReportData {
    const { platform, matrix, world } = this.input;
    const personas = this.#columns();
    const groups = placeGroups({ platform, matrix, pipelines: world.pipelines });
    const questions = groups.reduce((sum, { places }) => sum + places.length, 0);
    const withDenials = questions * matrix.subjects.length * CAPABILITIES_A_PLACE <= MOST_DENIALS;
    const rows = groups.map(({ key, title, note, places }) => ({
      key,
      title,
      note,
      rows: places.map((place) => this.#row(place, personas, withDenials)),
    }));
    return {
      personas,
      groups: rows,
      holdings: this.#holdings.values,
      squares: this.#squares.values,
      explanations: this.store.explanations.values,
      requests: this.store.requests.values,
      verdicts: this.store.verdicts.values,
      statements: this.store.statements.values,
      policies: this.store.policies.values,
      documents: this.store.documents.values,
    };
  }

  #columns(): PersonaColumn[] {
    const { platform } = this.input;
    return platform.personas.map(({ name, description, enabled }) => ({
      name,
      description,
      enabled,
      groups: platform.groups
        .filter(({ personas }) => personas.includes(name))
        .map((group) => group.name),
    }));
  }

  #row(
    { place, protected: isProtected }: GroupedPlace,
    personas: readonly PersonaColumn[],
    withDenials: boolean,
  ): PlaceRow {
    const names = placeNames(place);
    const key = placeKey(place);
    const here = groupBy(this.#byPlace.get(key) ?? [], ({ subject }) => subject);
    const question: RowQuestion = {
      place,
      names: new PlaceNames(names),
      cells: here,
      capabilities: inCapabilityOrder([
        ...this.input.capabilitiesAt(place.kind),
        ...[...here.values()].flatMap((cells) => cells.map(({ capability }) => capability)),
      ]),
      withDenials,
    };
    const squares = personas.map(({ name }) => this.#square(name, question));
    const usual = mostOften(squares);
    return {
      key,
      label: placeLabel(place),
      words: placeWords(place),
      kind: place.kind,
      protected: isProtected,
      names,
      squares: Object.fromEntries(
        squares
          .map((square, index) => [index, square] as const)
          .filter(([, square]) => square !== usual),
      ),
      usual,
    };
  }

  #square(
    persona: string,
    { place, names, cells, capabilities, withDenials }: RowQuestion,
  ): number {
    const subjects = this.#subjects.get(persona) ?? [];
    if (!withDenials && !subjects.some(({ id }) => cells.has(id))) return this.#squares.add([]);
    const holdings = capabilities.flatMap((capability) => {
      const answers = subjects.flatMap((subject): Answer[] => {
        const cell = cells.get(subject.id)?.find((each) => each.capability === capability);
        if (cell === undefined && !withDenials) return [];
        const reasons = this.input.explain({ subject, capability, place });
        return [
          {
            subject,
            effect: cell?.effect ?? { kind: "denied" },
            intended: cell?.intended ?? false,
            explanation: this.store.add(reasons, names),
          },
        ];
      });
      return this.#merge(capability, answers, subjects.length, names);
    });
    return this.#squares.add(holdings);
  }

  /** One holding for all subjects of a persona that have it alike. */
  #merge(capability: string, answers: readonly Answer[], all: number, names: PlaceNames): number[] {
    const alike = groupBy(answers, ({ effect, intended, explanation }) =>
      JSON.stringify([effect, intended, explanation]),
    );
    return [...alike.values()].map((group) => {
      const [first] = group as [Answer, ...Answer[]];
      return this.#holdings.add({
        capability,
        kind: this.#kinds.get(capability) ?? "own",
        effect: first.effect.kind,
        intended: first.intended,
        teams:
          group.length === all ? [] : group.map(({ subject }) => subject.team ?? "no team").sort(),
        detail: names.take(detailOf(first.effect)),
        explanation: first.explanation,
      });
    });
  }
}

interface RowQuestion {
  readonly place: Place;
  readonly names: PlaceNames;
  /** By subject. */
  readonly cells: ReadonlyMap<string, readonly AccessCell[]>;
  readonly capabilities: readonly string[];
  /** Whether what nobody holds is explained, too. */
  readonly withDenials: boolean;
}

interface Answer {
  readonly subject: Subject;
  readonly effect: Effect;
  readonly intended: boolean;
  readonly explanation: number;
}

/** Opening a gate is a right of its own to the matrix, which tells it from closing. */
const KINDS_OF_RIGHTS: Readonly<Record<string, Holding["kind"]>> = { "gate-open": "decides" };

const PLACE_KINDS = ["pipeline", "stage", "approval", "account"] as const;

/** About how many are asked at a place. */
const CAPABILITIES_A_PLACE = 5;

/** The first of those that stand there most often. */
function mostOften(numbers: readonly number[]): number {
  const counts = [...groupBy(numbers, String).values()].sort((a, b) => b.length - a.length);
  return counts[0]?.[0] ?? -1;
}

function detailOf(effect: Effect): string {
  if (effect.kind === "conditional") return effect.when;
  return effect.kind === "partial" ? effect.lacks.join(", ") : "";
}
