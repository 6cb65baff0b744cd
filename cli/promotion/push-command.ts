import type { Command } from "commander";
import { BundleFolder } from "../../lib/promotion/bundle-folder";
import { pushBundle } from "../../lib/promotion/bundles/hand-over";
import { type Done, EXIT } from "../exit-code";
import { printInvalid } from "../print-invalid";
import { bundleStore } from "./bundle-store";
import { addPromotionOptions, findPromotion, type PromotionChoice } from "./open-promotion";

export function pushCommand(command: Command, done: Done): void {
  addPromotionOptions(command)
    .argument("<bundle>", "what gatehouse promote plan wrote")
    .action(async (path: string, options: PromotionChoice) => {
      const bundle = BundleFolder.open(path);
      const place = await findPromotion(options);
      if (place.kind === "invalid") {
        printInvalid(place.problems, undefined);
        done(EXIT.badInput);
        return;
      }
      const store = bundleStore(place);
      await pushBundle(bundle, store);
      console.log(bundle.digest);
      console.error(
        `It is in ${store.place}.\nnext, wherever it is needed: gatehouse promote pull ${bundle.digest.slice(0, 12)} -o BUNDLE`,
      );
      done(EXIT.holds);
    });
}
