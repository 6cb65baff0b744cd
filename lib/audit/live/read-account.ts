import { IAMClient } from "@aws-sdk/client-iam";
import type { AccountSnapshot } from "./account-snapshot";
import type { ClientConfig } from "./client-config";
import { readBuckets } from "./read-buckets";
import { readIam } from "./read-iam";
import { readRegion } from "./read-region";

interface ReadAccountProps {
  readonly accountId: string;
  /** Credentials that may read there. */
  readonly config: ClientConfig;
  /** Where IAM and S3, which are in no region, are asked. */
  readonly homeRegion: string;
  readonly regions: readonly string[];
  /** What the names of buckets begin with. */
  readonly prefix: string;
  readonly now: () => Date;
}

/** Reads everything of an account that has a say in who may do what. */
export async function readAccount(props: ReadAccountProps): Promise<AccountSnapshot> {
  const { accountId, config, homeRegion, regions, prefix, now } = props;
  const takenAt = now().toISOString();
  const [iam, buckets, ...others] = await Promise.all([
    readIam(new IAMClient({ ...config, region: homeRegion })),
    readBuckets(config, homeRegion, prefix),
    ...regions.map((region) => readRegion(config, region)),
  ]);
  return {
    format: 1,
    accountId,
    takenAt,
    ...iam,
    blocks: [...iam.blocks, ...buckets, ...others.flat()],
  };
}
