import { countOf } from "../../report/text/count-of";
import { renderTable } from "../../report/text/render-table";
import type { BundleFolder } from "../bundle-folder";
import { shortDigest } from "../digest";
import { describeStack } from "./describe-stack";
import { renderAccess } from "./render-access";

/** What a bundle would do, for whoever reviews it. */
export function renderBundle({ path, content, digest }: BundleFolder, width: number): string {
  const { wave, revision, replaces, rollback, access, stacks } = content;
  const from = replaces === undefined ? "the first" : `after ${shortDigest(replaces)}`;
  const planned = stacks.filter(({ kind }) => kind === "planned").length;
  return [
    `Wave ${wave}${content.protected ? " (protected)" : ""}: revision ${shortDigest(revision)}, ${from}${rollback ? ", which it takes back" : ""}.`,
    "",
    ...renderTable(
      stacks.map((stack) => [stack.name, describeStack(stack)]),
      { width },
    ),
    "",
    ...renderAccess(access, width),
    "",
    `${countOf(planned, "plan")} in ${path}, as text in stacks/*/plan.txt. Digest ${digest}.`,
  ].join("\n");
}
