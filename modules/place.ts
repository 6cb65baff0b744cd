import { Token } from "cdktf";
import { type Partition, getPartition } from "../lib/model/partitions";

export interface PlaceProps {
  /** 12 digits. */
  readonly accountId: string;
  /** A region code, such as eu-west-1. */
  readonly region: string;
  /** @default what the region's name says: aws, aws-us-gov or aws-cn */
  readonly partition?: Partition["name"];
}

/**
 * An account and a region, and the ARNs of what is there. They are put together from names alone, so that one stack can
 * name what another one has yet to create.
 */
export class Place {
  readonly accountId: string;
  readonly region: string;
  private readonly partition: Partition;

  constructor({ accountId, region, partition }: PlaceProps) {
    if (!Token.isUnresolved(accountId) && !/^\d{12}$/.test(accountId)) {
      throw new Error(`"${accountId}" is no account id: give its 12 digits, as a string`);
    }
    this.accountId = accountId;
    this.region = region;
    this.partition = getPartition(partition ?? partitionOf(region));
  }

  /** Stands for the account as a whole in resource and trust policies. */
  get rootArn(): string {
    return this.arn("iam", "root", "");
  }

  /** A role by its name; `*` stands for any run of characters where a policy takes a pattern. */
  roleArn(name: string): string {
    return this.arn("iam", `role/${name}`, "");
  }

  /** A customer-managed policy by its name, such as a permissions boundary. */
  policyArn(name: string): string {
    return this.arn("iam", `policy/${name}`, "");
  }

  bucketArn(name: string): string {
    return `arn:${this.partition.name}:s3:::${name}`;
  }

  topicArn(name: string): string {
    return this.arn("sns", name);
  }

  /** A pipeline, or a stage or action below it. There is no `pipeline/` before the name. */
  pipelineArn(name: string, ...below: readonly string[]): string {
    return this.arn("codepipeline", [name, ...below].join("/"));
  }

  /** A CodeBuild project by its name. */
  projectArn(name: string): string {
    return this.arn("codebuild", `project/${name}`);
  }

  /** The report groups that a CodeBuild project makes. */
  reportGroupArn(projectName: string): string {
    return this.arn("codebuild", `report-group/${projectName}-*`);
  }

  logGroupArn(name: string): string {
    return this.arn("logs", `log-group:${name}`);
  }

  /** A CloudFormation stack by its name; its id at the end is AWS's to choose. */
  stackArn(name: string): string {
    return this.arn("cloudformation", `stack/${name}/*`);
  }

  /** Any KMS key here: ids can't be computed, so a condition on the alias has to narrow this. */
  get keysArn(): string {
    return this.arn("kms", "key/*");
  }

  /** An ARN of another service. */
  arn(service: string, resource: string, region: string = this.region): string {
    return ["arn", this.partition.name, service, region, this.accountId, resource].join(":");
  }

  /** A service in this region, such as `s3.eu-west-1.amazonaws.com`, as `kms:ViaService` and CloudWatch Logs name it. */
  serviceName(service: string): string {
    return `${service}.${this.region}.${this.partition.dnsSuffix}`;
  }
}

function partitionOf(region: string): Partition["name"] {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}
