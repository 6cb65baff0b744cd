import { z } from "zod";
import { format } from "./format";
import { accountName } from "./names";

const projectFile = format(/^(?!\/)(?!.*(^|\/)\.\.(\/|$))[\w./-]{1,200}$/, {
  code: "invalid-path",
  fix: "give a path inside the repository, without a leading / and without ..",
  description:
    "The file of those who may sign a promotion, beside the config and committed with it, in the form of ssh-keygen's allowed signers: a line for each, such as `alice@example.com ssh-ed25519 AAAA…`.",
});

export const promotion = z
  .strictObject({
    accountsAtATime: z
      .int()
      .min(1)
      .max(100)
      .default(10)
      .describe("How many accounts of an environment are applied before the next ones begin."),
    canaries: z
      .array(accountName)
      .default([])
      .describe(
        "Accounts that go first in their environment. All of them must succeed before any other begins.",
      ),
    pauseMinutes: z
      .int()
      .min(0)
      .max(1_440)
      .default(0)
      .describe("Minutes to wait between two batches of accounts, for alarms to be heard."),
    continueAtPercent: z
      .int()
      .min(1)
      .max(100)
      .default(100)
      .describe(
        "How many percent of a batch's accounts must succeed for the next batch, and the next environment, to begin. Canaries: always all.",
      ),
    allowedSigners: projectFile.default("allowed_signers"),
  })
  .prefault({})
  .describe(
    "How `gatehouse promote` applies the stacks: environment by environment, in batches of accounts.",
  );
export type PromotionConfig = z.infer<typeof promotion>;
