/** Where a capability holds. Names are the config's; accounts are target accounts or `tooling`. */
export type Place =
  | { readonly kind: "pipeline"; readonly pipeline: string }
  | { readonly kind: "stage"; readonly pipeline: string; readonly stage: string }
  | {
      readonly kind: "approval";
      readonly pipeline: string;
      readonly stage: string;
      readonly action: string;
    }
  | { readonly kind: "account"; readonly account: string; readonly accountId: string };
