import type { GeneratedStack } from "../../lib/promotion/generated";
import { isMoved, stateMoves } from "../../lib/promotion/state-move/state-moves";
import { statePlace } from "../../lib/promotion/state-move/state-place";
import { listNames } from "../../lib/report/text/list-names";

interface MovedStates {
  readonly message: string;
  readonly fix: string;
}

/** Stacks whose folder Terraform knows with another backend than they have now; undefined where there are none. */
export function findMoved(stacks: readonly GeneratedStack[]): MovedStates | undefined {
  const moved = stateMoves(stacks).filter(isMoved);
  const [first] = moved;
  if (first === undefined) return undefined;
  const names = listNames(moved.map(({ stack }) => stack.name));
  const [from, to] = [first.from, first.to].map((each) => statePlace(each, first.stack.folder));
  return {
    message: `the backend has changed, and the state of ${names} is where it was: ${from ?? ""}, not ${to ?? ""}`,
    fix: "npx gatehouse migrate-state tells the steps that move it, and --run runs them",
  };
}
