import type { CatalogueEntry, Example } from "./catalogue-entry";

const PATH = ["backend", "workspaces"];

const withWorkspaces = (workspaces: object, backend: object = {}): Example => ({
  set: [
    {
      path: ["backend"],
      value: { type: "cloud", organization: "acme", ...backend, workspaces },
    },
  ],
});

export const WORKSPACE_PROBLEMS = {
  "workspaces-without-project": {
    title: "The project that is to be made has no name",
    meaning:
      "The setting createProject makes the HCP Terraform project that backend.project names, and puts the workspaces there. Without a project they are in the organization's default one, which is there already.",
    provoke: withWorkspaces({ createProject: true }),
    remedy: { set: [{ path: ["backend", "project"], value: "platform" }] },
  },
  "unknown-stack": {
    title: "No stack has this name",
    meaning:
      "The list existing names the stacks whose workspaces are there already, so that Terraform takes them over instead of failing to make them. Stacks are called as `npm start` shows them, without the workspace prefix; promotion is the workspace with the journal.",
    provoke: withWorkspaces({ existing: ["target-development"] }),
    remedy: { set: [{ path: [...PATH, "existing", 0], value: "target-dev" }] },
  },
  "auto-apply-protected": {
    title: "Runs in a protected environment would be applied unseen",
    meaning:
      "With auto-apply, HCP Terraform applies each run whose plan succeeds, whoever or whatever started it. A protected environment is never changed without being approved. https://developer.hashicorp.com/terraform/cloud-docs/workspaces/settings#auto-apply",
    provoke: withWorkspaces({ autoApply: ["dev", "prod"] }),
    remedy: { set: [{ path: [...PATH, "autoApply"], value: ["dev"] }] },
  },
  "team-reaches-protected": {
    title: "A team could change protected environments without being meant to",
    meaning:
      "Whoever may confirm runs, or change variables or state, in a workspace needs no wave and no second person there. A team that has such access to all workspaces has it in protected environments, too, so these must be named. https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/permissions/workspace",
    provoke: withWorkspaces({ teams: { developers: { access: "write" } } }),
    remedy: { set: [{ path: [...PATH, "teams", "developers", "environments"], value: ["dev"] }] },
  },
  "team-may-confirm": {
    title: "People may confirm runs in a protected environment",
    severity: "warning",
    meaning:
      "The config names a protected environment, or what is shared by all, for a team that may confirm runs there. Each of its people can apply in HCP Terraform what no second person has seen. Only the token of `gatehouse promote` needs that, and promotionTeam gives it.",
    provoke: withWorkspaces({ teams: { releases: { access: "write", environments: ["prod"] } } }),
    remedy: { set: [{ path: [...PATH, "teams", "releases", "access"], value: "plan" }] },
  },
  "workspace-limit": {
    title: "HCP Terraform takes no more of this for one workspace",
    meaning:
      "A workspace has at most 20 run triggers and 20 notifications. Run triggers impose no order, so a promotion lacks nothing without them. https://developer.hashicorp.com/terraform/cloud-docs/workspaces/settings/run-triggers",
    provoke: withWorkspaces({ notifications: manyNotifications(21) }),
    remedy: { set: [{ path: [...PATH, "notifications"], value: manyNotifications(20) }] },
  },
  "runs-by-pushes": {
    title: "Pushes start runs that no promotion knows of",
    severity: "warning",
    meaning:
      "A workspace with a repository plans each push, and whoever may confirm runs applies it: without waves, without a second person's signature. Such a workspace takes no run from the CLI, so that `gatehouse promote` can't apply there. https://developer.hashicorp.com/terraform/cloud-docs/run/cli",
    provoke: withWorkspaces({
      vcs: { repository: "acme/generated", branch: "main", connection: "ot-hmAyP66qk2AMVdbJ" },
    }),
    remedy: { set: [{ path: [...PATH, "vcs"] }] },
  },
} as const satisfies Record<string, CatalogueEntry>;

function manyNotifications(count: number): Readonly<Record<string, object>> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`channel-${index + 1}`, { to: "slack" }]),
  );
}
