import type { BundleFolder } from "../bundle-folder";
import { renderAccess } from "./render-access";

const WIDTH = 100;

/** What is told beside a run in HCP Terraform of the bundle that it belongs to. */
export function runComment({ content, digest }: BundleFolder): string {
  const { wave, revision, access } = content;
  return [
    `Wave ${wave} of revision ${revision}, planned by ${content.planner}.`,
    `Apply it with \`gatehouse promote apply\`, which confirms this run, and not here: bundle ${digest}.`,
    "",
    "```",
    ...renderAccess(access, WIDTH),
    "```",
  ].join("\n");
}
