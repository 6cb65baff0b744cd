export { AccessLogBucket, type AccessLogBucketProps } from "./access-log-bucket";
export { ApprovalTopic, type ApprovalTopicProps } from "./approval-topic";
export { ArtifactKey, type ArtifactKeyProps } from "./artifact-key";
export { ArtifactStore, type ArtifactStoreProps } from "./artifact-store";
export { BoundedRole, type BoundedRoleProps } from "./bounded-role";
export { BuildProject, type BuildProjectProps } from "./build-project";
export { DeployRole, type DeployRoleProps } from "./deploy-role";
export { PermissionSet, type PermissionSetProps } from "./permission-set";
export { PermissionsBoundary, type PermissionsBoundaryProps } from "./permissions-boundary";
export { Pipeline, type PipelineProps, type PipelineStage } from "./pipeline";
export {
  cloudFormation,
  codeBuild,
  connectionSource,
  ecsDeploy,
  manualApproval,
  type PipelineAction,
} from "./pipeline-action";
export { type ArtifactLocation, artifactAccess } from "../lib/policy/artifact-access";
export { artifactKeyPolicy, type ArtifactKeyPolicyProps } from "../lib/policy/artifact-key-policy";
export { accessLogBucketPolicy, type ArtifactReaders } from "../lib/policy/bucket-policies";
export type { Conditions, Principals, Statement } from "../lib/policy/statement";
export { cloudFormationDeployStatements, ecsDeployStatements } from "../lib/policy/target-roles";
export { approvalTopicPolicy } from "../lib/policy/tooling-roles";
export { trustRoles, trustService } from "../lib/policy/trust";
