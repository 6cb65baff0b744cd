/** Condition operator → condition key → values, as IAM has it. */
export type Conditions = Readonly<
  Record<string, Readonly<Record<string, string | readonly string[]>>>
>;

export type Principals =
  | "*"
  | {
      readonly AWS?: readonly string[];
      readonly Service?: readonly string[];
      readonly Federated?: readonly string[];
    };

/** One policy statement as data. Rendered once, by {@link renderPolicy}. */
export interface Statement {
  /** Says in one word what the statement is for; letters and digits only. */
  readonly sid: string;
  /** @default "Allow" */
  readonly effect?: "Allow" | "Deny";
  readonly actions: readonly string[];
  /** Left out in trust policies only, where the role itself is meant. */
  readonly resources?: readonly string[];
  /** Only in resource policies. */
  readonly principals?: Principals;
  readonly conditions?: Conditions;
}
