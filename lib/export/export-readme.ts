import type { Platform } from "../model/platform";
import { applyOrder } from "../promotion/apply-order";
import type { StackEntry } from "../promotion/waves";
import { accountName } from "../report/account-name";
import { plain } from "../report/access/markdown-cell";
import { listNames } from "../report/text/list-names";

export interface ExportedStack extends StackEntry {
  readonly accountId: string;
}

/**
 * The page that a reader of the export meets first. It names no commit and no digest of the config: either changes
 * where no Terraform does, with a comment or the order of the config, and then every export would be a diff to review.
 * What an export was made from is what is committed with it, which `gatehouse export --check` sees to.
 */
export function exportReadme(platform: Platform, stacks: readonly ExportedStack[]): string {
  const rows = applyOrder(stacks).flatMap((step, index) =>
    step.map(({ name, accountId, dependencies }) => [
      String(index + 1),
      `[${name}](stacks/${name})`,
      `${accountName(platform, accountId)} (${accountId})`,
      dependencies.length === 0 ? "–" : listNames(dependencies),
    ]),
  );
  return `${[
    "# Terraform, as Gatehouse generates it",
    "",
    "Written by `gatehouse export`. Change the config and export again: an edit made here is refused by the next export, and found by `gatehouse export --check`.",
    "",
    "Each folder below `stacks` is a root module with a state of its own, in one account. Stacks share no state and no outputs, but some must be there at AWS before others: apply them step by step. Those of one step can be applied side by side.",
    "",
    stateLine(platform),
    "",
    "| step | stack | account | after |",
    "| --- | --- | --- | --- |",
    ...rows.map((cells) => `| ${cells.map(plain).join(" | ")} |`),
    "",
    "Files that are not from the export, such as `.terraform.lock.hcl`, stay as they are.",
  ].join("\n")}\n`;
}

function stateLine({ backend }: Pick<Platform, "backend">): string {
  switch (backend.type) {
    case "local":
      return `State is in files, \`${backend.directory}/<stack>.tfstate\` beside this folder: on the machine that applies, and nowhere else.`;
    case "s3":
      return `State is in \`s3://${backend.bucket}/${backend.keyPrefix}/<stack>.tfstate\`.`;
    case "cloud":
      return `State is in the workspaces \`${backend.workspacePrefix}<stack>\` of ${backend.organization} at ${backend.hostname}. The \`cloud\` blocks are for Terraform's CLI: runs from version control ignore them.`;
  }
}
