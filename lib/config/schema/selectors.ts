import { z } from "zod";
import { accountName, environmentName, pipelineName, stageName, tags, teamName } from "./names";

/** An OU's path, as the platform file writes it; only used to select accounts. */
export const organizationalUnit = z
  .string()
  .min(1)
  .max(512)
  .describe("An OU's path, such as Workloads/Prod.");

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
  .refine((selector) => Object.keys(selector).some((key) => key !== "exclude"), {
    error: "say which accounts: names, environments, ous or tags",
    params: { code: "missing-field", fix: "add one of these, such as environments: [dev]" },
  })
  .describe(
    "Selects target accounts. Within one key any value matches; across keys all must match.",
  );
export type AccountSelector = z.infer<typeof accountSelector>;

export const pipelineSelector = z
  .union([
    z.literal("all"),
    z.strictObject({
      names: z.array(pipelineName).min(1).optional().describe("Pipelines by name."),
      teams: z.array(teamName).min(1).optional().describe("Pipelines that these teams own."),
      tags: tags.optional().describe("Pipelines that carry all these tags."),
    }),
  ])
  .describe("Selects pipelines: all, or by name, owning team or tag. Across keys all must match.");
export type PipelineSelector = z.infer<typeof pipelineSelector>;

export const stageSelector = z
  .strictObject({
    names: z.array(stageName).min(1).optional().describe("Stages by name."),
    environments: z
      .array(environmentName)
      .min(1)
      .optional()
      .describe("Stages that deploy to an account of these environments."),
  })
  .describe("Narrows a grant to stages of the selected pipelines. Across keys all must match.");
export type StageSelector = z.infer<typeof stageSelector>;
