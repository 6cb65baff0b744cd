import type { AccessCell, Effect, Subject } from "../../../access/matrix/access-matrix";
import { capabilityCodes } from "../../svg/capability-codes";
import { inCapabilityOrder } from "../../capability-order";
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
  readonly #cells: ReadonlyMap<string, AccessCell>;
  readonly #subjects: ReadonlyMap<string, readonly Subject[]>;
  readonly #extra: ReadonlyMap<string, readonly AccessCell[]>;
  readonly #kinds: ReadonlyMap<string, Holding["kind"]>;

  constructor(
    private readonly input: ReportInput,
    private readonly store: ReasonStore,
  ) {
    const { matrix } = input;
    this.#cells = new Map(
      matrix.cells.map((cell) => [
        cellKey(cell.subject, cell.capability, placeKey(cell.place)),
        cell,
      ]),
    );
    this.#subjects = groupBy(matrix.subjects, ({ persona }) => persona);
    this.#extra = groupBy(matrix.cells, ({ place }) => placeKey(place));
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
    const shared = new PlaceNames(names);
    const key = placeKey(place);
    const wanted = [
      ...this.input.capabilitiesAt(place.kind),
      ...(this.#extra.get(key) ?? []).map(({ capability }) => capability),
    ];
    return {
      key,
      label: placeLabel(place),
      words: placeWords(place),
      kind: place.kind,
      protected: isProtected,
      names,
      squares: personas.map(({ name }) => {
        const subjects = this.#subjects.get(name) ?? [];
        const found = inCapabilityOrder(wanted).flatMap((capability) => {
          const answers = subjects.flatMap((subject) => {
            const cell = this.#cells.get(cellKey(subject.id, capability, key));
            if (cell === undefined && !withDenials) return [];
            const effect: Effect = cell?.effect ?? { kind: "denied" };
            const explanation = this.store.add(
              this.input.explain({ subject, capability, place }),
              shared,
            );
            return [{ subject, effect, intended: cell?.intended ?? false, explanation }];
          });
          return this.#merge(capability, answers, subjects.length, shared);
        });
        return this.#squares.add(found);
      }),
    };
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

function cellKey(subject: string, capability: string, place: string): string {
  return `${subject}\n${capability}\n${place}`;
}

function detailOf(effect: Effect): string {
  if (effect.kind === "conditional") return effect.when;
  return effect.kind === "partial" ? effect.lacks.join(", ") : "";
}
