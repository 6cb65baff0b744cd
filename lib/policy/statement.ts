import type { ConfigPath } from "../config/config-path";

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

/** What a statement is for, and where the config says so. */
export interface Reason {
  /** In words, such as "start". */
  readonly text: string;
  readonly path?: ConfigPath;
}

/** One policy statement as data. Rendered once, by {@link renderPolicy}. */
export interface Statement {
  /** Says in one word what the statement is for; letters and digits only. */
  readonly sid: string;
  /** @default "Allow" */
  readonly effect?: "Allow" | "Deny";
  readonly actions: readonly string[];
  /** Left out in trust policies only, where the role itself is meant. */
  readonly resources?: readonly string[];
  /** In place of `actions`, which are then empty: everything but these. Only in denies, where what is forgotten is denied. */
  readonly notActions?: readonly string[];
  /** In place of `resources`: everything but these. Only in denies. */
  readonly notResources?: readonly string[];
  /** Only in resource policies. */
  readonly principals?: Principals;
  readonly conditions?: Conditions;
  /** For whoever reads the policy; not part of it. */
  readonly reasons?: readonly Reason[];
}
