import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { readJson } from "./read-json";
import { recordIn } from "./terraform/json-value";
import { parseShow } from "./terraform/parse-show";
import type { TerraformStack } from "./terraform/terraform-stack";
import type { ReadStacks, WorldProblem } from "./world-problem";

const AGAIN = "write it with `terraform show -json PLAN > FILE`, or without PLAN for the state";

/** Reads files that `terraform show -json` wrote of plans and states; each is one stack, named after its file. */
export function readShowFiles(files: readonly string[]): ReadStacks {
  const stacks: TerraformStack[] = [];
  const problems: WorldProblem[] = [];
  for (const file of files) {
    const read = readJson(file, file, AGAIN, readFileSync);
    if (read.kind === "problem") {
      problems.push(read.problem);
      continue;
    }
    // An unfinished plan lacks whatever Terraform didn't get to.
    const { errored, complete } = recordIn(read.content);
    if (errored === true || complete === false) {
      problems.push({ file, what: "the plan is unfinished", fix: "plan again until it succeeds" });
      continue;
    }
    const stack = parseShow(basename(file).replace(/\.json$/, ""), file, read.content);
    if (stack === undefined)
      problems.push({ file, what: "it is JSON, but neither a plan nor a state", fix: AGAIN });
    else if (!stack.blocks.some(({ mode }) => mode === "managed"))
      problems.push({ file, what: "there is no resource in it", fix: AGAIN });
    else if (stack.blocks.every(isNowhere))
      problems.push({ file, what: "nothing in it says which account it is about", fix: SAY_WHERE });
    else stacks.push(stack);
  }
  return problems.length > 0 ? { kind: "unreadable", problems } : { kind: "stacks", stacks };
}

const SAY_WHERE =
  "give the provider its `allowed_account_ids`, which also keeps Terraform out of the wrong account";

function isNowhere({ accountId }: TerraformStack["blocks"][number]): boolean {
  return accountId === undefined;
}
