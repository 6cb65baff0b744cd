import type { Audit } from "./audit";
import { Names } from "./names";
import { shortRegion } from "./partitions";
import type { Platform } from "./platform";

/** Names of the trail and of what keeps its logs, which are in accounts of their own. */
export class AuditNames {
  private readonly names: Names;

  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
  ) {
    this.names = new Names(platform);
  }

  trail(): string {
    return `${this.platform.prefix}-audit`;
  }

  /** Of a trail that records all regions there is one, in its home region. */
  trailArn(): string {
    return this.names.arn(
      "cloudtrail",
      this.region,
      this.audit.trailOwnerId,
      `trail/${this.trail()}`,
    );
  }

  bucket(): string {
    return this.inArchive("audit");
  }

  /** Takes the server access log of the logs' bucket; in the tooling account there is one already. */
  accessLogBucket(): string {
    return this.inArchive("access-logs");
  }

  /** Without `alias/`. */
  keyAlias(): string {
    return `${this.platform.prefix}-audit`;
  }

  /** The trail may be made in another account, which knows the key by this. */
  keyAliasArn(): string {
    return this.names.arn(
      "kms",
      this.region,
      this.audit.archiveAccountId,
      `alias/${this.keyAlias()}`,
    );
  }

  private inArchive(what: string): string {
    const { prefix } = this.platform;
    return [prefix, what, this.audit.archiveAccountId, shortRegion(this.region)].join("-");
  }

  private get region(): string {
    return this.platform.tooling.homeRegion;
  }
}
