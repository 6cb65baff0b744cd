import type { ActionCatalogue } from "../../prove/scene/action-catalogue";
import { dnsSuffix } from "../../capabilities/dns-suffix";
import { type ConnectedSource, sourcesOf } from "../../capabilities/service-capabilities";
import type { CapabilityRequest } from "../../capabilities/capability";
import type { Verdict } from "../../evaluate/decide/verdict";
import { splitArn } from "../../evaluate/match/split-arn";
import type { CompiledStatement } from "../../evaluate/policy/compiled-statement";
import type { Platform } from "../../../model/platform";
import type { Intent } from "../../intent/intent";
import type { WorldRole } from "../../world/world";
import type { Subject } from "../access-matrix";
import { type MatrixInput, subjectAsker } from "../compute-matrix";
import { isOpen } from "../decide-effect";
import { pipelineGrounds } from "../list-questions";
import { type HasOwnPolicy, ownPolicies, type SubjectAsker } from "../subject-asker";
import { Explanation } from "./explanation";
import { type FormGround, requestForms } from "./near-misses";
import { representativeRoles } from "./representative-roles";
import { ResourcePlaces } from "./resource-places";
import { type Witness, type WitnessGround, witnesses } from "./witnesses";
import { WorldIndex } from "./world-index";

/** A request that is open to a subject, and that no capability it holds explains. */
export interface ExcessRequest extends CapabilityRequest {
  readonly verdict: Verdict;
  /** The allow that reaches it. */
  readonly statement: CompiledStatement;
  /** The role that asked. */
  readonly role: string;
}

export interface ExcessInput extends MatrixInput {
  readonly intent: Intent;
  readonly catalogue: ActionCatalogue;
}

/** Looks through every action that an allow of a subject's reaches, and not only those that capabilities are made of. */
export class ExcessSearch {
  readonly #explanation: Explanation;
  readonly #index: WorldIndex;
  readonly #sources: readonly ConnectedSource[];
  readonly #pipelinesOf = new Map<string, string[]>();
  readonly #tagKeys: (arn: string) => Readonly<Record<string, string>>;
  readonly #hasOwnPolicy: HasOwnPolicy;
  readonly #takeNoResource: ReadonlySet<string>;
  readonly #grounds = new Map<string, WitnessGround>();
  decisions = 0;

