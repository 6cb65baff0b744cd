import { Argument, type Command } from "commander";
import type { Subject } from "../../lib/access/matrix/access-matrix";
import { findSubjects } from "../../lib/access/subjects/find-subjects";
import type { Platform } from "../../lib/model/platform";
import { type Answer, renderAnswer } from "../../lib/report/access/render-answer";
import { type CheckedQuestion, checkQuestion, type Loaded } from "../answer-question";
import { type Done, EXIT } from "../exit-code";
import { addWorldOptions, loadWorld, type WorldChoice } from "../load-world";
import { MEMBERS_SUMMARY } from "../members-help";
import { printInvalid } from "../print-invalid";
import { terminalWidth } from "../terminal-width";
import { WHERE } from "./can";

interface WhoCanOptions extends WorldChoice {
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
  addWorldOptions(command)
    .option("--members <file>", MEMBERS_SUMMARY)
    .addArgument(new Argument("<what>", "a capability, or an IAM action such as s3:GetObject"))
    .addArgument(WHERE)
    .option("--json", "print as JSON on stdout")
    .addHelpText(
      "after",
      "\nAsked of personas and of the roles that pipelines have.\nExit codes: 0 somebody can, or may; 1 nobody can; 2 bad input.",
    )
    .action(async (what: string, where: string, options: WhoCanOptions) => {
      const loaded = await loadWorld(options);
      if (loaded.kind === "invalid") {
        printInvalid(loaded.problems, options.json);
        done(EXIT.badInput);
        return;
      }
      const question = await checkQuestion(loaded, what, where);
      const holders = [
        ...findSubjects(loaded.platform, loaded.world).flatMap((subject) =>
          question
            .ofSubject(subject)
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

/** Roles that no person gets: pipelines' own, and those that they assume. */
function machines({ world }: Loaded, { ofMachine }: CheckedQuestion): Holder[] {
  return world.roles
    .filter(({ persona, permissionSet }) => (persona ?? permissionSet) === undefined)
    .flatMap((role) => ofMachine(role).map((answer) => ({ ...answer, groups: [] })));
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
