import { once } from "node:events";
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { Command } from "commander";
import { simulate, type SimulationAnswer } from "../../lib/access/evaluate/simulate-case";
import { type ReadCase, readCases } from "../../lib/access/evaluate/simulate/read-cases";
import { type Done, EXIT } from "../exit-code";
import { UserError } from "../user-error";

export function simulateCommand(command: Command, done: Done): void {
  command
    .argument("<file>", "cases as JSON or JSON Lines; - for stdin")
    .addHelpText("after", HELP)
    .action(async (file: string) => {
      if (file === "")
        throw new UserError("the file has no name", "name a file of cases, or - for stdin");
      let count = 0;
      let malformed = 0;
      for await (const one of readCases(linesOf(file))) {
        const answer = await answerTo(one);
        count += 1;
        if ("error" in answer) malformed += 1;
        // A reader that is slower than we are sets the pace.
        if (!process.stdout.write(`${JSON.stringify(answer)}\n`))
          await once(process.stdout, "drain");
      }
      if (count === 0) console.error("gatehouse: there is no case to simulate");
      else if (malformed > 0)
        console.error(`gatehouse: ${malformed} of ${count} cases could not be read`);
      done(count === 0 || malformed > 0 ? EXIT.badInput : EXIT.holds);
    });
}

async function answerTo(one: ReadCase): Promise<SimulationAnswer> {
  return "error" in one ? { id: one.id ?? null, error: one.error } : simulate(one.value);
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const input = file === "-" ? process.stdin : createReadStream(file);
  try {
    yield* createInterface({ input, crlfDelay: Infinity });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const causes: Record<string, string> = {
      EISDIR: "it is a folder",
      ENOENT: "there is no such file",
      EACCES: "permission denied",
    };
    const cause = causes[code ?? ""] ?? message;
    throw new UserError(`${file} can't be read: ${cause}`, "name a file of cases, or - for stdin");
  }
}

const HELP = `
A case:
  id                  anything; comes back with the verdict
  principal           an ARN; "*" for the anonymous; {"service": "…"} or {"federated": "…"}
  action              such as "codepipeline:PutApprovalResult"
  resource            an ARN, or "*"
  resourceAccount     whose a resource is whose ARN does not say [the principal's]
  context             {condition key: text or list of texts}; null for a key that is absent
  complete            false: a key that is not given is unknown, not absent [true]
  identityPolicies    [document]
  permissionBoundary  document
  sessionPolicies     [document]
  scps, rcps          [[document]], a list for each level from the root down
  resourcePolicy      document: a bucket's, a key's, a role's trust policy, …
  managementAccount   the organisation's, which neither SCPs nor RCPs reach

One verdict a line, in order: {"id", "verdict", "by"}, and "when" for what is conditional. A
session's ARN has no path, so give aws:PrincipalArn for a role that has one.

Exit codes: 0 every case has its verdict, 2 some were malformed, and have an "error" instead.`;
