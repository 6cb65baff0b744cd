import type { Construct } from "constructs";
import {
  BoundedRole,
  DeployRole,
  PermissionsBoundary,
  type Statement,
  artifactAccess,
  cloudFormationDeployStatements,
  deployBoundary,
  executionBoundary,
  trustService,
} from "../../modules";
import { AccountStack } from "./account-stack";
import {
  NAMES,
  ROLES,
  artifacts,
  executionRoleArn,
  organizationId,
  production,
  tooling,
} from "./names";

const stackArn = production.stackArn(NAMES.cloudFormationStack);

/** What the deployed stack may consist of. Make it yours. */
const resources: readonly Statement[] = [
  {
    sid: "Queues",
    actions: ["sqs:CreateQueue", "sqs:GetQueueAttributes", "sqs:SetQueueAttributes"],
    resources: [production.arn("sqs", "shop-*")],
  },
];

/** The account that is deployed to: what the pipeline may step into, and what then changes resources. */
export class ProductionStack extends AccountStack {
  constructor(scope: Construct) {
    super(scope, "production", production);
    this.createDeployRole();
    this.createExecutionRole();
  }

  /** CodePipeline steps into this one. It can change one stack, by the execution role alone. */
  private createDeployRole(): void {
    const statements = cloudFormationDeployStatements({
      stackArns: [stackArn],
      executionRoleArn,
      changeSetNames: [NAMES.stage],
      direct: false,
      transformArns: [],
      artifacts: [artifacts],
    });
    const boundary = new PermissionsBoundary(this, "deploy-boundary", {
      policyName: NAMES.deployBoundary,
      description: "The most that the shop's pipeline can do here itself",
      statements: deployBoundary(statements),
    });
    new DeployRole(this, "deploy-role", {
      roleName: ROLES.deploy,
      description: "Deploys the shop",
      toolingAccountId: tooling.accountId,
      organizationId,
      trustedRoleArns: [tooling.roleArn(ROLES.pipeline)],
      boundaryArn: boundary.arn,
      statements,
    });
  }

  /** CloudFormation changes resources as this one, for this stack alone. */
  private createExecutionRole(): void {
    const statements = [...resources, ...artifactAccess([artifacts], { read: true })];
    const boundary = new PermissionsBoundary(this, "execution-boundary", {
      policyName: NAMES.executionBoundary,
      description: "The most that the shop's deployments can do",
      statements: executionBoundary({
        allowed: statements,
        boundaryArn: production.policyArn(NAMES.executionBoundary),
      }),
    });
    new BoundedRole(this, "execution-role", {
      roleName: ROLES.execution,
      description: "Changes the shop's resources",
      trust: trustService("cloudformation.amazonaws.com", {
        accountId: production.accountId,
        sourceArns: [stackArn],
        saysForWhat: false,
      }),
      boundaryArn: boundary.arn,
      statements,
    });
  }
}
