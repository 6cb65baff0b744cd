import type { Command } from "commander";
import type { Done } from "./exit-code";

/** Gives a command its options and its action. */
type Define = (command: Command, done: Done) => void;

interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Define;
}

/**
 * The commands, each with what it needs loaded only when it is run: `--help` is quick, and `validate` doesn't wait for
 * what `explain` needs.
 */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: "validate",
    summary: "Check the config: all problems at once, each with its place and its fix.",
    load: () =>
      (require("./commands/validate") as typeof import("./commands/validate")).validateCommand,
  },
  {
    name: "synth",
    summary: "Check the config and write the Terraform of every stack.",
    load: () => (require("./commands/synth") as typeof import("./commands/synth")).synthCommand,
  },
  {
    name: "export",
    summary: "Write the Terraform as a folder to commit, for runs from version control.",
    load: () => (require("./commands/export") as typeof import("./commands/export")).exportCommand,
  },
  {
    name: "bootstrap",
    summary: "Show, or run, what makes the roles that Terraform runs as in each account, once.",
    load: () =>
      (require("./commands/bootstrap") as typeof import("./commands/bootstrap")).bootstrapCommand,
  },
  {
    name: "personas",
    summary: "Show what each persona may do, where, and why; one of them in full, with its policy.",
    load: () =>
      (require("./commands/personas") as typeof import("./commands/personas")).personasCommand,
  },
  {
    name: "access",
    summary: "Show who can do what by the generated policies; compare it with what was reviewed.",
    load: () => (require("./commands/access") as typeof import("./commands/access")).accessCommand,
  },
  {
    name: "can",
    summary: "Say whether a persona can do something somewhere, and which statement decides it.",
    load: () => (require("./commands/can") as typeof import("./commands/can")).canCommand,
  },
  {
    name: "who-can",
    summary:
      "Say who can do something somewhere: personas with their groups, and pipelines' roles.",
    load: () =>
      (require("./commands/who-can") as typeof import("./commands/who-can")).whoCanCommand,
  },
  {
    name: "prove",
    summary:
      "Prove by the generated policies that people and pipelines can do what was meant, and no more.",
    load: () => (require("./commands/prove") as typeof import("./commands/prove")).proveCommand,
  },
  {
    name: "promote",
    summary: "Plan a wave of stacks, have it approved, and apply exactly that.",
    load: () =>
      (require("./commands/promote") as typeof import("./commands/promote")).promoteCommand,
  },
  {
    name: "status",
    summary: "Show which revision each stack is at, what waits, and what has drifted.",
    load: () => (require("./commands/status") as typeof import("./commands/status")).statusCommand,
  },
  {
    name: "drift",
    summary: "Look for what is no longer as Terraform left it.",
    load: () => (require("./commands/drift") as typeof import("./commands/drift")).driftCommand,
  },
  {
    name: "migrate-state",
    summary: "Show, or run, what moves the stacks' state to the backend that the config names now.",
    load: () =>
      (require("./commands/migrate-state") as typeof import("./commands/migrate-state"))
        .migrateStateCommand,
  },
  {
    name: "policies",
    summary: "List every policy that the config comes to, and how full each is.",
    load: () =>
      (require("./commands/policies") as typeof import("./commands/policies")).policiesCommand,
  },
  {
    name: "schema",
    summary: "Print the config's JSON Schema, which editors complete from.",
    load: () => (require("./commands/schema") as typeof import("./commands/schema")).schemaCommand,
  },
  {
    name: "explain",
    summary:
      "Explain a problem's code: what it means, an example, the remedy. Without a code: list them.",
    load: () =>
      (require("./commands/explain") as typeof import("./commands/explain")).explainCommand,
  },
  {
    name: "simulate",
    summary: "Decide IAM requests as AWS would: cases in, one verdict a line out.",
    load: () =>
      (require("./commands/simulate") as typeof import("./commands/simulate")).simulateCommand,
  },
  {
    name: "report",
    summary: "Write one page that shows who can do what, with the evidence and the proof.",
    load: () => (require("./commands/report") as typeof import("./commands/report")).reportCommand,
  },
  {
    name: "review",
    summary: "Read the accounts as they are: what was changed by hand, and who can do what today.",
    load: () => (require("./commands/review") as typeof import("./commands/review")).reviewCommand,
  },
  {
    name: "evidence",
    summary: "Write a folder for auditors: who can do what, the proof, the policies, the controls.",
    load: () =>
      (require("./commands/evidence") as typeof import("./commands/evidence")).evidenceCommand,
  },
];
