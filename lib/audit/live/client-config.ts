/** What every client of the AWS SDK takes, without its region. */
export interface ClientConfig {
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  /** Where something else stands in AWS's place. @default AWS, or what AWS_ENDPOINT_URL says */
  readonly endpoint?: string;
  readonly forcePathStyle?: boolean;
  readonly maxAttempts?: number;
  readonly retryMode?: string;
}
