export {
  AccessControlAttributes,
  type AccessControlAttributesProps,
} from "./access-control-attributes";
export { AccessLogBucket, type AccessLogBucketProps } from "./access-log-bucket";
export { ApprovalTopic, type ApprovalTopicProps } from "./approval-topic";
export { ArtifactKey, type ArtifactKeyProps } from "./artifact-key";
export { artifactLocation, type ArtifactLocationProps } from "./artifact-location";
export { ArtifactStore, type ArtifactStoreProps } from "./artifact-store";
export { AssumingGroup, type AssumingGroupProps } from "./assuming-group";
export { AuditBucket, type AuditBucketProps } from "./audit-bucket";
export { AuditTrail, type AuditTrailProps, type TrailEvents } from "./audit-trail";
export { BoundedRole, type BoundedRoleProps } from "./bounded-role";
export { BuildProject, type BuildProjectProps } from "./build-project";
export { DeployRole, type DeployRoleProps } from "./deploy-role";
export type { Dependency } from "./depend-on";
export { IdentityGroup, type IdentityGroupProps, type IdentityGroupSource } from "./identity-group";
export {
  type CustomerManagedPolicy,
  PermissionSet,
  type PermissionSetProps,
} from "./permission-set";
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
export { Place, type PlaceProps } from "./place";
export { accessLogPolicyAt, keyPolicyAt, type KeyUsers, topicPolicyAt } from "./place-policies";
export { PrivateBucket, type PrivateBucketProps } from "./private-bucket";
export { UseAlarm, type UseAlarmProps } from "./use-alarm";
export { type ArtifactLocation, artifactAccess } from "../lib/policy/artifact-access";
export {
  auditBucketPolicy,
  type AuditBucketPolicyProps,
} from "../lib/policy/audit/audit-bucket-policy";
export { auditKeyPolicy, type AuditKeyPolicyProps } from "../lib/policy/audit/audit-key-policy";
export { deployBoundary, executionBoundary, toolingBoundary } from "../lib/policy/boundaries";
export type { ArtifactReaders } from "../lib/policy/bucket-policies";
export type { Conditions, Principals, Statement } from "../lib/policy/statement";
export {
  cloudFormationDeployStatements,
  ecsDeployStatements,
  roleCreationStatements,
  terraformDeployStatements,
} from "../lib/policy/target-roles";
export {
  approvalActionStatements,
  buildActionStatements,
  connectionUseStatements,
  pipelineRoleStatements,
  projectRoleStatements,
  sourceActionStatements,
} from "../lib/policy/tooling-roles";
export { trustRoles, trustService } from "../lib/policy/trust";
export {
  Workspace,
  type WorkspaceExecution,
  type WorkspacePermissions,
  type WorkspaceProps,
  type WorkspaceRepository,
} from "./workspace";
