import type { Command } from "commander";
import { approve } from "../../lib/promotion/approval";
import { BundleFolder } from "../../lib/promotion/bundle-folder";
import { renderBundle } from "../../lib/promotion/text/render-bundle";
import { type Done, EXIT } from "../exit-code";
import { configFile, loadConfig } from "../load-config";
import { printInvalid } from "../print-invalid";
import { terminalWidth } from "../terminal-width";
import { allowedSigners } from "./allowed-signers";
import { checkRevision } from "./check-revision";

interface ApproveOptions {
  readonly config?: string;
  readonly key: string;
}

export function approveCommand(command: Command, done: Done): void {
  command
    .argument("<bundle>", "what gatehouse promote plan wrote")
    .option("-c, --config <file>", "the config file")
    .requiredOption("--key <file>", "your SSH key: a private key, or the public key of an agent's")
    .action(async (path: string, options: ApproveOptions) => {
      const file = configFile(options.config);
      const bundle = BundleFolder.open(path);
      const loaded = await loadConfig(file);
      if (loaded.kind === "invalid") {
        printInvalid(loaded.problems, undefined);
        done(EXIT.badInput);
        return;
      }
      checkRevision(file, bundle.content);
      const { platform } = loaded;
      const { revision: promoted, replaces: before } = bundle.content;
      const allowed = allowedSigners({ file, platform }, { promoted, before });
      console.log(renderBundle(bundle, terminalWidth()));
      const { principal } = approve(bundle, options.key, allowed);
      console.error(`\n${principal} approved it.\nnext: gatehouse promote apply ${path}`);
      done(EXIT.holds);
    });
}
