import fc from "fast-check";
import type { PermissionConfig } from "../../../lib/config/schema/permissions";
import type { PlatformConfigInput } from "../../../lib/config/schema/platform";
import type { Account, Ground } from "./accounts";
import { pick, subset } from "./choices";

type PipelineInput = PlatformConfigInput["pipelines"][string];
type StageInput = NonNullable<PipelineInput["stages"]>[number];
export type Pipeline = PipelineInput & { name: string; stages: StageInput[] };

const NAMES = ["web", "api", "lake-jobs", "z9"];
const TEAMS = ["shop", "data"];

const approval = fc.record(
  {
    timeoutMinutes: fc.integer({ min: 5, max: 86_400 }),
    instructions: fc.constantFrom("Look twice.", 'Say "yes" ${only} when it is so.'),
    reviewUrl: fc.constant("https://example.com/check?list=1"),
    notify: fc.uniqueArray(fc.constantFrom("a@example.com", "b.c@example.org"), { maxLength: 2 }),
    allowStarterToApprove: fc.boolean(),
  },
  { requiredKeys: [] },
);

const stageChoices = fc.record({
  approval: fc.option(approval, { nil: undefined }),
  by: fc.constantFrom("names", "environments", "tags"),
  narrow: fc.boolean(),
});

const pipelineChoices = fc.record({
  kind: fc.constantFrom("library", "cloudformation", "ecs", "terraform"),
  team: fc.nat(1),
  tagged: fc.boolean(),
  accounts: fc.nat(63),
  stages: fc.array(stageChoices, { minLength: 4, maxLength: 4 }),
  signOff: fc.option(approval, { nil: undefined }),
  executionMode: fc.constantFrom("SUPERSEDED", "QUEUED", undefined),
  detectChanges: fc.constantFrom(true, false, undefined),
  build: fc.record(
    {
      computeType: fc.constantFrom(
        "BUILD_GENERAL1_SMALL" as const,
        "BUILD_GENERAL1_LARGE" as const,
      ),
      timeoutMinutes: fc.integer({ min: 5, max: 2_160 }),
      environment: fc.dictionary(
        fc.constantFrom("STAGE", "_x1"),
        fc.constantFrom("a", "${b}", "true"),
        { noNullPrototype: true },
      ),
      permissions: fc.constantFrom<PermissionConfig[][]>(
        [{ actions: ["ecr:GetAuthorizationToken"], resources: ["*"] }],
        [],
      ),
      allowPrivilegedBuildContainer: fc.boolean(),
    },
    { requiredKeys: [] },
  ),
  deleteBucketWithArtifacts: fc.constantFrom(true, false, undefined),
});
type PipelineChoices = typeof pipelineChoices extends fc.Arbitrary<infer T> ? T : never;

export const arbitraryPipelines = fc
  .array(pipelineChoices, { minLength: 1, maxLength: NAMES.length })
  .map(
    (choices) => (ground: Ground, connections: readonly string[]) =>
      choices.map((choice, index) => pipeline(pick(NAMES, index), choice, ground, connections)),
  );

function pipeline(
  name: string,
  choice: PipelineChoices,
  ground: Ground,
  connections: readonly string[],
): Pipeline {
  const { team, tagged, executionMode, detectChanges, build, deleteBucketWithArtifacts, signOff } =
    choice;
  const deploys = choice.kind === "library" ? [] : stagesOf(choice, ground);
  const ends = signOff === undefined ? [] : [{ name: "sign-off", approval: signOff }];
  return {
    name,
    team: pick(TEAMS, team),
    source: {
      connection: pick(connections, team),
      repository: `acme/${name}`,
      branch: "main",
      ...given({ detectChanges }),
    },
    build,
    stages: [...deploys, ...ends],
    ...given({ executionMode, deleteBucketWithArtifacts, deploy: deploy(choice.kind) }),
    ...(tagged ? { tags: { tier: "front" } } : {}),
  };
}

function deploy(kind: PipelineChoices["kind"]): PipelineInput["deploy"] {
  switch (kind) {
    case "cloudformation":
      return { kind, executionProfile: "functions", capabilities: ["CAPABILITY_IAM"] };
    case "terraform":
      return { kind, executionProfile: "queues" };
    case "ecs":
      return {
        kind,
        cluster: "main",
        service: "web",
        taskRoles: ["web-task", "service/web-execution"],
      };
    case "library":
      return undefined;
  }
}

/** A stage for each environment that holds some of the chosen accounts, in the environments' order. */
function stagesOf({ accounts, stages }: PipelineChoices, ground: Ground): StageInput[] {
  const chosen = subset(ground.accounts, accounts);
  return ground.environments.flatMap((environment, index): StageInput[] => {
    const here = chosen.filter((account) => account.environment === environment.name);
    const choice = pick(stages, index);
    if (here.length === 0) return [];
    const common = ground.regions.filter((region) =>
      here.every(({ regions }) => regions.includes(region)),
    );
    return [
      {
        name: environment.name,
        accounts: selector(here, choice.by, environment.name, ground),
        ...(choice.narrow && common.length > 0 ? { regions: common.slice(0, 1) } : {}),
        ...given({ approval: approvalOf(choice.approval, environment.protected === true) }),
      },
    ];
  });
}

/** A protected stage has an approval, and one that nobody loosens. */
function approvalOf(chosen: StageInput["approval"], isProtected: boolean): StageInput["approval"] {
  return isProtected ? { ...chosen, allowStarterToApprove: false } : chosen;
}

/** The same accounts, selected in different ways. */
function selector(
  here: readonly Account[],
  by: string,
  environment: string,
  ground: Ground,
): StageInput["accounts"] {
  const names = here.map(({ name }) => name);
  if (by === "names") return { names };
  const others = ground.accounts.filter(
    (account) => account.environment === environment && !here.includes(account),
  );
  const exclude = others.length === 0 ? {} : { exclude: others.map(({ name }) => name) };
  const tier = here[0]?.tags?.["tier"];
  const tagged = tier !== undefined && here.every(({ tags }) => tags?.["tier"] === tier);
  return {
    environments: [environment],
    ...exclude,
    ...(by === "tags" && tagged ? { tags: { tier } } : {}),
  };
}

/** Without what is undefined, as a file has it. */
export function given<T extends object>(settings: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(settings).filter(([, value]) => value !== undefined),
  ) as Partial<T>;
}
