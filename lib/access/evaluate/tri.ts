/**
 * Whether something holds, by Kleene's logic: what comes out as yes or no stays so whatever the undecided parts turn out
 * to be. Text and not numbers, as it reads better in a debugger, and needs no import where it is compared.
 */
export type Tri = "no" | "unknown" | "yes";

export function both(a: Tri, b: Tri): Tri {
  if (a === "yes") return b;
  return a === "no" || b === "no" ? "no" : "unknown";
}

export function either(a: Tri, b: Tri): Tri {
  if (a === "no") return b;
  return a === "yes" || b === "yes" ? "yes" : "unknown";
}

export function not(a: Tri): Tri {
  return a === "yes" ? "no" : a === "no" ? "yes" : "unknown";
}

/** Undecided in place of yes, where AWS's documentation leaves it open. */
export function atMostUnknown(a: Tri): Tri {
  return a === "no" ? "no" : "unknown";
}

export function yesIf(holds: boolean): Tri {
  return holds ? "yes" : "no";
}
