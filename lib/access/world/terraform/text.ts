/** A string that Terraform makes, as far as it can be told without running it. */
export type Text =
  | { readonly kind: "known"; readonly text: string }
  /** `why` goes on after "because". */
  | { readonly kind: "unknown"; readonly why: string };

export function known(text: string): Text {
  return { kind: "known", text };
}

export function unknown(why: string): Text {
  return { kind: "unknown", why };
}
