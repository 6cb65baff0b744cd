import { type Moved, StateMover } from "../../lib/promotion/state-move/move-state";
import type { StateMove } from "../../lib/promotion/state-move/state-moves";
import { statePlace } from "../../lib/promotion/state-move/state-place";
import { TerraformFailed } from "../../lib/promotion/terraform/run-terraform";
import { describeFailure } from "../../lib/promotion/text/describe-failure";
import { countOf } from "../../lib/report/text/count-of";
import { terraformBinary } from "../terraform-binary";
import { untilInterrupted } from "../until-interrupted";

type Step = Exclude<StateMove, { kind: "in-place" | "unknown" }>;

/** Moves one state after the other, until one can't be moved. @returns whether all are where they are to be */
export function runMoves(moves: readonly StateMove[], work: string): Promise<boolean> {
  const binary = terraformBinary();
  const steps = moves.filter(
    (move): move is Step => move.kind === "move" || move.kind === "initialize",
  );
  return untilInterrupted(async (signal) => {
    const mover = new StateMover({ binary, env: process.env, work, signal });
    for (const [index, move] of steps.entries()) {
      try {
        const moved = await mover.run(move);
        console.error(
          `${move.stack.name}: ${describe(moved, move)} (${index + 1} of ${steps.length})`,
        );
      } catch (error) {
        if (!(error instanceof TerraformFailed)) throw error;
        console.error(
          `\nterraform of ${error.of} failed:\n${describeFailure(error.output)}\n\n${index} of ${countOf(steps.length, "stack")} are done\n  fix: mend what Terraform says, and run the same command again: it goes on where it stopped`,
        );
        return false;
      }
    }
    return true;
  });
}

function describe(moved: Moved, { stack, to }: Step): string {
  const place = statePlace(to, stack.folder);
  switch (moved.kind) {
    case "moved":
    case "already-there": {
      const { serial, resources } = moved.state;
      const is = moved.kind === "moved" ? "is in" : "was in";
      return `serial ${serial} with ${countOf(resources, "resource")} ${is} ${place}${moved.kind === "moved" ? "" : " already"}`;
    }
    case "no-state":
      return "it has no state yet";
    case "initialized":
      return `initialized for ${place}`;
  }
}
