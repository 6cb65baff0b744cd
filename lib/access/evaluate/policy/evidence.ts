/** Where a policy comes from, for whoever has to find it. */
export interface PolicySource {
  /** Such as `identityPolicies[0]`, or the policy's own name. */
  readonly name: string;
  /** The file that it was read from. */
  readonly file?: string;
  /** Its place there, such as a Terraform address or a line of the config. */
  readonly at?: string;
}

/** A statement that decided something. */
export interface Evidence {
  readonly source: PolicySource;
  /** JSON path of the statement within its policy. */
  readonly path: string;
  readonly sid: string | undefined;
  readonly effect: "Allow" | "Deny";
}
