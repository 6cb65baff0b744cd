/** One Terraform state as it was generated, planned or stored, whatever the kind of file it came in. */
export interface TerraformStack {
  readonly name: string;
  /** As problems and evidence name it. */
  readonly file: string;
  readonly blocks: readonly TerraformBlock[];
  /** What of it wasn't read, by address, and what that means. */
  readonly unread: readonly { readonly address: string; readonly what: string }[];
}

/** A resource or a data source. Strings in `values` are Terraform templates: `${…}` refers, `$${…}` is text. */
export interface TerraformBlock {
  readonly mode: "managed" | "data";
  /** Such as `aws_iam_role`. */
  readonly type: string;
  readonly name: string;
  /** The module it is in, as `module.a.module.b.`, or empty. References don't leave it. */
  readonly scope: string;
  /** Of `count` or `for_each`: `[0]`, `["a"]`, or empty. */
  readonly index: string;
  readonly address: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** Unknown where neither its provider nor an ARN says it. */
  readonly accountId: string | undefined;
  readonly region: string | undefined;
  /** The provider's, which the resource's own tags override. */
  readonly defaultTags: Readonly<Record<string, unknown>>;
  readonly stack: string;
  readonly file: string;
}
