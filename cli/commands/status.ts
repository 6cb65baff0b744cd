import type { Command } from "commander";
import { promotionStatus } from "../../lib/promotion/promotion-status";
import { renderStatus } from "../../lib/promotion/text/render-status";
import { type Done, EXIT } from "../exit-code";
import { printInvalid } from "../print-invalid";
import {
  addPromotionOptions,
  openPromotion,
  type PromotionChoice,
} from "../promotion/open-promotion";
import { terminalWidth } from "../terminal-width";

interface StatusOptions extends PromotionChoice {
  readonly json?: true;
}

export function statusCommand(command: Command, done: Done): void {
  addPromotionOptions(command)
    .option("--json", "print as JSON on stdout")
    .addHelpText(
      "after",
      "\nIt reads the journal and the Terraform in cdktf.out, and asks nobody else: drift is what\ngatehouse drift found last.",
    )
    .action(async (options: StatusOptions) => {
      const opened = await openPromotion(options);
      if (opened.kind === "invalid") {
        printInvalid(opened.problems, options.json);
        done(EXIT.badInput);
        return;
      }
      const status = promotionStatus(opened.waves, opened.stacks, opened.journal.entries);
      console.log(
        options.json ? JSON.stringify(status, null, 2) : renderStatus(status, terminalWidth()),
      );
      done(EXIT.holds);
    });
}