  constructor(readonly input: ExcessInput) {
    const { platform, world, intent } = input;
    this.#explanation = new Explanation(platform, intent, new ResourcePlaces(platform, world));
    this.#index = new WorldIndex(world, platform.tooling.accountId);
    this.#hasOwnPolicy = ownPolicies(world);
    this.#takeNoResource = withoutResource(platform);
    const grounds = pipelineGrounds(world);
    this.#tagKeys = grounds[0]?.tagKeys ?? (() => ({}));
    this.#sources = grounds.flatMap((ground) => {
      const sources = sourcesOf(ground);
      for (const { connection, repository } of sources) {
        const key = `${connection} ${repository}`;
        const there = this.#pipelinesOf.get(key) ?? [];
        this.#pipelinesOf.set(key, [...there, ground.pipeline.name]);
      }
      return sources;
    });
  }

  /** @param subject with its own policies: what managed ones allow is explained by their names */
  find(subject: Subject): readonly ExcessRequest[] {
    const asker = subjectAsker(this.input, subject, this.#hasOwnPolicy);
    const found = representativeRoles(this.input.platform, subject).flatMap((role) =>
      role.policies.identity.flatMap(({ statements }) =>
        statements
          .filter(({ evidence }) => evidence.effect === "Allow")
          .flatMap((statement) => this.#ofStatement(asker, role, statement)),
      ),
    );
    this.decisions += asker.decisions;
    return found;
  }

  #ofStatement(
    asker: SubjectAsker,
    role: WorldRole,
    statement: CompiledStatement,
  ): ExcessRequest[] {
    const ground = this.#witnessGround(role);
    const found = new Map<string, readonly Witness[]>();
    return this.input.catalogue.actionsOf(statement.actions).flatMap((action) => {
      const service = action.slice(0, action.indexOf(":")).toLowerCase();
      const all = found.get(service) ?? witnesses(statement, service, ground);
      found.set(service, all);
      const asked = this.#takeNoResource.has(action.toLowerCase())
        ? all.filter(({ arn }) => arn === "*")
        : all.filter(({ arn }) => isOfLevel(action, arn));
      return asked.flatMap((witness) =>
        this.#open(asker, role, action, witness).map((request) => ({
          ...request,
          statement,
          role: role.arn,
        })),
      );
    });
  }

  /** The forms of a request that are open and shouldn't be. */
  #open(
    asker: SubjectAsker,
    role: WorldRole,
    action: string,
    { arn: resource, reached }: Witness,
  ): (CapabilityRequest & { readonly verdict: Verdict })[] {
    const { subject } = asker;
    const region = regionOf(resource) ?? this.#witnessGround(role).region;
    const base = { "aws:RequestedRegion": region, ...this.#tagsOf(resource) };
    const forms = requestForms(action, this.#formGround(subject, region, resource));
    const explained =
      reached === undefined
        ? this.#explanation.find(subject, role, action, resource)
        : this.#explanation.findForPattern(
            subject,
            role,
            action,
            resource,
            reached.filter((arn) => isOfLevel(action, arn)),
          );
    const custom = this.input.platform.capabilities.some(({ name }) => name === explained?.name);
    const contexts =
      explained === undefined
        ? [forms?.right ?? {}, ...(forms?.wrong ?? [])]
        : custom
          ? []
          : (forms?.wrong ?? []);
    for (const context of contexts) {
      const request = { action, resource, context: { ...base, ...context } };
      const verdict = asker.decide(role, request);
      if (isOpen(verdict)) return [{ ...request, verdict }];
    }
    return [];
  }

  #formGround(subject: Subject, region: string, resource: string): FormGround {
    const isMeant = ({ connection, repository }: ConnectedSource) =>
      this.#pipelinesOf
        .get(`${connection} ${repository}`)
        ?.some((pipeline) =>
          this.input.intent.isMeant(subject, "source", { kind: "pipeline", pipeline }),
        ) === true;
    const meant: string[] = [];
    const others: string[] = [];
    if (/:code(star-)?connections:/.test(resource))
      for (const source of this.#sources)
        (isMeant(source) ? meant : others).push(source.repository);
    const suffix = dnsSuffix(this.input.world.partition);
    return {
      region,
      dnsSuffix: suffix,
      repositories: { meant, others: others.filter((each) => !meant.includes(each)) },
    };
  }

  /** Made-up resources have no tags, and made-up keys another alias than those that are there. */
  #tagsOf(resource: string): CapabilityRequest["context"] {
    const owner = ownerOf(resource);
    const tags = this.#tagKeys(owner);
    if (Object.keys(tags).length > 0) return tags;
    const madeUp = { "aws:ResourceTag/gatehouse:team": null };
    if (!resource.includes(":key/") || this.#hasOwnPolicy(resource)) return madeUp;
    return { ...madeUp, "kms:ResourceAliases": ["alias/made-up"] };
  }

  #witnessGround({ accountId }: WorldRole): WitnessGround {
    const known = this.#grounds.get(accountId);
    if (known !== undefined) return known;
    const { accounts, tooling } = this.input.platform;
    const account = accounts.find(({ id }) => id === accountId);
    const ground = {
      index: this.#index,
      partition: this.input.world.partition,
      region: account?.regions[0] ?? tooling.homeRegion,
      accountId,
      toolingId: tooling.accountId,
    };
    this.#grounds.set(accountId, ground);
    return ground;
  }
}

/** A stage and an action have their pipeline's tags, a log's streams their log's only where they are asked about it. */
function ownerOf(resource: string): string {
  if (resource.endsWith(":log-stream:")) return resource.slice(0, -":log-stream:".length);
  const slash = resource.indexOf("/");
  return slash === -1 || splitArn(resource)?.[2] !== "codepipeline"
    ? resource
    : resource.slice(0, slash);
}

/** Actions that are asked of nothing in particular; the config takes `*` for no others. */
function withoutResource({ capabilities }: Platform): ReadonlySet<string> {
  const custom = capabilities
    .flatMap(({ permissions }) => permissions)
    .filter(({ resources }) => resources.includes("*"))
    .flatMap(({ actions }) => actions.map((action) => action.toLowerCase()));
  return new Set(["codepipeline:listpipelines", ...custom]);
}

function regionOf(arn: string): string | undefined {
  const region = arn.split(":", 4)[3];
  return region === undefined || region === "" ? undefined : region;
}

/** Whether CodePipeline checks an action on this kind of resource; what it checks on nothing of it can't be asked. */
function isOfLevel(action: string, arn: string): boolean {
  const path = /^arn:[^:]*:codepipeline:[^:]*:[^:]*:(.*)$/.exec(arn)?.[1];
  if (path === undefined) return true;
  const depth = path.split("/").length;
  const name = action.slice(action.indexOf(":") + 1).toLowerCase();
  if (name.startsWith("put") && name !== "putwebhook") return depth === 3 || NOT_BELOW.has(name);
  return ON_STAGES.has(name) ? depth === 2 : depth === 1;
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodepipeline.html */
const ON_STAGES: ReadonlySet<string> = new Set([
  "disablestagetransition",
  "enablestagetransition",
  "overridestagecondition",
  "retrystageexecution",
  "rollbackstage",
]);
const NOT_BELOW: ReadonlySet<string> = new Set([
  "putjobfailureresult",
  "putjobsuccessresult",
  "putthirdpartyjobfailureresult",
  "putthirdpartyjobsuccessresult",
]);
