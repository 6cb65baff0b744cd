import type { Platform } from "../../model/platform";
import { ProvisionerNames } from "../../model/provisioner-names";

/** A stack as it was written. */
export interface WrittenStack {
  readonly name: string;
  readonly accountId: string;
}

/** What prepares one account. */
export interface BootstrapStep {
  readonly stack: string;
  readonly accountId: string;
  /** What applies it, by ARN: an administrator that every account of the organization has. */
  readonly appliedBy: string;
  /** Arguments of Terraform, one run after the other. */
  readonly runs: readonly (readonly string[])[];
}

export interface BootstrapPlan {
  readonly steps: readonly BootstrapStep[];
  /** What is left when all of them are done, in order. */
  readonly afterwards: readonly string[];
}

/** The account with the state bucket comes first; each step can be repeated at any time. */
export function bootstrapSteps(
  platform: Platform,
  stacks: readonly WrittenStack[],
  outdir: string,
): BootstrapPlan {
  const { backend, bootstrap, partition, tooling } = platform;
  const names = new ProvisionerNames(platform);
  const movesState = bootstrap?.state === "backend";
  const own = stacks.filter(({ name, accountId }) => name === names.bootstrapStack(accountId));
  const steps = own.map(({ name: stack, accountId }): BootstrapStep => {
    const folder = `-chdir=${outdir}/stacks/${stack}`;
    return {
      stack,
      accountId,
      appliedBy: `arn:${partition.name}:iam::${accountId}:role/${bootstrap?.accessRole ?? ""}`,
      runs: [
        [folder, "init", ...initFlags(movesState, backend.type)],
        [folder, "apply"],
      ],
    };
  });
  return {
    steps: steps.sort(
      (a, b) =>
        Number(b.accountId === tooling.accountId) - Number(a.accountId === tooling.accountId) ||
        (a.stack < b.stack ? -1 : 1),
    ),
    afterwards:
      movesState || backend.type === "local"
        ? []
        : [
            "set provisioner.bootstrap.state: backend",
            "run npx gatehouse bootstrap again: it moves the state of these stacks to where all other state is",
          ],
  };
}

/**
 * Without an earlier state in another place there is nothing to move, and nothing is asked. Terraform refuses
 * `-migrate-state` where HCP Terraform keeps the state: there it asks without.
 */
function initFlags(movesState: boolean, backend: Platform["backend"]["type"]): string[] {
  if (!movesState) return ["-input=false"];
  return backend === "cloud" ? [] : ["-migrate-state"];
}
