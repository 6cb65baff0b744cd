import { S3Client } from "@aws-sdk/client-s3";
import type { RoleSession } from "../credentials/role-session";
import { S3Objects, type S3ObjectsProps } from "../s3-objects";
import { type JournalStore, lineName } from "./journal-store";

/** A journal in a bucket, an object for each line: S3 writes an object that must not be there yet for one only. */
export class S3Store implements JournalStore {
  private readonly objects: S3Objects;

  constructor(props: S3ObjectsProps) {
    this.objects = new S3Objects("journal", props);
  }

  /** @param credentials by default those that Terraform finds, too */
  static inRegion(
    region: string,
    credentials: (() => Promise<RoleSession>) | undefined,
    props: Omit<S3ObjectsProps, "client">,
  ): S3Store {
    const config = credentials === undefined ? { region } : { region, credentials };
    return new S3Store({ client: new S3Client(config), ...props });
  }

  get place(): string {
    return this.objects.place;
  }

  async read(from: number): Promise<string[]> {
    const names = await this.objects.names({ after: lineName(from - 1) });
    const lines = names.filter((name) => /^\d+\.jsonl$/.test(name)).sort();
    return (await this.objects.getAll(lines)).map(textOf);
  }

  async add(sequence: number, line: string): Promise<boolean> {
    const name = lineName(sequence);
    const added = await this.objects.add(name, `${line}\n`, "application/jsonl");
    // An attempt whose answer got lost may have written it, and the next one found it there.
    if (added === "there") return textOf(await this.objects.get(name)) === line;
    return added === "added";
  }
}

function textOf(content: Uint8Array): string {
  return Buffer.from(content).toString("utf8").replace(/\n$/, "");
}
