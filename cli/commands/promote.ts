import type { Command } from "commander";
import type { Done } from "../exit-code";
import { applyCommand } from "../promotion/apply-command";
import { approveCommand } from "../promotion/approve-command";
import { planCommand } from "../promotion/plan-command";
import { previewCommand } from "../promotion/preview-command";
import { pullCommand } from "../promotion/pull-command";
import { pushCommand } from "../promotion/push-command";
import { unlockCommand } from "../promotion/unlock-command";

const STEPS = [
  {
    name: "preview",
    summary: "Show what this revision would change, wave by wave, and keep nothing of it.",
    define: previewCommand,
  },
  {
    name: "plan",
    summary: "Plan a wave, and write a bundle to review. It may hold secrets, as saved plans do.",
    define: planCommand,
  },
  {
    name: "approve",
    summary: "Sign a bundle as a second person, who did not plan it.",
    define: approveCommand,
  },
  {
    name: "apply",
    summary: "Apply a bundle, and nothing else; again, to go on where an earlier run ended.",
    define: applyCommand,
  },
  {
    name: "push",
    summary: "Keep a bundle, or its new signatures, beside the journal, for others to pull.",
    define: pushCommand,
  },
  {
    name: "pull",
    summary: "Bring a bundle here that was pushed, with its signatures.",
    define: pullCommand,
  },
  {
    name: "unlock",
    summary: "Break the promotion lock of a machine that is gone.",
    define: unlockCommand,
  },
] as const;

export function promoteCommand(command: Command, done: Done): void {
  command.addHelpText(
    "after",
    "\nExit codes: 0 done; 1 refused, or a stack failed; 2 bad input; 3 the wave has not come to its end yet.",
  );
  for (const { name, summary, define } of STEPS)
    define(command.command(name).description(summary), done);
}
