import type { Platform } from "../../model/platform";
import { listCapabilities } from "../capabilities/list-capabilities";
import type { World } from "../world/world";
import type { CellQuestion } from "./cell-question";
import { placeName } from "./compare-places";
import { listQuestions } from "./list-questions";

export type FoundQuestions =
  | { readonly kind: "questions"; readonly questions: readonly CellQuestion[] }
  /** A word that nobody knows, with those that are known. */
  | {
      readonly kind: "unknown";
      readonly what: "capability" | "place";
      readonly known: readonly string[];
    };

/**
 * The questions that a capability and a place come to. A place takes in what is below it: `approve` on a pipeline is
 * about each of its approvals.
 */
export function findQuestions(
  platform: Platform,
  world: World,
  capability: string,
  where: string,
): FoundQuestions {
  const known = listCapabilities(platform).map(({ name }) => name);
  if (!known.includes(capability)) return { kind: "unknown", what: "capability", known };
  const all = listQuestions(platform, world).filter((each) => each.capability === capability);
  const questions = all.filter(({ place }) => {
    const name = placeName(place);
    return (
      name === where ||
      name.startsWith(`${where}/`) ||
      (place.kind === "account" && place.accountId === where)
    );
  });
  if (questions.length > 0) return { kind: "questions", questions };
  const names = all.map(({ place }) => placeName(place));
  return { kind: "unknown", what: "place", known: [...new Set(names)].sort() };
}
