import { Argument, type Command } from "commander";
import { suggest } from "../../lib/config/near-miss";
import { CATALOGUE, isProblemCode } from "../../lib/config/problems/catalogue";
import { explain, explainIndex } from "../../lib/config/problems/explain";
import type { Done } from "../exit-code";
import { EXIT } from "../exit-code";
import { UserError } from "../user-error";

export function explainCommand(command: Command, done: Done): void {
  command
    .addArgument(new Argument("[code]", "the code in [brackets] behind a message"))
    .option("--json", "print the entry as JSON on stdout")
    .action((code: string | undefined, options: { json?: true }) => {
      if (code === undefined) {
        console.log(
          options.json
            ? JSON.stringify(Object.keys(CATALOGUE).sort(), null, 2)
            : explainIndex().trimEnd(),
        );
      } else if (isProblemCode(code)) {
        console.log(
          options.json
            ? JSON.stringify({ code, ...CATALOGUE[code] }, null, 2)
            : explain(code).trimEnd(),
        );
      } else {
        throw new UserError(
          `there is no code "${code}"`,
          suggest(code, Object.keys(CATALOGUE).sort()),
        );
      }
      done(EXIT.holds);
    });
}
