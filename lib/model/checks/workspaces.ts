import { suggest } from "../../config/near-miss";
import type { ConfigPath } from "../../config/config-path";
import type { Finding } from "../../config/problem";
import type { TeamAccessConfig } from "../../config/schema/workspaces";
import { LIMITS } from "../limits";
import type { Platform } from "../platform";
import { ProvisionerNames } from "../provisioner-names";
import {
  findManagedBackend,
  isShared,
  JOURNAL_WORKSPACE,
  leansOn,
  type ManagedBackend,
  mayConfirm,
  WORKSPACES_STACK,
} from "../workspaces";
import { type Check, type CheckInput, droppedFrom } from "./check";

const PATH = ["backend", "workspaces"];

/** Whether the workspaces of HCP Terraform keep to what the platform says of protected environments. */
export const checkWorkspaces: Check = (input) => {
  const written = findManagedBackend(input.config);
  if (written === undefined) return [];
  return [
    ...projectToMake(written),
    ...unknownStacks(input, written),
    ...autoApplied(input.platform, written),
    ...namedTwice(written),
    ...Object.entries(written.workspaces.teams).flatMap(([name, team]) =>
      confirming(input.platform, name, team),
    ),
    ...beyondLimits(input.platform, written),
    ...startedByPushes(input.platform, written),
  ];
};

function projectToMake({ project, workspaces }: ManagedBackend): Finding[] {
  if (!workspaces.createProject || project !== undefined) return [];
  return [
    {
      code: "workspaces-without-project",
      path: [...PATH, "createProject"],
      atKey: true,
      message: "the project is to be made, and it has no name",
      fix: "add backend.project, or remove this: the organization's default project is there already",
    },
  ];
}

function unknownStacks(input: CheckInput, { workspaces }: ManagedBackend): Finding[] {
  if (workspaces.existing.length === 0 || droppedFrom(input, "accounts", "pipelines")) return [];
  const known = stacksThatCanBe(input.platform);
  return workspaces.existing.flatMap((name, index): Finding[] =>
    known.includes(name)
      ? []
      : [
          {
            code: "unknown-stack",
            path: [...PATH, "existing", index],
            message: `no stack is called "${name}"`,
            fix: suggest(name, known),
          },
        ],
  );
}

function stacksThatCanBe(platform: Platform): string[] {
  const { accounts, bootstrap, identity, pipelines, tooling } = platform;
  const names = new ProvisionerNames(platform);
  const people =
    identity.mode === "identity-center"
      ? { stacks: ["identity-center"], accounts: [identity.adminAccountId] }
      : identity.mode === "iam" && identity.signIn.by === "identity-account"
        ? { stacks: ["iam-groups"], accounts: [identity.signIn.accountId] }
        : { stacks: [], accounts: [] };
  const prepared = [tooling.accountId, ...accounts.map(({ id }) => id), ...people.accounts];
  return [
    "tooling",
    ...accounts.map(({ name }) => `target-${name}`),
    ...pipelines.map(({ name }) => `pipeline-${name}`),
    ...people.stacks,
    ...(bootstrap === undefined ? [] : prepared.map((id) => names.bootstrapStack(id))),
    WORKSPACES_STACK,
    JOURNAL_WORKSPACE,
  ];
}

function autoApplied(platform: Platform, { workspaces }: ManagedBackend): Finding[] {
  return workspaces.autoApply.flatMap((name, index): Finding[] =>
    isProtected(platform, name)
      ? [
          {
            code: "auto-apply-protected",
            path: [...PATH, "autoApply", index],
            message: `"${name}" is protected, and nobody would confirm what is applied there`,
            fix: "remove it from the list",
          },
        ]
      : [],
  );
}

function namedTwice({ workspaces: { promotionTeam, teams } }: ManagedBackend): Finding[] {
  if (promotionTeam === undefined || !Object.hasOwn(teams, promotionTeam)) return [];
  return [
    {
      code: "duplicate-name",
      path: [...PATH, "teams", promotionTeam],
      atKey: true,
      message: `"${promotionTeam}" is promotionTeam, which is admin already`,
      fix: "remove it here, or let `gatehouse promote` use another team's token",
    },
  ];
}

/** Who confirms a run in HCP Terraform needs no second person. */
function confirming(platform: Platform, name: string, team: TeamAccessConfig): Finding[] {
  const guarded = platform.environments.filter((each) => each.protected).map((each) => each.name);
  if (!mayConfirm(team.access) || guarded.length === 0) return [];
  const path: ConfigPath = [...PATH, "teams", name];
  if (team.environments === undefined) {
    return [
      {
        code: "team-reaches-protected",
        path: [...path, "access"],
        message: `"${name}" could change ${guarded.join(" and ")} past the waves of a promotion, by access to every workspace`,
        fix: "name the environments that it is for under environments, or make it plan",
      },
    ];
  }
  const warn = (at: ConfigPath, where: string): Finding => ({
    code: "team-may-confirm",
    severity: "warning",
    path: [...path, ...at],
    message: `people of "${name}" can change ${where} past the waves of a promotion and its second person`,
    fix: "make it plan, unless that is meant; the token of `gatehouse promote` is promotionTeam's",
  });
  return [
    ...team.environments.flatMap((environment, index) =>
      isProtected(platform, environment)
        ? [warn(["environments", index], `the protected ${environment}`)]
        : [],
    ),
    ...(isShared(team) ? [warn(["shared"], "pipelines and people")] : []),
  ];
}

function beyondLimits(platform: Platform, { workspaces }: ManagedBackend): Finding[] {
  const { runTriggerSources, workspaceNotifications } = LIMITS;
  const notifications = Object.keys(workspaces.notifications).length;
  const most = Math.max(0, ...sourcesOf(platform).map(({ sources }) => sources));
  const widest = sourcesOf(platform).find(({ sources }) => sources === most);
  return [
    ...(workspaces.runTriggers && widest !== undefined && most > runTriggerSources
      ? [
          {
            code: "workspace-limit" as const,
            path: [...PATH, "runTriggers"],
            message: `${most} workspaces would start runs of pipeline "${widest.pipeline}", and HCP Terraform takes ${runTriggerSources}`,
            fix: "remove it: `gatehouse promote` plans in order without them",
          },
        ]
      : []),
    ...(notifications > workspaceNotifications
      ? [
          {
            code: "workspace-limit" as const,
            path: [...PATH, "notifications"],
            atKey: true,
            message: `${notifications} notifications for each workspace, and HCP Terraform takes ${workspaceNotifications}`,
            fix: "send to fewer, such as to one channel",
          },
        ]
      : []),
  ];
}

function sourcesOf(platform: Platform) {
  return platform.pipelines.map(({ name }) => ({
    pipeline: name,
    sources: leansOn(platform, `pipeline-${name}`).length,
  }));
}

function startedByPushes(platform: Platform, { workspaces }: ManagedBackend): Finding[] {
  if (workspaces.vcs === undefined || !platform.environments.some((each) => each.protected))
    return [];
  return [
    {
      code: "runs-by-pushes",
      severity: "warning",
      path: [...PATH, "vcs"],
      atKey: true,
      message:
        "pushes start runs in no order, one person confirms them, and `gatehouse promote` can't apply in these workspaces",
      fix: "remove vcs to promote wave by wave; or guard the branch, and know who may confirm",
    },
  ];
}

function isProtected({ environments }: Platform, name: string): boolean {
  return environments.some((each) => each.name === name && each.protected);
}
