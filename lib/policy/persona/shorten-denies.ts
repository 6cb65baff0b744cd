import { LIMITS } from "../../model/limits";
import { policySize } from "../render-policy";
import type { Statement } from "../statement";

/**
 * Denies as they are while they fit where they can't be missing. Where names of pipelines take so much that they
 * don't, those of some actions on everything become one statement that is named after all of them.
 */
export function shortenDenies(denies: readonly Statement[]): readonly Statement[] {
  if (policySize(denies) <= LIMITS.permissionSetInline) return denies;
  const [first, ...rest] = denies.filter(isEverywhere);
  if (first === undefined) return denies;
  const merged = rest.reduce(
    (one, other) => ({
      ...one,
      sid: `${one.sid}${other.sid}`,
      actions: [...one.actions, ...other.actions],
      reasons: [...(one.reasons ?? []), ...(other.reasons ?? [])],
    }),
    first,
  );
  return denies.flatMap((deny) => (deny === first ? merged : isEverywhere(deny) ? [] : deny));
}

function isEverywhere({ notActions, resources, conditions }: Statement): boolean {
  return notActions === undefined && conditions === undefined && resources?.join() === "*";
}
