import type { Finding } from "../../config/problem";
import type { Check } from "./check";

/** Settings that are looser than the default are taken, and shown. */
export const checkLoosened: Check = ({ platform }) =>
  platform.pipelines.flatMap((pipeline): Finding[] => [
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
