import type { FailureExplanation } from "./failure-explanation";
import { plainOutput, readErrors } from "./read-errors";

/** Failures of the state itself, which come before all others: until they are mended, nothing else can be. */
export function explainState(output: string): FailureExplanation | undefined {
  const text = readErrors(output)
    .map((error) => error.text)
    .join("\n");
  if (text.includes('"errored.tfstate"') || text.includes("Failed to persist state"))
    return NOT_SAVED;
  if (text.includes("Error acquiring the state lock")) return explainLock(plainOutput(output));
  if (OTHER_BACKEND.test(text)) return BACKEND_CHANGED;
  return explainConflict(text);
}

/** Of `init` and of what comes after it; from and to state backends and HCP Terraform, for each of which it has its own words. */
const OTHER_BACKEND =
  /Backend configuration changed|Backend configuration block has changed|Backend type changed from|Changed from (?:backend|HCP Terraform|Terraform Cloud)|asking for state migration action|Migrating state from .* to another backend is not yet implemented/;

const BACKEND_CHANGED: FailureExplanation = {
  code: "backend-changed",
  what: "the stack's folder is initialized for another backend than its Terraform names now, and its state is still there",
  fix: [
    "move the state, or let the folder turn to the new backend if it has been moved already. Nothing was changed. This tells the steps:",
    "npx gatehouse migrate-state",
  ].join("\n"),
};

const NOT_SAVED: FailureExplanation = {
  code: "state-not-saved",
  what:
    "what was applied could not be written to the state's backend: it is in errored.tfstate in the stack's folder, and " +
    "nowhere else",
  fix: [
    "keep that folder and apply nothing of this stack. With credentials that can write the state, there:",
    "terraform state push errored.tfstate",
    "If the state is still locked then, the message says by which lock: terraform force-unlock ID",
  ].join("\n"),
};

/** Terraform's `OperationTypeApply` and the like. */
const OPERATION = /^OperationType/;

function explainLock(output: string): FailureExplanation {
  const info = (name: string): string | undefined =>
    new RegExp(`^ +${name}: +(\\S.*?) *$`, "m").exec(output)?.[1];
  const id = info("ID") ?? "ID";
  const operation = (info("Operation") ?? "").replace(OPERATION, "").toLowerCase();
  const what = operation === "" ? "a Terraform" : `a terraform ${operation}`;
  const since = info("Created")
    ?.replace(/\.\d+(?= )/, "")
    .replace(/ \+0000 UTC$/, " UTC");
  return {
    code: "state-locked",
    what: `${what} of ${info("Who") ?? "somebody"} holds the state's lock${since === undefined ? "" : ` since ${since}`}`,
    fix: [
      "wait for it to end, and run this again: nothing was changed. Only if you know that it was killed, release its lock:",
      `terraform force-unlock ${id}`,
    ].join("\n"),
  };
}

function explainConflict(text: string): FailureExplanation | undefined {
  if (text.includes("Saved plan is stale")) {
    return {
      code: "state-conflict",
      what: "the state has changed since this was planned",
      fix: "nothing was changed: plan again, and apply the new plan",
    };
  }
  const [, older, newer] =
    /cannot import state with serial (\d+) over newer state with serial (\d+)/.exec(text) ?? [];
  if (older !== undefined && newer !== undefined) {
    return {
      code: "state-conflict",
      what: `the state to be written is number ${older}, and the backend has number ${newer} already`,
      fix:
        "somebody applied in between, and what is in the backend was kept: look at both with `terraform show`, and " +
        "import into the newer one what it lacks",
    };
  }
  if (/cannot import state with lineage|unrelated state/.test(text)) {
    return {
      code: "state-conflict",
      what: "the state to be written has another lineage than the backend's: it is one of another stack, or begun anew",
      fix: "what is in the backend was kept: check the backend's path, and don't push with -force",
    };
  }
  return undefined;
}
