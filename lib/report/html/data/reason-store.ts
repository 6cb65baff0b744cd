import type { Evidence, PolicySource } from "../../../access/evaluate/policy/evidence";
import type { Verdict } from "../../../access/evaluate/decide/verdict";
import { formatPath } from "../../../config/config-path";
import type { CellReasons, ReportInput } from "../report-input";
import { groupBy } from "./group-by";
import { Interner } from "./interner";
import type { PlaceNames } from "./place-names";
import type {
  Explanation,
  PolicyEntry,
  Request,
  StatementEntry,
  VerdictEntry,
} from "./report-data";

/** Explanations, each once however many squares share it, with the policies that they cite. */
export class ReasonStore {
  readonly explanations = new Interner<Explanation>();
  readonly requests = new Interner<readonly Request[]>();
  readonly verdicts = new Interner<VerdictEntry>();
  readonly statements = new Interner<StatementEntry>();
  readonly policies = new Interner<PolicyEntry>();
  readonly documents = new Interner<unknown>();

  readonly #documentNumbers = new Map<PolicySource, number>();

  constructor(private readonly input: Pick<ReportInput, "documentOf" | "placeOf">) {}

  add({ grants, probes }: CellReasons, names: PlaceNames): number {
    const byVerdict = groupBy(probes, ({ verdict }) => String(this.addVerdict(verdict, names)));
    return this.explanations.add({
      grants: grants.map((path) => `${this.input.placeOf(path)}  ${formatPath(path)}`),
      answers: [...byVerdict].map(([verdict, alike]) => ({
        requests: this.requests.add(requestsOf(alike, names)),
        verdict: Number(verdict),
      })),
    });
  }

  addVerdict(verdict: Verdict, names: PlaceNames): number {
    return this.verdicts.add({
      kind: verdict.kind,
      words: names.take(verdictWords(verdict)),
      statements: verdict.by.map((evidence) => this.addStatement(evidence, names)),
    });
  }

  addStatement({ source, path, sid, effect }: Evidence, names: PlaceNames): number {
    return this.statements.add({
      policy: this.#addPolicy(source, names),
      path,
      sid: sid ?? "",
      effect,
    });
  }

  #addPolicy(source: PolicySource, names: PlaceNames): number {
    const file = names.take(source.file ?? "");
    return this.policies.add({
      name: names.take(source.name),
      file,
      address: names.take(source.at ?? ""),
      document: this.#addDocument(source, file === source.file ? undefined : names),
    });
  }

  /** @param names a stack of the place's own has policies that differ from its neighbours' by these alone */
  #addDocument(source: PolicySource, names: PlaceNames | undefined): number {
    const known = this.#documentNumbers.get(source);
    if (known !== undefined) return known;
    const document = this.input.documentOf(source);
    const number =
      document === undefined
        ? -1
        : this.documents.add(names === undefined ? document : rename(document, names));
    this.#documentNumbers.set(source, number);
    return number;
  }
}

/** What is asked of one resource stands together. */
function requestsOf(probes: CellReasons["probes"], names: PlaceNames): Request[] {
  return [...groupBy(probes, ({ resource }) => resource)].map(([resource, alike]) => ({
    actions: [...new Set(alike.map(({ action }) => action))],
    resource: names.take(resource),
  }));
}

function rename(value: unknown, names: PlaceNames): unknown {
  if (typeof value === "string") return names.take(value);
  if (Array.isArray(value)) return value.map((each) => rename(each, names));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [names.take(key), rename(each, names)]),
  );
}

function verdictWords(verdict: Verdict): string {
  switch (verdict.kind) {
    case "allowed":
      return "allowed";
    case "explicitlyDenied":
      return "denied: a statement forbids it";
    case "implicitlyDenied":
      return `not allowed: ${verdict.lacks}`;
    case "conditional":
      return `conditional: ${verdict.when}`;
  }
}
