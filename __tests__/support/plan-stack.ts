import type { StackFolder } from "../../scripts/demo/terraform/stack-folder";

export interface StackPlan {
  /** What is done to each resource that isn't left as it is: `update aws_codepipeline.pipeline`, sorted. */
  readonly actions: readonly string[];
  /** What Terraform refuses; none where the plan can be applied. */
  readonly refusals: readonly string[];
}

interface Message {
  readonly type: string;
  readonly change?: { readonly action: string; readonly resource: { readonly addr: string } };
  readonly diagnostic?: {
    readonly severity: string;
    readonly summary: string;
    readonly detail: string;
  };
}

/** CDKTF ends a resource's name with a hash of the path that the name was made of. */
const HASH = /_[0-9A-F]{8}(?![0-9A-Za-z_-])/g;

/**
 * Plans a stack with the real Terraform, and keeps the plan for `apply`. What it comes to is read from what `plan` says
 * as it goes, which is what `show -json` says of the kept plan, for the price of one Terraform instead of two.
 * @see https://developer.hashicorp.com/terraform/internals/machine-readable-ui#planned-change
 */
export async function planStack(folder: StackFolder, { destroy = false } = {}): Promise<StackPlan> {
  const { code, stdout, stderr } = await folder.planAsJson({ destroy });
  const messages = stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Message);
  const refusals = messages.flatMap(({ diagnostic }) =>
    diagnostic?.severity === "error"
      ? `${diagnostic.summary} ${diagnostic.detail}`.replace(HASH, "").trim()
      : [],
  );
  if ((code === 0) !== (refusals.length === 0))
    throw new Error(`terraform plan of ${folder.name} ended with ${code}: ${stderr}`);
  const actions = messages.flatMap(({ type, change }) =>
    type === "planned_change" && change !== undefined
      ? `${change.action} ${change.resource.addr.replace(HASH, "")}`
      : [],
  );
  return { actions: actions.sort(), refusals: refusals.sort() };
}
