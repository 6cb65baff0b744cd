import type { Platform } from "../../model/platform";
import type { Capability, PipelineGround, StageGround } from "../capabilities/capability";
import { listCapabilities } from "../capabilities/list-capabilities";
import type { World, WorldPipeline, WorldProject } from "../world/world";
import { accountPlaces } from "./account-places";
import { type CellQuestion, SharedRequests } from "./cell-question";

/** Every question of the matrix: each capability at each place of its kind, from the generated pipelines themselves. */
export function listQuestions(platform: Platform, world: World): readonly CellQuestion[] {
  const known = QUESTIONS.get(world)?.get(platform);
  if (known !== undefined) return known;
  const questions = makeQuestions(platform, world);
  const byPlatform = QUESTIONS.get(world) ?? new WeakMap<Platform, readonly CellQuestion[]>();
  QUESTIONS.set(world, byPlatform.set(platform, questions));
  return questions;
}

/** Both never change, and a large platform's questions take a while to make. */
const QUESTIONS = new WeakMap<World, WeakMap<Platform, readonly CellQuestion[]>>();

function makeQuestions(platform: Platform, world: World): readonly CellQuestion[] {
  const accounts = accountPlaces(platform, world);
  const shared = new SharedRequests();
  const capabilities = listCapabilities(platform);
  const grounds = pipelineGrounds(world);
  const keys = keysByAccount(world);
  const questions = capabilities.flatMap((capability): CellQuestion[] =>
    capability.level === "account"
      ? accounts.map(({ account, accountId, region }) => ({
          capability: capability.name,
          place: { kind: "account", account, accountId },
          accountId,
          ...capability.requests({
            accountId,
            region,
            partition: world.partition,
            keys: keys.get(accountId) ?? [],
          }),
        }))
      : grounds.flatMap((ground) => onPipeline(capability, ground)),
  );
  return questions
    .filter(({ needs }) => needs.length > 0)
    .map((question) => ({ ...question, ...shared.share(question) }));
}

type OnPipelines = Exclude<Capability, { level: "account" }>;

function onPipeline(capability: OnPipelines, ground: PipelineGround): CellQuestion[] {
  const { name: pipeline, accountId } = ground.pipeline;
  const { name } = capability;
  switch (capability.level) {
    case "pipeline": {
      const place = { kind: "pipeline", pipeline } as const;
      return [{ capability: name, place, accountId, ...capability.requests(ground) }];
    }
    case "stage":
      return stagesOf(ground).map((at) => ({
        capability: name,
        place: { kind: "stage", pipeline, stage: at.stage },
        accountId,
        ...capability.requests(at),
      }));
    case "approval":
      return ground.pipeline.stages.flatMap(({ name: stage, actions }) =>
        actions
          .filter(({ category }) => category === "Approval")
          .map(({ name: action }) => ({
            capability: name,
            place: { kind: "approval", pipeline, stage, action } as const,
            accountId,
            ...capability.requests({ ...ground, stage, action }),
          })),
      );
  }
}

function stagesOf(ground: PipelineGround): StageGround[] {
  return ground.pipeline.stages.map(({ name }) => ({ ...ground, stage: name }));
}

/** Each pipeline with the projects that its actions run, by what they say and not by their names. */
export function pipelineGrounds({
  pipelines,
  projects,
  resources,
  partition,
}: World): readonly PipelineGround[] {
  const byPlace = new Map(projects.map((project) => [projectKey(project), project]));
  const tags = new Map<string, Readonly<Record<string, string>>>();
  for (const { arn, tags: own } of [...resources, ...projects, ...pipelines])
    tags.set(arn.replace(/:\*$/, ""), resourceTags(own));
  const tagKeys = (arn: string) => tags.get(arn) ?? NO_TAGS;
  return pipelines.map((pipeline) => ({
    pipeline,
    projects: projectsOf(pipeline, byPlace),
    partition,
    tagKeys,
  }));
}

const NO_TAGS = Object.freeze({});

function resourceTags(tags: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(tags).map(([key, value]) => [`aws:ResourceTag/${key}`, value]),
  );
}

function projectsOf(
  { stages, accountId }: WorldPipeline,
  byPlace: ReadonlyMap<string, WorldProject>,
): readonly WorldProject[] {
  const found = new Set<WorldProject>();
  for (const { actions } of stages)
    for (const { configuration, region } of actions) {
      const name = configuration.ProjectName;
      const project =
        name === undefined ? undefined : byPlace.get(projectKey({ accountId, region, name }));
      if (project !== undefined) found.add(project);
    }
  return [...found];
}

function projectKey({
  accountId,
  region,
  name,
}: Pick<WorldProject, "accountId" | "region" | "name">): string {
  return `${accountId} ${region} ${name}`;
}

function keysByAccount({ resources }: World): ReadonlyMap<string, readonly string[]> {
  const keys = new Map<string, string[]>();
  for (const { type, arn, accountId } of resources)
    if (type === "kms_key") keys.set(accountId, [...(keys.get(accountId) ?? []), arn]);
  return keys;
}
