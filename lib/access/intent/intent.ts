import type { Grant, Persona, PipelineGrant } from "../../model/people";
import type { Pipeline, Platform } from "../../model/platform";
import type { Place } from "../matrix/place";

/** Who asks, as far as grants tell people apart. */
interface Holder {
  readonly persona: string;
  /** The team that the session is tagged with; none where undefined. */
  readonly team?: string;
}

/** Where a grant is written. */
export type GrantPath = Grant["path"];

export interface IntendedGrant {
  readonly path: GrantPath;
  /** It holds only on pipelines of the own team. */
  readonly ownTeam: boolean;
  /** The last day on which it is meant, in UTC; none where undefined. */
  readonly lastDay?: string;
  /** The last day on which IAM itself is to allow it; none where undefined. */
  readonly lastDayInPolicy?: string;
}

/** The last day on which one of these grants is meant; undefined where one has no end. */
export function lastDayOf(grants: readonly IntendedGrant[]): string | undefined {
  const days = grants.map(({ lastDay }) => lastDay);
  return days.includes(undefined) ? undefined : days.sort().at(-1);
}

/** What the config means, written down from its documentation and not from what generates policies. */
export class Intent {
  readonly #personas: ReadonlyMap<string, IntendedPersona>;
  readonly #pipelines: ReadonlyMap<string, Pipeline>;

