import type { Grant, Persona } from "../../model/people";

/** A persona's grants as a reader expects them: its own first, each list as the config has it. */
export function grantsInOrder({ name, grants }: Persona): Grant[] {
  const key = ({ kind, path: [, owner = "", , index = 0] }: Grant): (string | number)[] => [
    Number(owner !== name),
    owner,
    Number(index),
    Number(kind === "account"),
  ];
  return [...grants].sort((a, b) => compare(key(a), key(b)));
}

/** The persona that a grant is inherited from, if it is. */
export function heirloomOf({ name }: Persona, { path }: Grant): string | undefined {
  const owner = String(path[1]);
  return owner === name ? undefined : owner;
}

function compare(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index] ?? left;
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}
