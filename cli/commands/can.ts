import { Argument, type Command } from "commander";
import { suggest } from "../../lib/config/near-miss";
import { findSubjects } from "../../lib/access/subjects/find-subjects";
import { type Answer, renderAnswer } from "../../lib/report/access/render-answer";
import { checkQuestion } from "../answer-question";
import { type Done, EXIT, type ExitCode } from "../exit-code";
import { addWorldOptions, loadWorld, type WorldChoice } from "../load-world";
import { printInvalid } from "../print-invalid";
import { terminalWidth } from "../terminal-width";
import { UserError } from "../user-error";

interface CanOptions extends WorldChoice {
  readonly json?: true;
}

export const WHERE = new Argument(
  "<where>",
  "a pipeline, pipeline/stage, pipeline/stage/action, an account's name or id, or an ARN",
);

export function canCommand(command: Command, done: Done): void {
  addWorldOptions(command)
    .addArgument(new Argument("<persona>", "a persona, or persona@team"))
    .addArgument(new Argument("<what>", "a capability, or an IAM action such as s3:GetObject"))
    .addArgument(WHERE)
    .option("--json", "print as JSON on stdout")
    .addHelpText(
      "after",
      "\nExit codes: 0 it can, 1 it can't, 2 bad input, 3 it hangs on something.",
    )
    .action(async (persona: string, what: string, where: string, options: CanOptions) => {
      const loaded = await loadWorld(options);
      if (loaded.kind === "invalid") {
        printInvalid(loaded.problems, options.json);
        done(EXIT.badInput);
        return;
      }
      const subjects = findSubjects(loaded.platform, loaded.world);
      const chosen = subjects.filter(({ id, persona: name }) => id === persona || name === persona);
      if (chosen.length === 0)
        throw new UserError(
          `there is no persona "${persona}"`,
          suggest(persona, [...subjects.map(({ id }) => id)]),
        );
      const { ofSubject } = await checkQuestion(loaded, what, where);
      const answers = chosen.flatMap(ofSubject);
      console.log(
        options.json
          ? JSON.stringify({ answers }, null, 2)
          : answers.map((answer) => renderAnswer(answer, terminalWidth())).join("\n\n"),
      );
      done(exitCodeOf(answers));
    });
}

/** Of several answers only what all agree on is plain. */
function exitCodeOf(answers: readonly Answer[]): ExitCode {
  const codes = { allowed: EXIT.holds, denied: EXIT.doesNotHold, conditional: EXIT.undecided };
  const found = new Set(answers.map(({ verdict }) => codes[verdict]));
  const [only = EXIT.doesNotHold] = found;
  return found.size > 1 ? EXIT.undecided : only;
}
