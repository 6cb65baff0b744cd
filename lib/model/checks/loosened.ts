import type { Finding } from "../../config/problem";
import { lookUpAction } from "../iam-reference";
import type { Check, CheckInput } from "./check";

/** Settings that are looser than the default are taken, and shown. */
export const checkLoosened: Check = async (input) => [
  ...loosenedPipelines(input),
  ...looselyManaged(input),
  ...(await writingPlans(input)),
];

/** What a managed policy allows is decided elsewhere, and may change without a change here. */
function looselyManaged({ config }: CheckInput): Finding[] {
  return Object.entries(config.personas).flatMap(([name, persona]) =>
    (["managedPolicies", "customerManagedPolicies"] as const).flatMap((key) =>
      persona[key].map((policy, index) => ({
        code: "managed-policy" as const,
        severity: "warning" as const,
        path: ["personas", name, key, index],
        message: `what "${policy}" allows is not checked here, and holds in every account that "${name}" reaches`,
        fix: "grant capabilities instead where they say what is needed",
      })),
    ),
  );
}

/** A plan runs before anyone has approved it. */
async function writingPlans({ config }: CheckInput): Promise<Finding[]> {
  const actions = Object.entries(config.executionProfiles).flatMap(([name, profile]) =>
    (profile.planPermissions ?? []).flatMap((permission, index) =>
      permission.actions.map((action, at) => ({
        action,
        path: ["executionProfiles", name, "planPermissions", index, "actions", at],
      })),
    ),
  );
  const looked = await Promise.all(
    actions.map(async ({ action, path }) => ({ path, found: await lookUpAction(action) })),
  );
  return looked.flatMap(({ path, found }): Finding[] => {
    if (found.kind !== "known" || found.readOnly) return [];
    return [
      {
        code: "plan-may-write",
        severity: "warning",
        path,
        message: `"${found.name}" changes something, and a plan runs before anyone has approved it`,
        fix: "move it to permissions, unless the plan can't do without it (a state lock)",
      },
    ];
  });
}

function loosenedPipelines({ platform }: CheckInput): Finding[] {
  return platform.pipelines.flatMap((pipeline): Finding[] => [
    ...(pipeline.build.allowPrivilegedBuildContainer
      ? [
          {
            code: "privileged-build" as const,
            severity: "warning" as const,
            path: ["pipelines", pipeline.name, "build", "allowPrivilegedBuildContainer"],
            message: `builds of "${pipeline.name}" run as root on the build host`,
            fix: "build images without a Docker daemon (kaniko, buildah, jib, ko), then remove this",
          },
        ]
      : []),
    ...(pipeline.deleteBucketWithArtifacts
      ? [
          {
            code: "artifacts-deletable" as const,
            severity: "warning" as const,
            path: ["pipelines", pipeline.name, "deleteBucketWithArtifacts"],
            message: `terraform destroy deletes all artifacts of "${pipeline.name}" for good`,
            fix: "remove this where the artifacts matter",
          },
        ]
      : []),
  ]);
}
