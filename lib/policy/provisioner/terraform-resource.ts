import { type Reference, parseReference } from "./parse-reference";

/** Terraform JSON as far as permissions hang on it: plain data, so that nothing here needs CDKTF. */
export interface TerraformJson {
  readonly provider?: Readonly<Record<string, readonly Block[]>>;
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
}

export type Block = Readonly<Record<string, unknown>>;

/** Where a stack's resources are. */
export interface StackPlace {
  readonly stack: string;
  readonly partition: string;
  readonly accountId: string;
  /** Owns what is made for the whole organization, whoever makes it. */
  readonly managementAccountId: string;
}

/** A resource or data source of a finished stack, which knows the others that it refers to. */
export class TerraformResource {
  constructor(
    readonly mode: "managed" | "data",
    readonly type: string,
    readonly name: string,
    readonly region: string,
    readonly place: StackPlace,
    private readonly values: Block,
    private readonly find: (reference: Reference) => TerraformResource | undefined,
  ) {}

  get address(): string {
    return `${this.mode === "data" ? "data." : ""}${this.type}.${this.name}`;
  }

  has(argument: string): boolean {
    return this.values[argument] !== undefined;
  }

  isTrue(argument: string): boolean {
    return this.values[argument] === true;
  }

  /** @throws where the argument isn't there or is known at apply only: a policy can't name what it is about then */
  text(argument: string): string {
    const value = this.values[argument];
    if (typeof value !== "string") throw this.fault(`has no ${argument}`);
    return this.resolve(argument, value);
  }

  /** Values of a map, such as tags, those that are known at apply only left out. */
  texts(argument: string): Readonly<Record<string, string>> {
    return Object.fromEntries(
      Object.entries(this.values[argument] ?? {}).filter(
        (entry): entry is [string, string] =>
          typeof entry[1] === "string" && !entry[1].includes("${"),
      ),
    );
  }

  /** The resource that the argument refers to; undefined where it names one of another stack. */
  referred(argument: string): TerraformResource | undefined {
    const reference = parseReference(this.values[argument]);
    return reference === undefined ? undefined : this.find(reference);
  }

  /** Every string of this name, in nested blocks too, that is known before apply. */
  literals(argument: string): string[] {
    return stringsBelow(this.values, argument).filter((value) => !value.includes("${"));
  }

  arn(service: string, resource: string, where: { readonly region?: string } = {}): string {
    const { partition, accountId } = this.place;
    return ["arn", partition, service, where.region ?? this.region, accountId, resource].join(":");
  }

  iamArn(resource: string): string {
    return this.arn("iam", resource, { region: "" });
  }

  /** ARNs are put together from names, since AWS gives them back at apply only. */
  private resolve(argument: string, value: string): string {
    if (!value.includes("${")) return value;
    const reference = parseReference(value);
    const other = reference && this.find(reference);
    if (reference === undefined || other === undefined)
      throw this.fault(`has ${argument} = ${value}, which is known at apply only`);
    if (reference.attribute === "arn") return other.ownArn();
    return other.text(reference.attribute === "id" ? nameOf(other.type) : reference.attribute);
  }

  private ownArn(): string {
    const name = this.text(nameOf(this.type));
    const path = this.has("path") ? this.text("path") : "/";
    switch (this.type) {
      case "aws_iam_role":
        return this.iamArn(`role${path}${name}`);
      case "aws_iam_policy":
        return this.iamArn(`policy${path}${name}`);
      case "aws_s3_bucket":
        return `arn:${this.place.partition}:s3:::${name}`;
      case "aws_sns_topic":
        return this.arn("sns", name);
      default:
        throw this.fault("is referred to by its ARN, which can't be put together here");
    }
  }

  fault(what: string): Error {
    return new Error(
      `the permissions to apply stack ${this.place.stack} can't be told: ${this.address} ${what}`,
    );
  }
}

function nameOf(type: string): string {
  return type === "aws_s3_bucket" ? "bucket" : "name";
}

function stringsBelow(value: unknown, argument: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => stringsBelow(item, argument));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, below]) =>
    key === argument && typeof below === "string" ? [below] : stringsBelow(below, argument),
  );
}
