import { moveCommands } from "../../lib/promotion/state-move/move-commands";
import { isMoved, type StateMove } from "../../lib/promotion/state-move/state-moves";
import { deletion } from "../../lib/promotion/state-move/state-place";

interface RenderProps {
  readonly moves: readonly StateMove[];
  readonly work: string;
  /** The command that copies the journal, where there is one to copy. */
  readonly journal?: string;
}

/** The steps as commands that can be copied. */
export function renderMoves({ moves, work, journal }: RenderProps): string {
  const parts = [
    ...(journal === undefined
      ? []
      : [["# the journal of promotions, which lies beside the state", journal]]),
    ...moves.map((move) => moveCommands(move, work)).filter((lines) => lines.length > 0),
  ];
  const moved = moves.filter(isMoved);
  const end =
    moved.length === 0
      ? []
      : [
          [
            "# A stack that was never applied has no state: where its state.tfstate is empty, leave the push out.",
            `# Afterwards plan each stack: it must change nothing. Then what is left behind can go, ${work} first:`,
            "# its files are states, and may hold secrets.",
            `rm -r ${work}`,
            ...moved.map(({ from, stack }) => deletion(from, stack.folder)),
          ],
        ];
  return [...parts, ...end].map((lines) => lines.join("\n")).join("\n\n");
}
