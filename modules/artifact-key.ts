import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { Statement } from "../lib/policy/statement";
import { policyJson } from "./policy-json";

export interface ArtifactKeyProps {
  /** Without `alias/`. Other stacks and accounts reach the key by it, since its id can't be computed. */
  readonly aliasName: string;
  readonly description: string;
  /** See `artifactKeyPolicy`. */
  readonly policy: readonly Statement[];
  /** Days the key waits before it is deleted, 7 to 30. @default 30 */
  readonly deletionWindowInDays?: number;
  /** The provider of the key's region. @default the stack's */
  readonly provider?: TerraformProvider;
  /** Lets Terraform delete the key, and with it everything it encrypts. @default false */
  readonly deleteKeyAndAllItEncrypts?: boolean;
  readonly tags?: Readonly<Record<string, string>>;
}

/** A customer-managed KMS key for artifacts, rotated every year, with an alias. */
export class ArtifactKey extends Construct {
  readonly key: KmsKey;
  readonly alias: KmsAlias;

  constructor(scope: Construct, id: string, props: ArtifactKeyProps) {
    super(scope, id);
    const { provider } = props;
    this.key = new KmsKey(this, "key", {
      description: props.description,
      policy: policyJson(props.policy),
      enableKeyRotation: true,
      deletionWindowInDays: props.deletionWindowInDays ?? 30,
      lifecycle: { preventDestroy: props.deleteKeyAndAllItEncrypts !== true },
      tags: { ...props.tags },
      provider,
    });
    this.alias = new KmsAlias(this, "alias", {
      name: `alias/${props.aliasName}`,
      targetKeyId: this.key.keyId,
      provider,
    });
  }

  get arn(): string {
    return this.key.arn;
  }
}
