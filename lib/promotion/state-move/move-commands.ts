import { join, relative } from "node:path";
import type { BackendBlock } from "./backend-block";
import type { StateMove } from "./state-moves";
import { statePlace } from "./state-place";

/** Where a stack's state lies on its way. */
export const MOVED_STATE = "state.tfstate";

/**
 * The commands of one stack, for a shell. Each backend is asked from a folder of its own, so that the stack's folder
 * turns to the new one when the state is there, and not before. `init -migrate-state` does it in one, but not from HCP
 * Terraform, and to HCP Terraform only by answers to questions.
 */
export function moveCommands(move: StateMove, work: string): string[] {
  const { stack } = move;
  switch (move.kind) {
    case "move": {
      const [from, to] = [join(work, stack.name, "from"), join(work, stack.name, "to")];
      const state = quoted(join(work, stack.name, MOVED_STATE));
      const places = [move.from, move.to].map((block) => statePlace(block, stack.folder));
      return [
        `# ${stack.name}: from ${places.join(" to ")}`,
        terraform(from, "init"),
        `${terraform(from, "state pull")} > ${state}`,
        terraform(to, "init"),
        terraform(to, `state push ../${MOVED_STATE}`),
        ...initialize(stack.folder, move.to),
      ];
    }
    case "initialize":
      return [
        `# ${stack.name}: the state stays in ${statePlace(move.to, stack.folder)}`,
        ...initialize(stack.folder, move.to),
      ];
    case "in-place":
    case "unknown":
      return [];
  }
}

/** What makes Terraform forget the backend that it knows. For HCP Terraform it has no option that does. */
function initialize(folder: string, { type }: BackendBlock): string[] {
  const note = join(relative(".", folder), ".terraform", "terraform.tfstate");
  const path = relative(".", folder);
  return type === "cloud"
    ? [`rm -f ${quoted(note)}`, terraform(path, "init")]
    : [terraform(path, "init -reconfigure")];
}

function terraform(folder: string, command: string): string {
  return `terraform -chdir=${quoted(folder)} ${command}`;
}

function quoted(path: string): string {
  return /^[\w./@-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
