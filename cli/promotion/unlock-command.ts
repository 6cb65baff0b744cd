import type { Command } from "commander";
import { breakLock } from "../../lib/promotion/lock";
import { type Done, EXIT } from "../exit-code";
import { printInvalid } from "../print-invalid";
import { addPromotionOptions, openPromotion, type PromotionChoice } from "./open-promotion";

export function unlockCommand(command: Command, done: Done): void {
  addPromotionOptions(command)
    .argument("<id>", "the lock's id, as gatehouse status shows it")
    .action(async (id: string, options: PromotionChoice) => {
      const opened = await openPromotion(options);
      if (opened.kind === "invalid") {
        printInvalid(opened.problems, undefined);
        done(EXIT.badInput);
        return;
      }
      await breakLock(opened.journal, id);
      console.error("The promotion lock is free.");
      done(EXIT.holds);
    });
}
