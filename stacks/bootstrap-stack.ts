import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import type { Construct } from "constructs";
import type { BootstrapConfig } from "../lib/config/schema/bootstrap";
import { Names, STACK_TAG } from "../lib/model/names";
import type { Platform } from "../lib/model/platform";
import { ProvisionerNames } from "../lib/model/provisioner-names";
import { compilePromotionRole } from "../lib/policy/provisioner/compile-promotion-role";
import {
  type ProvisionedStack,
  compileProvisioner,
} from "../lib/policy/provisioner/compile-provisioner";
import {
  type CompiledStateBucket,
  compileStateBucket,
} from "../lib/policy/provisioner/compile-state-bucket";
import { oidcIssuers } from "../lib/policy/provisioner/oidc-issuers";
import { provisionerBoundary } from "../lib/policy/provisioner/provisioner-boundary";
import { ArtifactKey } from "../modules/artifact-key";
import { BoundedRole } from "../modules/bounded-role";
import { expireOldVersions } from "../modules/lifecycle-rules";
import { PermissionsBoundary } from "../modules/permissions-boundary";
import { PrivateBucket } from "../modules/private-bucket";
import { GatehouseStack } from "./gatehouse-stack";
import { LOCAL_STATE } from "./local-state";

/** What one account needs before Terraform can run there as less than an administrator. */
export class BootstrapStack extends GatehouseStack {
  private readonly provisioner: ProvisionerNames;

  /** @param stacks all others of the account, finished: what their resources are decides what the roles may do */
  constructor(
    scope: Construct,
    platform: Platform,
    accountId: string,
    bootstrap: BootstrapConfig,
    stacks: readonly ProvisionedStack[],
  ) {
    const provisioner = new ProvisionerNames(platform);
    super(scope, provisioner.bootstrapStack(accountId), {
      platform,
      accountId,
      region: platform.tooling.homeRegion,
      ...(bootstrap.state === "local" ? { backend: LOCAL_STATE } : {}),
      assumeRole: bootstrap.accessRole,
      ...(compileStateBucket(platform) === undefined
        ? {}
        : // The bucket lets nobody else in who is no run of Terraform.
          {
            stateRoleArn: new Names(platform).roleArn(
              platform.tooling.accountId,
              bootstrap.accessRole,
            ),
          }),
    });
    this.provisioner = provisioner;
    this.addProviders(bootstrap);
    this.addRoles(stacks);
    if (accountId === platform.tooling.accountId) {
      const bucket = compileStateBucket(platform);
      if (bucket !== undefined) this.addStateBucket(bucket);
    }
  }

  /** An account has one provider for each issuer. */
  private addProviders(bootstrap: BootstrapConfig): void {
    if (bootstrap.oidcProviders === "existing") return;
    for (const { name, host, audience } of oidcIssuers(this.platform))
      new IamOpenidConnectProvider(this, `oidc-${name}`, {
        url: `https://${host}`,
        clientIdList: [audience],
      });
  }

  private addRoles(stacks: readonly ProvisionedStack[]): void {
    const roles = stacks.flatMap((stack) => compileProvisioner(this.platform, stack));
    const isTooling = this.accountId === this.platform.tooling.accountId;
    const promotion = isTooling ? compilePromotionRole(this.platform) : undefined;
    const boundary = new PermissionsBoundary(this, "boundary", {
      policyName: this.provisioner.boundary(),
      description: "The most that Terraform can do in this account",
      statements: provisionerBoundary(
        this.platform,
        this.accountId,
        promotion === undefined ? roles : [...roles, promotion],
      ),
    });
    for (const { name, description, trust, statements, stack, phase } of roles)
      new BoundedRole(this, `${stack}-${phase}`, {
        roleName: name,
        description,
        trust,
        statements,
        boundaryArn: boundary.arn,
        tags: { [STACK_TAG]: stack },
      });
    if (promotion !== undefined)
      new BoundedRole(this, "promotion", {
        roleName: promotion.name,
        description: promotion.description,
        trust: promotion.trust,
        statements: promotion.statements,
        boundaryArn: boundary.arn,
      });
  }

  private addStateBucket(compiled: CompiledStateBucket): void {
    const provider = this.providerFor(compiled.region);
    const { retention } = this.platform;
    const key = new ArtifactKey(this, "state-key", {
      aliasName: compiled.keyAlias,
      description: "Encrypts the state of all stacks",
      policy: compiled.keyPolicy,
      deletionWindowInDays: retention.keyDeletionDays,
      provider,
    });
    new PrivateBucket(this, "state", {
      bucketName: compiled.name,
      policy: compiled.bucketPolicy,
      kmsKeyArn: key.arn,
      lifecycleRules: expireOldVersions(retention.oldVersionDays),
      provider,
    });
  }
}
