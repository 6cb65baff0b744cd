import { z } from "zod";
import { format } from "./format";
import { environmentName, notificationName, personaName } from "./names";
import { text } from "./text";

/** What HCP Terraform calls fixed sets of permissions on a workspace, from the least to the most. */
const level = z
  .enum(["read", "plan", "write", "admin"])
  .describe("A set of permissions on a workspace, as HCP Terraform names it.");

/** @see https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/permissions/workspace */
const custom = z
  .strictObject({
    runs: z.enum(["read", "plan", "apply"]).default("read").describe("What the team does to runs."),
    variables: z
      .enum(["none", "read", "write"])
      .default("none")
      .describe("Whether it sees or changes variables; the roles of a run are among these."),
    stateVersions: z
      .enum(["none", "read-outputs", "read", "write"])
      .default("none")
      .describe("Whether it sees or changes state."),
    sentinelMocks: z
      .enum(["none", "read"])
      .default("none")
      .describe("Whether it gets mocks for Sentinel, which hold what a plan holds."),
    workspaceLocking: z.boolean().default(false).describe("Whether it may lock the workspace."),
    runTasks: z.boolean().default(false).describe("Whether it attaches run tasks."),
  })
  .describe("Permissions one by one.");

const teamAccess = z
  .strictObject({
    access: z
      .union([level, custom])
      .default("read")
      .describe(
        "What the team may do: read, plan, write, admin, or permissions one by one. More than plan lets it confirm runs past the waves of a promotion: where a protected environment is reached, only by its name under environments or by shared.",
      ),
    persona: personaName
      .optional()
      .describe(
        "The persona whose people are in the team: it gets the workspaces of what the persona reaches, its accounts and pipelines. Default: all.",
      ),
    environments: z
      .array(environmentName)
      .min(1)
      .optional()
      .describe("Only the workspaces of these environments' accounts, and with shared the others."),
    shared: z
      .boolean()
      .optional()
      .describe(
        "Whether the workspaces that belong to no environment are among them: tooling, pipelines, people. Default: where environments is left out.",
      ),
  })
  .describe("A team of the organization, and what it may do in which workspaces.");
export type TeamAccessConfig = z.infer<typeof teamAccess>;

const on = z
  .array(
    z.enum([
      "run:created",
      "run:planning",
      "run:needs_attention",
      "run:applying",
      "run:completed",
      "run:errored",
      "assessment:drifted",
      "assessment:check_failure",
      "assessment:failed",
    ]),
  )
  .min(1)
  .default(["run:needs_attention", "run:errored", "assessment:drifted", "assessment:failed"])
  .describe("What is told, as HCP Terraform names it.");

const webhook = z.strictObject({
  to: z
    .enum(["slack", "microsoft-teams", "generic"])
    .describe(
      "Sends to an address, which is as good as a password: Terraform takes it from the variable notification_url_NAME.",
    ),
  on,
});

const email = z.strictObject({
  to: z.literal("email").describe("Sends e-mail to users of the organization."),
  users: z
    .array(
      format(/^[A-Za-z0-9_-]{1,64}$/, {
        code: "invalid-name",
        fix: "give the name of the user's HCP Terraform account",
        description: "The name of a user of the organization.",
      }),
    )
    .min(1)
    .describe("Who gets it, by name of their account."),
  on,
});

const vcs = z
  .strictObject({
    repository: format(/^[\w.-]+(\/[\w.-]+)+$/, {
      code: "invalid-name",
      fix: "give the repository as owner/name",
      description: "The repository that holds the generated Terraform, as owner/name.",
    }),
    branch: text(255, "The branch that runs start from."),
    connection: format(/^(ot|ghain)-[A-Za-z0-9]{8,32}$/, {
      code: "invalid-name",
      fix: "give the id of an OAuth token (ot-…) or of a GitHub App installation (ghain-…), as the organization's settings have it",
      description:
        "How HCP Terraform reaches the repository: an OAuth token's id (ot-…) or a GitHub App installation's (ghain-…).",
    }),
    folder: format(/^(?!\/)(?!.*(^|\/)\.\.(\/|$))[\w./-]{1,200}$/, {
      code: "invalid-path",
      fix: "give a folder inside the repository, without a leading / and without ..",
      description: "Where the output of synth lies in that repository.",
    }).default("cdktf.out"),
    planOnPullRequests: z
      .boolean()
      .default(true)
      .describe("Whether pull requests are planned, with the plan roles."),
  })
  .describe(
    "Runs start by pushes to a branch that holds the generated Terraform. Such a workspace takes no run of the CLI, so `gatehouse promote` can't apply there. Left out: the CLI starts them.",
  );

