/** How the names of a partition's services end, as in `kms:ViaService`. */
export function dnsSuffix(partition: string): string {
  return SUFFIXES[partition] ?? "amazonaws.com";
}

/** https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html and, for China, https://docs.amazonaws.cn/en_us/aws/latest/userguide/endpoints-arns.html */
const SUFFIXES: Readonly<Record<string, string>> = {
  aws: "amazonaws.com",
  "aws-cn": "amazonaws.com.cn",
  "aws-us-gov": "amazonaws.com",
};
