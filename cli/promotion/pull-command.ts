import type { Command } from "commander";
import { pullBundle } from "../../lib/promotion/bundles/hand-over";
import type { Digest } from "../../lib/promotion/digest";
import { History } from "../../lib/promotion/journal/history";
import { type Done, EXIT } from "../exit-code";
import { printInvalid } from "../print-invalid";
import { UserError } from "../user-error";
import { bundleStore } from "./bundle-store";
import {
  addPromotionOptions,
  findPromotion,
  openJournal,
  type PromotionChoice,
} from "./open-promotion";

interface PullOptions extends PromotionChoice {
  readonly out: string;
}

export function pullCommand(command: Command, done: Done): void {
  addPromotionOptions(command)
    .argument("<digest>", "the bundle's digest, or the first 8 or more characters of it")
    .requiredOption("-o, --out <folder>", "the bundle to write")
    .action(async (given: string, options: PullOptions) => {
      if (options.out === "") throw new UserError("--out names no folder", "name the bundle");
      const place = await findPromotion(options);
      if (place.kind === "invalid") {
        printInvalid(place.problems, undefined);
        done(EXIT.badInput);
        return;
      }
      const { entries } = await openJournal(place);
      const digest = findBundle(new History(entries), given);
      const bundle = await pullBundle(digest, options.out, bundleStore(place));
      const { content, approvals } = bundle;
      console.log(bundle.digest);
      console.error(
        content.protected && approvals.length === 0
          ? `next, by a second person: gatehouse promote approve ${options.out} --key KEY`
          : `next: gatehouse promote apply ${options.out}`,
      );
      done(EXIT.holds);
    });
}

/** The journal says which bundles there are, so that a few characters are enough. */
function findBundle(history: History, given: string): Digest {
  if (!/^[0-9a-f]{8,64}$/.test(given)) {
    throw new UserError(
      `"${given}" is no digest of a bundle, nor the beginning of one`,
      "give at least 8 characters of it; gatehouse promote plan and push print it",
    );
  }
  const [found, ...others] = history.bundles(given);
  if (found !== undefined && others.length === 0) return found;
  throw new UserError(
    found === undefined
      ? `the journal knows no bundle ${given}`
      : `the journal knows several bundles that begin with ${given}`,
    found === undefined ? "look at what gatehouse promote push printed" : "give more of the digest",
  );
}
