import { isPlanned } from "../../lib/promotion/bundle";
import { type BundleFolder, STACK_FILES } from "../../lib/promotion/bundle-folder";
import type { RemoteRuns } from "../../lib/promotion/remote-runs";
import { runComment } from "../../lib/promotion/text/run-comment";

/** Tells those who look at the runs of a bundle what they belong to. */
export async function commentRuns(
  runs: RemoteRuns | undefined,
  bundle: BundleFolder,
): Promise<void> {
  if (runs === undefined) return;
  const text = runComment(bundle);
  for (const { name } of bundle.content.stacks.filter(isPlanned))
    await runs.comment(bundle.fileOf(name, STACK_FILES.plan), text);
}