export const workspaces = z
  .strictObject({
    createProject: z
      .boolean()
      .default(false)
      .describe("Whether the stack makes the project, too. Else backend.project must exist."),
    existing: z
      .array(
        format(/^[a-z][a-z0-9-]{0,63}$/, {
          code: "invalid-name",
          fix: "give a stack's name, such as target-web-prod, or promotion",
          description: "A stack whose workspace is there already, or promotion.",
        }),
      )
      .default([])
      .describe(
        "Stacks whose workspaces are there already, such as by an earlier `terraform init`: they are taken over as they are. promotion is the one with the journal.",
      ),
    state: z
      .enum(["local", "backend"])
      .default("local")
      .describe(
        "Where the stack's own state is: local at first, as its workspace is made by it; backend once it is applied.",
      ),
    agentPool: text(
      90,
      "The agent pool that runs are by (execution mode agent), by name. It must exist, and allow the workspaces. Default: HCP Terraform's own machines (remote).",
    ).optional(),
    terraformVersion: format(/^(~> ?)?(1\.[1-9]\d|[2-9]\.\d+)(\.\d+)?$/, {
      code: "invalid-format",
      fix: "give a version from 1.10 on, such as 1.14.3, or a range such as ~> 1.14.0",
      description:
        "Terraform's version in the workspaces, or a range. Default: the newest when a workspace is made.",
    }).optional(),
    autoApply: z
      .array(environmentName)
      .default([])
      .describe(
        "Environments in whose accounts a run that nobody started from the CLI is applied without being confirmed. Never a protected one.",
      ),
    runTriggers: z
      .boolean()
      .default(false)
      .describe(
        "Whether an apply of tooling or of an account starts a plan of the pipelines that lean on it. They impose no order, and nothing that they start is applied by itself.",
      ),
    healthAssessments: z
      .boolean()
      .default(true)
      .describe(
        "Whether HCP Terraform looks for drift by itself, day by day, with the plan roles. Not every edition has it.",
      ),
    promotionTeam: text(
      90,
      "The team whose token `gatehouse promote` uses, by name: admin on the workspaces of all stacks and of the journal, and the only one that needs to be more than plan.",
    ).optional(),
    teams: z
      .record(
        format(/^[A-Za-z0-9_][A-Za-z0-9_ -]{0,89}$/, {
          code: "invalid-name",
          fix: "give the team's name as HCP Terraform has it",
          description: "A team's name, as HCP Terraform has it.",
        }),
        teamAccess,
      )
      .default({})
      .describe(
        "What teams may do, by name. They must exist; workspaces with nothing but state in them are for nobody here.",
      ),
    notifications: z
      .record(notificationName, z.discriminatedUnion("to", [webhook, email]))
      .default({})
      .describe("Who is told of runs and drift, by a name of yours."),
    vcs: vcs.optional(),
    tags: z
      .record(
        format(/^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/, {
          code: "invalid-tag",
          fix: "a tag's key has 1 to 128 letters, digits, - and _",
          description: "A tag's key.",
        }),
        format(/^[A-Za-z0-9][A-Za-z0-9_-]{0,255}$/, {
          code: "invalid-tag",
          fix: "a tag's value has 1 to 256 letters, digits, - and _",
          description: "A tag's value.",
        }),
      )
      .default({})
      .describe("Tags on the workspaces, as key: value."),
  })
  .describe(
    "A stack that makes the workspaces themselves, with their variables, teams and notifications. Left out: none.",
  );
export type WorkspacesConfig = z.infer<typeof workspaces>;
