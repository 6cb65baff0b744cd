/** What differs between AWS partitions. */
export interface Partition {
  readonly name: PartitionName;
  /** Ends the names of regional endpoints, as `kms:ViaService` has them. */
  readonly dnsSuffix: string;
  readonly regions: readonly string[];
  /** @see https://docs.aws.amazon.com/general/latest/gr/console-service.html */
  readonly consoleHost: string;
  /**
   * Whom SAML assertions are for, where people sign in by the default endpoint.
   * @see https://docs.aws.amazon.com/general/latest/gr/signin-service.html
   */
  readonly samlAudience: string;
}

export type PartitionName = "aws" | "aws-us-gov" | "aws-cn";

/** @see https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html */
const PARTITIONS: Readonly<Record<PartitionName, Partition>> = {
  aws: {
    name: "aws",
    dnsSuffix: "amazonaws.com",
    consoleHost: "console.aws.amazon.com",
    samlAudience: "https://signin.aws.amazon.com/saml",
    regions: [
      "af-south-1",
      "ap-east-1",
      "ap-east-2",
      "ap-northeast-1",
      "ap-northeast-2",
      "ap-northeast-3",
      "ap-south-1",
      "ap-south-2",
      "ap-southeast-1",
      "ap-southeast-2",
      "ap-southeast-3",
      "ap-southeast-4",
      "ap-southeast-5",
      "ap-southeast-6",
      "ap-southeast-7",
      "ca-central-1",
      "ca-west-1",
      "eu-central-1",
      "eu-central-2",
      "eu-north-1",
      "eu-south-1",
      "eu-south-2",
      "eu-west-1",
      "eu-west-2",
      "eu-west-3",
      "il-central-1",
      "me-central-1",
      "me-south-1",
      "mx-central-1",
      "sa-east-1",
      "us-east-1",
      "us-east-2",
      "us-west-1",
      "us-west-2",
    ],
  },
  "aws-us-gov": {
    name: "aws-us-gov",
    dnsSuffix: "amazonaws.com",
    consoleHost: "console.amazonaws-us-gov.com",
    samlAudience: "https://signin.amazonaws-us-gov.com/saml",
    regions: ["us-gov-east-1", "us-gov-west-1"],
  },
  "aws-cn": {
    name: "aws-cn",
    dnsSuffix: "amazonaws.com.cn",
    consoleHost: "console.amazonaws.cn",
    samlAudience: "https://signin.amazonaws.cn/saml",
    regions: ["cn-north-1", "cn-northwest-1"],
  },
};

export const ALL_PARTITIONS: readonly Partition[] = Object.values(PARTITIONS);

export function getPartition(name: PartitionName): Partition {
  return PARTITIONS[name];
}

const DIRECTIONS: Readonly<Record<string, string>> = {
  central: "c",
  east: "e",
  north: "n",
  northeast: "ne",
  northwest: "nw",
  south: "s",
  southeast: "se",
  west: "w",
};

/**
 * `eu-west-1` → `euw1`: leaves room in names that AWS limits to 63 or 64 characters. No two regions share one.
 */
export function shortRegion(region: string): string {
  return region
    .split("-")
    .map((part) => DIRECTIONS[part] ?? part)
    .join("");
}
