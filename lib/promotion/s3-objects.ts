import {
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { Refusal } from "./refusal";
import { Semaphore } from "./terraform/semaphore";

export interface S3ObjectsProps {
  readonly client: S3Client;
  readonly bucket: string;
  /** What the keys begin with, without a slash at the end. */
  readonly prefix: string;
  readonly kmsKeyArn?: string;
}

interface Names {
  readonly below?: string;
  readonly after?: string;
}

const READS_AT_A_TIME = 16;

/** What lies below a prefix of a bucket, by names without it. */
export class S3Objects {
  readonly place: string;

  /** @param what is kept there, for people */
  constructor(
    private readonly what: string,
    private readonly props: S3ObjectsProps,
  ) {
    this.place = `s3://${props.bucket}/${props.prefix}`;
  }

  /** Sorted as S3 sorts: those that begin with `below`, and come after `after`. */
  names({ below = "", after }: Names = {}): Promise<string[]> {
    const { client, bucket, prefix } = this.props;
    const start = after ?? below;
    return this.told(async () => {
      const names: string[] = [];
      let token: string | undefined;
      do {
        const page = await client.send(
          new ListObjectsV2Command({
            Bucket: bucket,
            Prefix: `${prefix}/${below}`,
            StartAfter: `${prefix}/${start}`,
            ContinuationToken: token,
          }),
        );
        names.push(...(page.Contents ?? []).map(({ Key = "" }) => Key.slice(prefix.length + 1)));
        token = page.NextContinuationToken;
      } while (token !== undefined);
      return names;
    });
  }

  get(name: string): Promise<Uint8Array> {
    const { client, bucket, prefix } = this.props;
    return this.told(async () => {
      const asked = new GetObjectCommand({ Bucket: bucket, Key: `${prefix}/${name}` });
      const { Body } = await client.send(asked);
      return (await Body?.transformToByteArray()) ?? new Uint8Array();
    });
  }

  getAll(names: readonly string[]): Promise<Uint8Array[]> {
    const reading = new Semaphore(READS_AT_A_TIME);
    return Promise.all(names.map((name) => reading.run(() => this.get(name))));
  }

  /**
   * Writes an object that must not be there yet, for one writer only.
   * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
   *
   * @returns `there` where one is, `busy` where another write of it is on its way
   */
  add(name: string, body: string | Uint8Array, type: string): Promise<"added" | "there" | "busy"> {
    const { client, bucket, prefix, kmsKeyArn } = this.props;
    return this.told(async () => {
      try {
        await client.send(
          new PutObjectCommand({
            Bucket: bucket,
            Key: `${prefix}/${name}`,
            Body: body,
            ContentType: type,
            IfNoneMatch: "*",
            ...(kmsKeyArn === undefined
              ? {}
              : { ServerSideEncryption: "aws:kms" as const, SSEKMSKeyId: kmsKeyArn }),
          }),
        );
        return "added";
      } catch (error) {
        if (statusOf(error) === 409) return "busy";
        if (statusOf(error) === 412) return "there";
        throw error;
      }
    });
  }

  /** Says where, and what to do, of whatever S3 or the credentials have to say. */
  private async told<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof S3ServiceException) && !isOfCredentials(error)) throw error;
      throw new Refusal(
        `the ${this.what} in ${this.place} can't be reached: ${error.name}: ${error.message}`,
        "give credentials that may list, read and write there, as Terraform needs for its state",
      );
    }
  }
}

function statusOf(error: unknown): number | undefined {
  return error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
}

function isOfCredentials(error: unknown): error is Error {
  return error instanceof Error && /Credentials|Token/.test(error.name);
}
