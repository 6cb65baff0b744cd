import { z } from "zod";
import { dutyName } from "./names";
import { permission } from "./permissions";
import { text } from "./text";

/** What a persona may do on pipelines; each compiles to the resource level at which IAM knows it. */
export const PIPELINE_CAPABILITIES = [
  "view",
  "start",
  "stop",
  "retry",
  "rollback",
  "approve",
  "gate",
  "override",
  "logs",
  "artifacts",
  "source",
  "edit",
] as const;
export type PipelineCapability = (typeof PIPELINE_CAPABILITIES)[number];

/** What a persona may do in accounts. */
export const ACCOUNT_CAPABILITIES = ["inspect", "operate", "audit"] as const;
export type AccountCapability = (typeof ACCOUNT_CAPABILITIES)[number];

/** A capability that a team makes of IAM actions. */
export const customCapability = z
  .strictObject({
    description: text(500, "What it is for. Shown with the personas."),
    on: z
      .enum(["pipelines", "accounts"])
      .describe(
        "pipelines: granted like view, in the tooling account, with {pipeline} filled in. accounts: granted like inspect, in target accounts.",
      ),
    permissions: z
      .array(permission)
      .min(1)
      .describe("What it allows. What the capabilities of Gatehouse's own allow is not taken."),
  })
  .describe("A capability of your own, made of IAM actions.");

/** One duty that keeps others away; beside the rule about approvers, which always holds. */
export const dutyRule = z
  .strictObject({
    name: dutyName,
    description: text(500, "Why these duties are kept apart."),
    holder: z
      .array(z.enum(PIPELINE_CAPABILITIES))
      .min(1)
      .describe("Who holds one of these on a pipeline …"),
    mustNotHold: z
      .array(z.enum([...PIPELINE_CAPABILITIES, ...ACCOUNT_CAPABILITIES]))
      .min(1)
      .describe(
        "… must hold none of these on it; of the account capabilities, in no account that it deploys to.",
      ),
    pipelines: z
      .enum(["all", "with-protected-stages"])
      .default("all")
      .describe("The pipelines that the rule is about."),
  })
  .describe("A rule about separation of duties.");
export type DutyRuleConfig = z.infer<typeof dutyRule>;
