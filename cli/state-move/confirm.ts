import { createInterface } from "node:readline/promises";
import { UserError } from "../user-error";

/** Asks a person. @throws UserError where nobody can be asked */
export async function confirm(question: string, flag: string): Promise<boolean> {
  if (!process.stdin.isTTY)
    throw new UserError("nobody is there to be asked", `say beforehand that it is meant: ${flag}`);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await terminal.question(`${question} Only "yes" is taken for one: `)).trim() === "yes";
  } finally {
    terminal.close();
  }
}
