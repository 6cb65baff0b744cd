import { S3Client } from "@aws-sdk/client-s3";
import type { RoleSession } from "../credentials/role-session";
import type { Digest } from "../digest";
import { S3Objects, type S3ObjectsProps } from "../s3-objects";
import type { BundleStore } from "./bundle-store";

/** Bundles in the bucket of the states, which may hold the same secrets; each file is written once. */
export class S3BundleStore implements BundleStore {
  private readonly objects: S3Objects;

  constructor(props: S3ObjectsProps) {
    this.objects = new S3Objects("bundles", props);
  }

  /** @param credentials by default those that Terraform finds, too */
  static inRegion(
    region: string,
    credentials: (() => Promise<RoleSession>) | undefined,
    props: Omit<S3ObjectsProps, "client">,
  ): S3BundleStore {
    const config = credentials === undefined ? { region } : { region, credentials };
    return new S3BundleStore({ client: new S3Client(config), ...props });
  }

  get place(): string {
    return this.objects.place;
  }

  async list(bundle: Digest): Promise<string[]> {
    const below = `${bundle}/`;
    return (await this.objects.names({ below })).map((name) => name.slice(below.length));
  }

  read(bundle: Digest, file: string): Promise<Uint8Array> {
    return this.objects.get(`${bundle}/${file}`);
  }

  async add(bundle: Digest, file: string, content: Uint8Array): Promise<void> {
    await this.objects.add(`${bundle}/${file}`, content, "application/octet-stream");
  }
}
