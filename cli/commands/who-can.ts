import { Argument, type Command } from "commander";
import type { Subject } from "../../lib/access/matrix/access-matrix";
import { askMachine } from "../../lib/access/matrix/ask-action";
import { findSubjects } from "../../lib/access/subjects/find-subjects";
import type { Platform } from "../../lib/model/platform";
import { type Answer, renderAnswer, verdictOf } from "../../lib/report/access/render-answer";
import { type CheckedQuestion, checkQuestion, type Loaded } from "../answer-question";
import { type Done, EXIT } from "../exit-code";
import { FROM_OPTION, loadWorld } from "../load-world";
import { printProblems } from "../print-problems";
import { terminalWidth } from "../terminal-width";
import { WHERE } from "./can";

interface WhoCanOptions {
  readonly config?: string;
  readonly from?: readonly string[];
  readonly json?: true;
}

interface Holder extends Answer {
  /** Who gets the persona; of a pipeline's role, none. */
  readonly groups: readonly HolderGroup[];
}

interface HolderGroup {
  readonly name: string;
  /** As far as the config says. */
  readonly members?: readonly string[];
}

export function whoCanCommand(command: Command, done: Done): void {
  command
    .addArgument(new Argument("<what>", "a capability, or an IAM action such as s3:GetObject"))
    .addArgument(WHERE)
    .option("-c, --config <file>", "the config file")
    .option(...FROM_OPTION)
    .option("--json", "print as JSON on stdout")
    .addHelpText(
      "after",
      "\nAn IAM action is asked of pipelines' roles too.\nExit codes: 0 somebody can, or may; 1 nobody can; 2 bad input.",
    )
    .action(async (what: string, where: string, options: WhoCanOptions) => {
      const loaded = await loadWorld(options);
      if (loaded.kind === "invalid") {
        printProblems(loaded.problems);
        done(EXIT.badInput);
        return;
      }
      const question = await checkQuestion(loaded, what, where);
      const holders = [
        ...findSubjects(loaded.platform, loaded.world).flatMap((subject) =>
          question
            .answerOf(subject)
            .map((answer) => ({ ...answer, groups: groupsOf(subject, loaded.platform) })),
        ),
        ...machines(loaded, question),
      ].filter(({ verdict }) => verdict !== "denied");
      if (options.json) console.log(JSON.stringify({ holders }, null, 2));
      else console.log(holders.length === 0 ? `Nobody can ${what} ${where}.` : render(holders));
      done(holders.length === 0 ? EXIT.doesNotHold : EXIT.holds);
    });
}

function groupsOf({ groups }: Subject, platform: Platform): HolderGroup[] {
  return groups.map((name) => {
    const members = platform.groups.find((group) => group.name === name)?.members;
    return members === undefined ? { name } : { name, members };
  });
}

function machines(loaded: Loaded, { request }: CheckedQuestion): Holder[] {
  if (request === undefined) return [];
  const { action, resource } = request;
  return loaded.world.roles
    .filter(({ persona }) => persona === undefined)
    .map((role) => {
      const verdict = askMachine(loaded, role, action, resource);
      const requests = [{ role: role.arn, action, resource, verdict }];
      return {
        who: role.arn,
        what: `${action} on ${resource}`,
        verdict: verdictOf(requests),
        requests,
        grants: [],
        groups: [],
      };
    });
}

function render(holders: readonly Holder[]): string {
  const text = (holder: Holder): string => {
    const people = holder.groups.map(({ name, members }) =>
      members === undefined ? name : `${name} (${members.join(", ")})`,
    );
    const line = people.length === 0 ? "" : `\n  groups: ${people.join(", ")}`;
    return `${renderAnswer(holder, terminalWidth())}${line}`;
  };
  return holders.map(text).join("\n\n");
}