  constructor({ personas, pipelines }: Platform) {
    this.#pipelines = new Map(pipelines.map((pipeline) => [pipeline.name, pipeline]));
    // Who is off has nothing, whatever its grants say.
    this.#personas = new Map(
      personas
        .filter(({ enabled }) => enabled)
        .map((persona) => [persona.name, new IntendedPersona(persona, this.#pipelines)]),
    );
  }

  /** The grants by which somebody is meant to hold a capability somewhere; none where it isn't meant. */
  grants(holder: Holder, capability: string, place: Place): readonly IntendedGrant[] {
    const persona = this.#personas.get(holder.persona);
    if (persona === undefined) return NONE;
    if (place.kind === "account") return persona.inAccount(capability, place.accountId);
    const { team } = this.#pipelines.get(place.pipeline) ?? {};
    return persona
      .onPipeline(capability, place)
      .filter(({ ownTeam }) => !ownTeam || (team !== undefined && team === holder.team));
  }

  isMeant(holder: Holder, capability: string, place: Place): boolean {
    return this.grants(holder, capability, place).length > 0;
  }

  /** Whether it is meant on some pipeline, whatever the team: a list of names can't be narrowed to one. */
  isMeantSomewhere({ persona }: Holder, capability: string): boolean {
    return this.#personas.get(persona)?.onPipelines.has(capability) === true;
  }
}

const NONE: readonly IntendedGrant[] = Object.freeze([]);

type PipelinePlace = Exclude<Place, { kind: "account" }>;

/** One persona's grants, by capability and place. */
class IntendedPersona {
  /** What it holds on some pipeline. */
  readonly onPipelines: ReadonlySet<string>;
  readonly #onPipelines = new Map<string, IntendedGrant[]>();
  readonly #inAccounts = new Map<string, IntendedGrant[]>();
  readonly #approves = new Set<string>();

  constructor(persona: Persona, pipelines: ReadonlyMap<string, Pipeline>) {
    const reviewedBy = persona.breakGlass?.expires;
    for (const grant of persona.grants) {
      if (grant.kind === "account") this.#noteAccounts(grant, reviewedBy);
      else this.#notePipelines(grant, pipelines, reviewedBy);
    }
    this.onPipelines = new Set(
      [...this.#onPipelines.keys()].map((key) => key.slice(0, key.indexOf(" "))),
    );
  }

  inAccount(capability: string, accountId: string): readonly IntendedGrant[] {
    return this.#inAccounts.get(`${capability} ${accountId}`) ?? NONE;
  }

  onPipeline(capability: string, place: PipelinePlace): readonly IntendedGrant[] {
    if (capability !== "gate-open")
      return this.#onPipelines.get(keyOf(capability, placeText(place))) ?? NONE;
    // Who approves anywhere in a pipeline closes its gates and opens none.
    if (this.#approves.has(place.pipeline)) return NONE;
    return this.#onPipelines.get(keyOf("gate", placeText(place))) ?? NONE;
  }

  #noteAccounts(grant: Extract<Grant, { kind: "account" }>, reviewedBy?: string): void {
    const meant = { path: grant.path, ownTeam: false, ...endOf(grant, reviewedBy) };
    for (const name of [...grant.capabilities, ...grant.custom.map((each) => each.name)])
      for (const { id } of grant.accounts) note(this.#inAccounts, `${name} ${id}`, meant);
  }

  #notePipelines(
    grant: PipelineGrant,
    pipelines: ReadonlyMap<string, Pipeline>,
    reviewedBy?: string,
  ): void {
    const meant = { path: grant.path, ownTeam: grant.ownTeam, ...endOf(grant, reviewedBy) };
    for (const { pipeline: name, stages, wholePipeline } of grant.on) {
      const pipeline = pipelines.get(name);
      if (pipeline === undefined) continue;
      for (const capability of grant.capabilities) {
        if (ON_STAGES.has(capability)) {
          const all = wholePipeline ? [...SOURCE_AND_BUILD, ...stages] : stages;
          for (const stage of all)
            note(this.#onPipelines, keyOf(capability, `${name}/${stage}`), meant);
        } else if (capability === "approve") {
          const approved = pipeline.stages.filter(
            (stage) => stage.approval !== undefined && stages.includes(stage.name),
          );
          if (approved.length > 0) this.#approves.add(name);
          for (const stage of approved)
            note(this.#onPipelines, keyOf(capability, `${name}/${stage.name}`), meant);
        } else this.#onWhole(capability, pipeline, meant, pipelines);
      }
      for (const each of grant.custom) note(this.#onPipelines, keyOf(each.name, name), meant);
    }
  }

  /** Whoever reads and pushes a repository through its connection does so for every pipeline that runs from it. */
  #onWhole(
    capability: string,
    pipeline: Pipeline,
    meant: IntendedGrant,
    pipelines: ReadonlyMap<string, Pipeline>,
  ): void {
    if (capability !== "source") {
      note(this.#onPipelines, keyOf(capability, pipeline.name), meant);
      return;
    }
    for (const other of pipelines.values())
      if (sharesSource(pipeline, other))
        note(this.#onPipelines, keyOf("source", other.name), meant);
  }
}

/** A grant ends on its own day, or with the persona that is kept for emergencies until a day. */
function endOf(
  { term }: Grant,
  reviewedBy: string | undefined,
): Pick<IntendedGrant, "lastDay" | "lastDayInPolicy"> {
  const [lastDay] = [term?.expires, reviewedBy].filter((day) => day !== undefined).sort();
  return {
    ...(lastDay === undefined ? {} : { lastDay }),
    ...(term?.inPolicy ? { lastDayInPolicy: term.expires } : {}),
  };
}

/** Held stage by stage; the others hold on a pipeline as a whole. */
const ON_STAGES: ReadonlySet<string> = new Set(["retry", "rollback", "gate", "override"]);

/** Every pipeline begins with these, and a grant that names no stages means them too. */
const SOURCE_AND_BUILD = ["source", "build"] as const;

/** Which connection is meant can't be said where Terraform creates it: its id isn't known. */
function sharesSource({ source: one }: Pipeline, { source: other }: Pipeline): boolean {
  const sameConnection =
    one.connection.kind === "existing" && other.connection.kind === "existing"
      ? one.connection.arn === other.connection.arn
      : one.connection.kind === other.connection.kind;
  return sameConnection && one.repository === other.repository;
}

function keyOf(capability: string, place: string): string {
  return `${capability} ${place}`;
}

/** An approval stands for its stage, which has one at most. */
function placeText(place: PipelinePlace): string {
  return place.kind === "pipeline" ? place.pipeline : `${place.pipeline}/${place.stage}`;
}

function note(held: Map<string, IntendedGrant[]>, key: string, grant: IntendedGrant): void {
  const there = held.get(key);
  if (there === undefined) held.set(key, [grant]);
  else there.push(grant);
}
