import type { Platform } from "../../model/platform";
import { ProvisionerNames } from "../../model/provisioner-names";
import { findManagedBackend, type ManagedBackend, WORKSPACES_STACK } from "../../model/workspaces";

/** A stack as it was written. */
export interface WrittenStack {
  readonly name: string;
  readonly accountId: string;
}

/** What prepares one account, or the workspaces. */
export interface BootstrapStep {
  readonly stack: string;
  /** None for the workspaces, which are outside AWS. */
  readonly accountId?: string;
  /** By ARN an administrator that every account of the organization has; for the workspaces, whose token. */
  readonly appliedBy: string;
  /** Arguments of Terraform, one run after the other. */
  readonly runs: readonly (readonly string[])[];
}

export interface BootstrapPlan {
  readonly steps: readonly BootstrapStep[];
  /** What is left when all of them are done, in order. */
  readonly afterwards: readonly string[];
}

/** The workspaces come first, then the account with the state bucket; each step can be repeated at any time. */
export function bootstrapSteps(
  platform: Platform,
  stacks: readonly WrittenStack[],
  outdir: string,
): BootstrapPlan {
  const { backend, bootstrap, partition, tooling } = platform;
  const names = new ProvisionerNames(platform);
  const managed = findManagedBackend(platform);
  const own = stacks.filter(({ name, accountId }) => name === names.bootstrapStack(accountId));
  const accounts = own.map(({ name: stack, accountId }) => ({
    stack,
    accountId,
    appliedBy: `arn:${partition.name}:iam::${accountId}:role/${bootstrap?.accessRole ?? ""}`,
    runs: runsIn(`${outdir}/stacks/${stack}`, bootstrap?.state === "backend", backend.type),
  }));
  const settings = [
    ...(managed === undefined || managed.workspaces.state === "backend"
      ? []
      : ["backend.workspaces.state"]),
    ...(bootstrap === undefined || bootstrap.state === "backend" || backend.type === "local"
      ? []
      : ["provisioner.bootstrap.state"]),
  ];
  return {
    steps: [
      ...(managed === undefined ? [] : [workspacesStep(managed, outdir)]),
      ...accounts.sort(
        (a, b) =>
          Number(b.accountId === tooling.accountId) - Number(a.accountId === tooling.accountId) ||
          (a.stack < b.stack ? -1 : 1),
      ),
    ],
    afterwards:
      settings.length === 0
        ? []
        : [
            `set ${settings.join(" and ")}: backend`,
            "run npx gatehouse bootstrap again: it moves the state of these stacks to where all other state is",
          ],
  };
}

function workspacesStep({ hostname, organization, workspaces }: ManagedBackend, outdir: string) {
  return {
    stack: WORKSPACES_STACK,
    appliedBy: `an owner of ${organization}, with the token of: terraform login ${hostname}`,
    runs: runsIn(`${outdir}/stacks/${WORKSPACES_STACK}`, workspaces.state === "backend", "cloud"),
  };
}

/**
 * Without an earlier state in another place there is nothing to move, and nothing is asked. Terraform refuses
 * `-migrate-state` where HCP Terraform keeps the state: there it asks without.
 */
function runsIn(
  folder: string,
  movesState: boolean,
  backend: Platform["backend"]["type"],
): BootstrapStep["runs"] {
  const moves = backend === "cloud" ? ["init"] : ["init", "-migrate-state"];
  const init = movesState ? moves : ["init", "-input=false"];
  return [
    [`-chdir=${folder}`, ...init],
    [`-chdir=${folder}`, "apply"],
  ];
}
