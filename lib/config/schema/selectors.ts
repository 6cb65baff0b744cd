import { z } from "zod";
import { format } from "./format";
import { accountName, environmentName, pipelineName, stageName, tags, teamName } from "./names";

/** An OU's path, as the platform file writes it; only used to select accounts. */
export const organizationalUnit = format(/^(?=.{1,512}$)[^/]*[^/\s][^/]*(\/[^/]*[^/\s][^/]*)*$/, {
  code: "invalid-format",
  fix: "write the OU's path without a slash at either end, such as Workloads/Prod",
  description: "An OU's path, such as Workloads/Prod.",
});

/** A selector that says nothing would select everything; so would one whose last key was taken out. */
function saysWhich(selector: object): boolean {
  return Object.entries(selector).some(
    ([key, value]) =>
      key !== "exclude" && !(key === "tags" && Object.keys(value as object).length === 0),
  );
}

/** Within one key any value matches; across keys all must. */
export const accountSelector = z
  .strictObject({
    names: z.array(accountName).min(1).optional().describe("Accounts by their name here."),
    environments: z
      .array(environmentName)
      .min(1)
      .optional()
      .describe("Accounts of these environments."),
    ous: z
      .array(organizationalUnit)
      .min(1)
      .optional()
      .describe("Accounts in these OUs or below them."),
    tags: tags.optional().describe("Accounts that carry all these tags."),
    exclude: z.array(accountName).min(1).optional().describe("But not these accounts."),
  })
  .refine(saysWhich, {
    error: "say which accounts: names, environments, ous or tags",
    params: { code: "missing-field", fix: "add one of these, such as environments: [dev]" },
  })
  .describe(
    "Selects target accounts. Within one key any value matches; across keys all must match.",
  );
export type AccountSelector = z.infer<typeof accountSelector>;

/** Where account capabilities hold. */
export const grantedAccounts = z
  .union([z.literal("all"), accountSelector])
  .describe(
    "Accounts: a selection of target accounts, or all. For audit, all also means the tooling account.",
  );

const pipelinePattern = format(/^(?=.*[*?])[a-z0-9*?-]{1,64}$/, {
  code: "invalid-format",
  fix: "write part of a pipeline's name with * for any run of characters or ? for one, such as shop-*; plain names go under names",
  description: "A pattern of pipeline names, such as shop-*.",
});

export const pipelineSelector = z
  .union([
    z.enum(["all", "own-team"]),
    z
      .strictObject({
        names: z.array(pipelineName).min(1).optional().describe("Pipelines by name."),
        patterns: z
          .array(pipelinePattern)
          .min(1)
          .optional()
          .describe("Pipelines whose name matches one of these."),
        teams: z.array(teamName).min(1).optional().describe("Pipelines that these teams own."),
        tags: tags.optional().describe("Pipelines that carry all these tags."),
      })
      .refine(saysWhich, {
        error: "say which pipelines: names, patterns, teams or tags",
        params: { code: "missing-field", fix: "add one of these, or write pipelines: all" },
      }),
  ])
  .describe(
    "Selects pipelines: all, or by name, pattern, owning team or tag; across keys all must match. own-team: those of the team that the person's session is tagged with (ABAC).",
  );
export type PipelineSelector = z.infer<typeof pipelineSelector>;

export const stageSelector = z
  .strictObject({
    names: z.array(stageName).min(1).optional().describe("Stages by name."),
    environments: z
      .array(environmentName)
      .min(1)
      .optional()
      .describe("Stages that deploy to accounts of these environments, and of no others."),
    protected: z
      .boolean()
      .optional()
      .describe("true: stages that deploy to a protected environment. false: the others."),
  })
  .refine(saysWhich, {
    error: "say which stages: names, environments or protected",
    params: {
      code: "missing-field",
      fix: "add one of these, or remove stages to mean all of them",
    },
  })
  .describe("Narrows a grant to stages of the selected pipelines. Across keys all must match.");
export type StageSelector = z.infer<typeof stageSelector>;
