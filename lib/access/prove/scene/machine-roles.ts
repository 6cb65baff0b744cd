import type { World, WorldAction, WorldPipeline, WorldProject } from "../../world/world";

/** How a role is entered. */
export type Entry =
  | { readonly kind: "role"; readonly arn: string }
  | {
      readonly kind: "service";
      readonly service: string;
      readonly sourceArn: string;
      readonly sourceAccount: string;
    };

/** What a role is there for. */
export type Purpose =
  | { readonly kind: "pipeline" }
  | { readonly kind: "action"; readonly stage: string; readonly action: WorldAction }
  | { readonly kind: "project"; readonly project: WorldProject }
  /** What a project's build steps into, such as a plan or a deploy role. */
  | { readonly kind: "step"; readonly project: WorldProject; readonly next?: string }
  /** What a deployment changes resources as. */
  | { readonly kind: "execution"; readonly by: "cloudformation" | "step" };

export interface MachineRole {
  readonly arn: string;
  readonly accountId: string;
  /** More than one is a fault. */
  readonly pipelines: ReadonlySet<string>;
  readonly entries: readonly Entry[];
  readonly purposes: readonly Purpose[];
}

interface Draft {
  readonly pipelines: Set<string>;
  readonly entries: Map<string, Entry>;
  readonly purposes: Purpose[];
}

function newDraft(): Draft {
  return { pipelines: new Set(), entries: new Map(), purposes: [] };
}

/** The roles that pipelines run as, by ARN, found by following the pipelines and projects themselves. */
export function machineRoles(world: World): ReadonlyMap<string, MachineRole> {
  const drafts = new Map<string, Draft>();
  const add = (arn: string, pipeline: string, entry: Entry, purpose: Purpose): void => {
    const draft = drafts.get(arn) ?? newDraft();
    drafts.set(arn, draft);
    draft.pipelines.add(pipeline);
    draft.entries.set(JSON.stringify(entry), entry);
    draft.purposes.push(purpose);
  };
  const projects = new Map(world.projects.map((project) => [project.name, project]));
  for (const pipeline of world.pipelines) {
    add(pipeline.roleArn, pipeline.name, ofPipeline(pipeline), { kind: "pipeline" });
    for (const { name: stage, actions } of pipeline.stages)
      for (const action of actions) addAction(pipeline, stage, action, world, projects, add);
  }
  for (const project of world.projects) addProject(project, add);
  return new Map(
    [...drafts].map(([arn, { pipelines, entries, purposes }]) => [
      arn,
      { arn, accountId: accountOf(arn), pipelines, entries: [...entries.values()], purposes },
    ]),
  );
}

type Add = (arn: string, pipeline: string, entry: Entry, purpose: Purpose) => void;

function addAction(
  pipeline: WorldPipeline,
  stage: string,
  action: WorldAction,
  { partition }: World,
  projects: ReadonlyMap<string, WorldProject>,
  add: Add,
): void {
  const { roleArn, provider, configuration, region } = action;
  const byPipeline = { kind: "role", arn: pipeline.roleArn } as const;
  if (roleArn !== undefined)
    add(roleArn, pipeline.name, byPipeline, { kind: "action", stage, action });
  const project = projects.get(configuration["ProjectName"] ?? "");
  // The project counts as the pipeline's own where the pipeline starts it, whatever its tags say.
  if (project !== undefined) addProject(project, add, pipeline.name);
  const execution = configuration["RoleArn"];
  if (provider !== "CloudFormation" || execution === undefined) return;
  const account = accountOf(execution);
  const stack = configuration["StackName"] ?? "*";
  add(
    execution,
    pipeline.name,
    {
      kind: "service",
      service: "cloudformation.amazonaws.com",
      sourceArn: `arn:${partition}:cloudformation:${region}:${account}:stack/${stack}/${STACK_ID}`,
      sourceAccount: account,
    },
    { kind: "execution", by: "cloudformation" },
  );
}

/** What CloudFormation puts behind a stack's name. */
const STACK_ID = "51af3dc0-da77-11e4-872e-1234567db123";

function ofPipeline({ arn, accountId }: WorldPipeline): Entry {
  const service = "codepipeline.amazonaws.com";
  return { kind: "service", service, sourceArn: arn, sourceAccount: accountId };
}

function addProject(
  project: WorldProject,
  add: Add,
  pipeline = project.tags["gatehouse:pipeline"] ?? project.name,
): void {
  const { arn, accountId, roleArn, environment } = project;
  const service = "codebuild.amazonaws.com";
  const entry = { kind: "service", service, sourceArn: arn, sourceAccount: accountId } as const;
  add(roleArn, pipeline, entry, { kind: "project", project });
  const step = environment["TARGET_ROLE_ARN"];
  const next = environment["EXECUTION_ROLE_ARN"];
  const roles = Object.values(environment).filter(isRoleArn);
  for (const role of new Set(roles)) {
    if (role === next && step !== undefined)
      add(role, pipeline, { kind: "role", arn: step }, { kind: "execution", by: "step" });
    else {
      const onward = role === step && next !== undefined ? { next } : {};
      const purpose = { kind: "step", project, ...onward } as const;
      add(role, pipeline, { kind: "role", arn: roleArn }, purpose);
    }
  }
}

function isRoleArn(text: string): boolean {
  return /^arn:[^:]+:iam::\d{12}:role\//.test(text);
}

function accountOf(arn: string): string {
  return arn.split(":")[4] ?? "";
}
