import {
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import type { RoleSession } from "../credentials/role-session";
import { Refusal } from "../refusal";
import { Semaphore } from "../terraform/semaphore";
import { type JournalStore, lineName } from "./journal-store";

interface S3StoreProps {
  readonly client: S3Client;
  readonly bucket: string;
  /** What the keys begin with, without a slash at the end. */
  readonly prefix: string;
  readonly kmsKeyArn?: string;
}

const READS_AT_A_TIME = 16;

/**
 * A journal in a bucket, an object for each line: S3 writes an object that must not be there yet for one only.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export class S3Store implements JournalStore {
  readonly place: string;

  constructor(private readonly props: S3StoreProps) {
    this.place = `s3://${props.bucket}/${props.prefix}`;
  }

  /** @param credentials by default those that Terraform finds, too */
  static inRegion(
    region: string,
    credentials: (() => Promise<RoleSession>) | undefined,
    props: Omit<S3StoreProps, "client">,
  ): S3Store {
    const config = credentials === undefined ? { region } : { region, credentials };
    return new S3Store({ client: new S3Client(config), ...props });
  }

  async read(from: number): Promise<string[]> {
    const keys = await this.told(() => this.keys(from));
    const reading = new Semaphore(READS_AT_A_TIME);
    return this.told(() => Promise.all(keys.map((key) => reading.run(() => this.get(key)))));
  }

  async add(sequence: number, line: string): Promise<boolean> {
    const { client, bucket, kmsKeyArn } = this.props;
    const key = this.keyOf(sequence);
    return this.told(async () => {
      try {
        await client.send(
          new PutObjectCommand({
            Bucket: bucket,
            Key: key,
            Body: `${line}\n`,
            ContentType: "application/jsonl",
            IfNoneMatch: "*",
            ...(kmsKeyArn === undefined
              ? {}
              : { ServerSideEncryption: "aws:kms" as const, SSEKMSKeyId: kmsKeyArn }),
          }),
        );
        return true;
      } catch (error) {
        // 409: another write of it is on its way.
        if (statusOf(error) === 409) return false;
        if (statusOf(error) !== 412) throw error;
        // An attempt whose answer got lost may have written it, and the next one found it there.
        return (await this.get(key)) === line;
      }
    });
  }

  private async keys(from: number): Promise<string[]> {
    const { client, bucket, prefix } = this.props;
    const keys: string[] = [];
    let token: string | undefined;
    do {
      const page = await client.send(
        new ListObjectsV2Command({
          Bucket: bucket,
          Prefix: `${prefix}/`,
          // Lists what comes after it.
          StartAfter: this.keyOf(from - 1),
          ContinuationToken: token,
        }),
      );
      keys.push(...(page.Contents ?? []).flatMap(({ Key }) => (Key === undefined ? [] : [Key])));
      token = page.NextContinuationToken;
    } while (token !== undefined);
    return keys.filter((key) => /\/\d+\.jsonl$/.test(key)).sort();
  }

  private async get(key: string): Promise<string> {
    const { client, bucket } = this.props;
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return ((await Body?.transformToString("utf8")) ?? "").replace(/\n$/, "");
  }

  private keyOf(sequence: number): string {
    return `${this.props.prefix}/${lineName(sequence)}`;
  }

  /** Says where, and what to do, of whatever S3 or the credentials have to say. */
  private async told<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof S3ServiceException) && !isOfCredentials(error)) throw error;
      throw new Refusal(
        `the journal in ${this.place} can't be reached: ${error.name}: ${error.message}`,
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
