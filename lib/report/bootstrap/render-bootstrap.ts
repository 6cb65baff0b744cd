import type { BootstrapPlan, BootstrapStep } from "./bootstrap-steps";

/** The steps as commands that can be copied, each account by itself. */
export function renderBootstrap({ steps, afterwards }: BootstrapPlan): string {
  const accounts = steps.map(({ stack, accountId, appliedBy, runs }) =>
    [
      `# ${stack}: ${placeOf(accountId)}, as ${appliedBy}`,
      ...runs.map((run) => `terraform ${run.join(" ")}`),
    ].join("\n"),
  );
  const rest = afterwards.map((step, index) => `# ${index === 0 ? "then" : "and"} ${step}`);
  return [...accounts, ...(rest.length === 0 ? [] : [rest.join("\n")])].join("\n\n");
}

/** Where a step changes something. */
export function placeOf(accountId: BootstrapStep["accountId"]): string {
  return accountId === undefined ? "HCP Terraform" : `account ${accountId}`;
}
