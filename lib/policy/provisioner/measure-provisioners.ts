import { LIMITS } from "../../model/limits";
import type { Platform } from "../../model/platform";
import { ProvisionerNames } from "../../model/provisioner-names";
import { type PolicyMeasure, measure, measureRole } from "../policy-inventory";
import { type ProvisionedStack, compileProvisioner } from "./compile-provisioner";
import { compileStateBucket } from "./compile-state-bucket";
import { provisionerBoundary } from "./provisioner-boundary";

const PATH = ["provisioner", "bootstrap"] as const;

/**
 * The policies of the bootstrap stacks, as these have them.
 * @param stacks all others, finished
 * @throws BootstrapTooLarge where IAM has no room for them
 */
export function measureProvisioners(
  platform: Platform,
  stacks: readonly ProvisionedStack[],
): PolicyMeasure[] {
  const boundary = new ProvisionerNames(platform).boundary();
  const state = compileStateBucket(platform);
  return [
    ...[...new Set(stacks.map(({ accountId }) => accountId))].flatMap((accountId) => {
      const roles = stacks
        .filter((stack) => stack.accountId === accountId)
        .flatMap((stack) => compileProvisioner(platform, stack));
      const statements = provisionerBoundary(platform, accountId, roles);
      return [
        ...roles.flatMap((role) => measureRole(role, PATH)),
        measure(`boundary ${boundary}`, statements, LIMITS.managedPolicy, PATH),
      ];
    }),
    ...(state === undefined
      ? []
      : [
          measure(`policy of bucket ${state.name}`, state.bucketPolicy, LIMITS.bucketPolicy, PATH),
          measure(`policy of key alias/${state.keyAlias}`, state.keyPolicy, LIMITS.keyPolicy, PATH),
        ]),
  ];
}
