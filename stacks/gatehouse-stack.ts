import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { Names } from "../lib/model/names";
import type { Platform } from "../lib/model/platform";
import { compilePeople } from "../lib/policy/persona/compile-people";
import { addBackend } from "./add-backend";
import { People } from "./people";
import { requireProvider } from "./require-provider";

export interface GatehouseStackProps {
  readonly platform: Platform;
  /** The account that everything in this stack is in. */
  readonly accountId: string;
  /** The region of the default provider. */
  readonly region: string;
  /** Where the state is. @default the platform's backend */
  readonly backend?: Platform["backend"];
  /** A role that reads and writes the state in S3, by ARN. @default the credentials Terraform is run with */
  readonly stateRoleArn?: string;
  /** The role that the provider assumes, by name. @default the platform's, if it has one */
  readonly assumeRole?: string;
}

/**
 * What provider 5 and 6 both understand is all we use, so one configuration serves both; see docs/adr/0005.
 */
const AWS_PROVIDER = { source: "hashicorp/aws", version: ">= 5.100.0, < 7.0.0" };

/** One Terraform state: one account, its backend, and a provider that refuses any other account. */
export abstract class GatehouseStack extends TerraformStack {
  readonly platform: Platform;
  readonly accountId: string;
  protected readonly names: Names;
  private readonly homeRegion: string;
  private readonly assumeRole: string | undefined;
  private readonly providers = new Map<string, AwsProvider>();

  constructor(scope: Construct, id: string, props: GatehouseStackProps) {
    super(scope, id);
    this.platform = props.platform;
    this.accountId = props.accountId;
    this.homeRegion = props.region;
    this.names = new Names(props.platform);
    this.assumeRole = props.assumeRole ?? props.platform.provisionerRole;
    addBackend(this, id, props.backend ?? props.platform.backend, props.stateRoleArn);
    requireProvider(this, "aws", AWS_PROVIDER);
    this.providerFor(props.region);
  }

  /** The provider of a region; undefined where the stack's default one will do. */
  protected providerFor(region: string): AwsProvider | undefined {
    const existing = this.providers.get(region) ?? this.addProvider(region);
    return region === this.homeRegion ? undefined : existing;
  }

  /** What people need in this account, if any come here. */
  protected addPeople(regions: readonly string[]): void {
    const { platform, accountId } = this;
    const people = compilePeople(platform, accountId);
    if (people === undefined) return;
    const providerFor = (region: string) => this.providerFor(region);
    new People(this, { platform, accountId, regions, people, providerFor });
  }

  private addProvider(region: string): AwsProvider {
    const { tags } = this.platform;
    const isDefault = region === this.homeRegion;
    const provider = new AwsProvider(this, isDefault ? "aws" : `aws-${region}`, {
      region,
      alias: isDefault ? undefined : region,
      allowedAccountIds: [this.accountId],
      defaultTags: Object.keys(tags).length === 0 ? undefined : [{ tags: { ...tags } }],
      assumeRole:
        this.assumeRole === undefined
          ? undefined
          : [
              {
                roleArn: this.names.roleArn(this.accountId, this.assumeRole),
                sessionName: `gatehouse-${this.node.id}`.slice(0, 64),
              },
            ],
    });
    this.providers.set(region, provider);
    return provider;
  }
}
