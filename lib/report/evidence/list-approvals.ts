import type { AccessCell, AccessMatrix } from "../../access/matrix/access-matrix";
import type { World } from "../../access/world/world";
import type { Platform } from "../../model/platform";
import { csv } from "../text/csv";

/** Capabilities that bring about what is approved. */
const BRINGING_ABOUT = ["start", "edit", "override", "source"];

const COLUMNS = [
  "pipeline",
  "stage",
  "environments",
  "protected",
  "approval action",
  "who approves",
  "who brings changes about",
  "both",
] as const;

/**
 * A row for each stage after the build: the approval before it as the generated pipeline has it, and by the policies,
 * who gives it, who can bring about what it lets through, and who can do both.
 */
export function approvalsCsv(platform: Platform, world: World, matrix: AccessMatrix): string {
  const rows = platform.pipelines.flatMap((pipeline) => {
    const made = world.pipelines.find(({ name }) => name === pipeline.name);
    const holders = (capabilities: readonly string[]) =>
      subjects(
        matrix,
        ({ capability, place }) =>
          capabilities.includes(capability) &&
          place.kind !== "account" &&
          place.pipeline === pipeline.name,
      );
    // A gate of somebody who approves in this pipeline closes and never opens: claim separation-of-duties asks for it.
    const closers = holders(["approve"]);
    const openers = holders(["gate"]).filter((each) => !closers.includes(each));
    const bringers = [...new Set([...holders(BRINGING_ABOUT), ...openers])].sort();
    return pipeline.stages.map((stage) => {
      const actions =
        made?.stages
          .find(({ name }) => name === stage.name)
          ?.actions.filter(({ category }) => category === "Approval")
          .map(({ name }) => name) ?? [];
      const approvers = subjects(
        matrix,
        ({ capability, place }) =>
          capability === "approve" &&
          place.kind === "approval" &&
          place.pipeline === pipeline.name &&
          place.stage === stage.name,
      );
      return [
        pipeline.name,
        stage.name,
        stage.environments.join(" "),
        stage.protected ? "yes" : "no",
        actions.join(" "),
        approvers.join(" "),
        bringers.join(" "),
        approvers.filter((each) => bringers.includes(each)).join(" "),
      ];
    });
  });
  return csv([COLUMNS, ...rows]);
}

function subjects({ cells }: AccessMatrix, holds: (cell: AccessCell) => boolean): string[] {
  const found = cells.filter((cell) => cell.effect.kind !== "denied" && holds(cell));
  return [...new Set(found.map(({ subject }) => subject))];
}
