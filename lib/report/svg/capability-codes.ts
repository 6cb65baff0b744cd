/** What a capability does, which gives its chip a colour. */
export type CapabilityKind = "reads" | "runs" | "decides" | "changes" | "own";

export interface CapabilityCode {
  readonly capability: string;
  /** Two letters for a chip; the legend says what they mean. */
  readonly code: string;
  readonly kind: CapabilityKind;
}

const KNOWN: ReadonlyMap<string, readonly [code: string, kind: CapabilityKind]> = new Map([
  ["view", ["Vi", "reads"]],
  ["start", ["St", "runs"]],
  ["stop", ["Sp", "runs"]],
  ["retry", ["Re", "runs"]],
  ["rollback", ["Rb", "runs"]],
  ["approve", ["Ap", "decides"]],
  ["gate", ["Ga", "decides"]],
  ["gate (closes only)", ["Gc", "decides"]],
  ["override", ["Ov", "decides"]],
  ["logs", ["Lo", "reads"]],
  ["artifacts", ["Ar", "reads"]],
  ["source", ["So", "changes"]],
  ["edit", ["Ed", "changes"]],
  ["inspect", ["In", "reads"]],
  ["operate", ["Op", "runs"]],
  ["audit", ["Au", "reads"]],
]);

/** A code for each of these capabilities; a team's own have capitals or a number, so that no two are alike. */
export function capabilityCodes(capabilities: Iterable<string>): CapabilityCode[] {
  const used = new Set<string>();
  return inOrder(capabilities).map((capability) => {
    const known = KNOWN.get(capability);
    if (known !== undefined) return { capability, code: known[0], kind: known[1] };
    const code = ownCodes(capability).find((candidate) => !used.has(candidate)) ?? "??";
    used.add(code);
    return { capability, code, kind: "own" };
  });
}

/** As they stand above, then a team's own by name. */
function inOrder(capabilities: Iterable<string>): string[] {
  const given = new Set(capabilities);
  return [
    ...[...KNOWN.keys()].filter((capability) => given.has(capability)),
    ...[...given].filter((capability) => !KNOWN.has(capability)).sort(),
  ];
}

function ownCodes(name: string): string[] {
  const initials = name.split("-").map((word) => word.charAt(0));
  return [
    `${initials[0] ?? ""}${initials[1] ?? name.charAt(1)}`.toUpperCase(),
    ...Array.from({ length: 99 }, (_, index) => String(index + 1)),
  ];
}
