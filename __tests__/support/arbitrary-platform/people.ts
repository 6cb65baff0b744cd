import fc from "fast-check";
import type { PlatformConfigInput } from "../../../lib/config/schema/platform";
import type { Ground } from "./accounts";
import { pick, subset } from "./choices";
import type { Pipeline } from "./pipelines";

type PersonaInput = NonNullable<PlatformConfigInput["personas"]>[string];
type GrantInput = NonNullable<PersonaInput["grants"]>[number];
type GroupInput = NonNullable<PlatformConfigInput["groups"]>[number];

/** Whoever holds these brings changes about, and so must not approve them. */
const BUILDERS = ["view", "start", "stop", "edit", "logs", "artifacts"] as const;
const BUILDERS_ON_STAGES = ["retry", "rollback", "gate", "override"] as const;
const APPROVERS = ["approve", "rollback", "retry"] as const;

const choices = fc.record({
  developer: fc.option(
    fc.record({
      capabilities: fc.nat(63),
      onStages: fc.nat(15),
      on: fc.nat(3),
      narrow: fc.boolean(),
    }),
    { nil: undefined },
  ),
  approver: fc.option(
    fc.record({
      capabilities: fc.nat(7),
      on: fc.nat(3),
      narrow: fc.boolean(),
      enabled: fc.boolean(),
    }),
    { nil: undefined },
  ),
  operator: fc.option(
    fc.record({ environment: fc.nat(3), operate: fc.boolean(), grouped: fc.boolean() }),
    { nil: undefined },
  ),
  sessionDuration: fc.constantFrom("PT1H", "PT12H", "PT90M", undefined),
  joint: fc.boolean(),
  created: fc.boolean(),
  ownTeam: fc.boolean(),
  /** The last day of a grant, of an account's and of a group's. */
  ends: fc.tuple(...[0, 1, 2].map(() => fc.constantFrom("2027-02-28", "2031-12-31", undefined))),
  endsInPolicy: fc.boolean(),
});

export interface People {
  readonly personas: Record<string, PersonaInput>;
  readonly groups: GroupInput[];
}

export const arbitraryPeople = choices.map(
  (chosen) =>
    (ground: Ground, pipelines: readonly Pipeline[]): People => {
      const { developer, approver, operator, joint, created, ownTeam, ends } = chosen;
      const [onPipelines, inAccounts, ofGroup] = ends;
      const ending = (expires: string | undefined) =>
        expires === undefined ? {} : { expires, expiresInPolicy: chosen.endsInPolicy };
      const sessionDuration =
        chosen.sessionDuration === undefined ? {} : { sessionDuration: chosen.sessionDuration };
      const personas: Record<string, PersonaInput> = {
        auditor: {
          description: "Looks on.",
          ...sessionDuration,
          grants: [
            {
              capabilities: ["view"],
              pipelines: ownTeam ? "own-team" : "all",
              ...ending(inAccounts),
            },
          ],
        },
      };
      if (developer) {
        const onStages = subset(BUILDERS_ON_STAGES, developer.onStages);
        personas["developer"] = {
          description: 'Builds, and "ships".',
          extends: ["auditor"],
          grants: [
            {
              capabilities: subset(BUILDERS, developer.capabilities),
              pipelines: select(pipelines, developer.on),
              ...ending(ofGroup),
            },
            ...onStagesOf(onStages, pipelines, developer).map((grant) => ({
              ...grant,
              ...ending(onPipelines),
            })),
          ],
        };
      }
      if (approver) {
        personas["approver"] = {
          description: "Decides.",
          ...sessionDuration,
          enabled: approver.enabled,
          grants: [
            { capabilities: ["view"], pipelines: "all" },
            ...onStagesOf(subset(APPROVERS, approver.capabilities | 1), pipelines, approver).map(
              (grant) => ({ ...grant, ...ending(onPipelines) }),
            ),
          ],
        };
      }
      if (operator) {
        const accounts = {
          environments: [pick(ground.accounts, operator.environment).environment],
        };
        personas["operator"] = {
          description: "Runs what is there.",
          grants: [
            {
              capabilities: operator.operate ? ["inspect", "operate"] : ["inspect"],
              accounts,
              ...ending(inAccounts),
            },
          ],
        };
      }
      const source = created ? ({ source: "created" } as const) : {};
      return {
        personas,
        groups: [
          {
            name: "Auditors & Co.",
            personas: operator?.grouped === true ? ["auditor", "operator"] : ["auditor"],
            ...source,
          },
          ...(developer
            ? [{ name: "Developers", personas: joint ? ["developer", "auditor"] : ["developer"] }]
            : []),
          ...(approver
            ? [
                {
                  name: "approvers",
                  personas: [
                    ofGroup === undefined
                      ? "approver"
                      : { persona: "approver", expires: ofGroup, ticket: "OPS-1" },
                  ],
                  ...source,
                },
              ]
            : []),
        ],
      };
    },
);

/** A grant on stages, narrowed to the first that there is where that is wanted. */
function onStagesOf(
  capabilities: GrantInput["capabilities"],
  pipelines: readonly Pipeline[],
  { on, narrow }: { on: number; narrow: boolean },
): GrantInput[] {
  const selected = select(pipelines, on);
  const [stage] = pipelines
    .filter((pipeline) => isSelected(pipeline, selected))
    .flatMap(({ stages }) => stages);
  if (!narrow || stage === undefined) return [{ capabilities, pipelines: selected }];
  return [{ capabilities, pipelines: selected, stages: { names: [stage.name] } }];
}

type Selection = Exclude<GrantInput["pipelines"], undefined>;

function select(pipelines: readonly Pipeline[], on: number): Selection {
  const one = pick(pipelines, on);
  switch (on) {
    case 0:
      return "all";
    case 1:
      return { names: [one.name] };
    case 2:
      return { teams: [one.team] };
    default:
      return one.tags === undefined ? { names: [one.name] } : { tags: one.tags };
  }
}

function isSelected(pipeline: Pipeline, selection: Selection): boolean {
  if (typeof selection === "string") return true;
  return (
    (selection.names?.includes(pipeline.name) ?? true) &&
    (selection.teams?.includes(pipeline.team) ?? true) &&
    (selection.tags === undefined || pipeline.tags !== undefined)
  );
}
