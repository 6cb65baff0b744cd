import { computeMatrix } from "../lib/access/matrix/compute-matrix";
import { prove } from "../lib/access/prove/prove";
import { createAsk } from "../lib/access/world/ask";
import type { LoadedPlatform } from "../lib/model/load-platform";
import { renderAccess } from "../lib/report/access/render-access";
import { proofStatus, renderProof } from "../lib/report/prove/render-proof";
import { exitCodeOf } from "./commands/prove";
import type { ExitCode } from "./exit-code";
import { readTerraform } from "./load-world";
import { terminalWidth } from "./terminal-width";

/** Prints who can do what by the Terraform of a folder, and in a line whether the proof holds; all of it if it doesn't. */
export async function readAndProve(
  { platform, placeOf }: Extract<LoadedPlatform, { kind: "valid" }>,
  folder: string,
): Promise<ExitCode> {
  const world = readTerraform({ kind: "folder", folder });
  const input = { platform, world, ask: createAsk(world) };
  const width = terminalWidth();
  const matrix = computeMatrix(input);
  const proof = await prove(input);
  const text = renderProof(proof, { placeOf, width });
  const shown = proofStatus(proof) === "holds" ? text.slice(text.lastIndexOf("\n") + 1) : text;
  console.log(["", renderAccess(matrix, { platform, width }), "", shown].join("\n"));
  return exitCodeOf(proof);
}
