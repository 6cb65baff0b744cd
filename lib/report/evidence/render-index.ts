import type { AccessChange } from "../../access/lock/diff-locks";
import type { Proof } from "../../access/prove/proof";
import { code } from "../access/markdown-cell";
import { proofStatus } from "../prove/render-proof";
import { countOf } from "../text/count-of";
import type { Standing } from "./judge-control";
import type { JudgedFramework } from "./render-controls";

/** What a pack tells of, for whoever wants to make it again. */
export interface PackOrigin {
  /** The config's file, without its folder. */
  readonly config: string;
  /** SHA-256 of its text. */
  readonly digest: string;
  /** Of Gatehouse. */
  readonly version: string;
  /** What was looked at beside the config, as options of the command. */
  readonly options: readonly string[];
}

interface IndexInput {
  readonly origin: PackOrigin;
  readonly proof: Proof;
  readonly judged: readonly JudgedFramework[];
  /** Against what was reviewed; absent where nothing was. */
  readonly changes: readonly AccessChange[] | undefined;
  readonly files: ReadonlyMap<string, string>;
}

const STANDINGS: readonly Standing[] = ["shown", "not shown", "undecided", "violated"];

const ABOUT: Readonly<Record<string, string>> = {
  "access-changes.md": "what differs from what was reviewed",
  "access.csv": "who can do what, where, by the generated policies: a row for each",
  "access.md": "the same as a table of places",
  "approvals.csv":
    "each stage's approval, who gives it, who brings about what it lets through, and who does both",
  "controls.csv": "the controls of the frameworks, each with what stands behind it",
  "controls.md": "the same to read",
  "people.csv": "personas, their groups and members, windows of break-glass, what is looser",
  "proof.json": "every claim, how many decisions it took, and what was found",
  "reviewed-access.json": "who can do what as it was reviewed: access.lock.json",
};

/** The first page. */
export function renderIndex({ origin, proof, judged, changes, files }: IndexInput): string {
  const decisions = proof.checks.reduce((sum, check) => sum + check.decisions, 0);
  return [
    "# Evidence of access",
    "",
    `What the Terraform generated from ${code(origin.config)} lets people, pipelines, services and strangers do. It says nothing of what was changed by hand since.`,
    "",
    `- Config: SHA-256 \`${origin.digest}\``,
    `- Gatehouse ${origin.version}; the same config gives the same files: ${code(["gatehouse evidence", ...origin.options].join(" "))}`,
    `- Proof: **${proofStatus(proof)}**, ${countOf(proof.checks.length, "claim")} by ${countOf(decisions, "decision")}`,
    `- Review: ${reviewOf(changes)}`,
    "",
    "| framework | controls | shown | not shown | undecided | violated |",
    "| --- | --- | --- | --- | --- | --- |",
    ...judged.map(({ framework, controls }) => {
      const counts = STANDINGS.map((each) =>
        String(controls.filter(({ standing }) => standing === each).length),
      );
      return `| ${[framework.name, String(controls.length), ...counts].join(" | ")} |`;
    }),
    "",
    "| file | holds |",
    "| --- | --- |",
    ...[...files.keys()].sort().map((name) => `| ${code(name)} | ${aboutFile(name)} |`),
    "",
    "`SHA256SUMS` has the digests of all of them: `sha256sum -c SHA256SUMS`. What a claim means, and what isn't modelled, is in Gatehouse's docs/proof.md.",
    "",
  ].join("\n");
}

function reviewOf(changes: readonly AccessChange[] | undefined): string {
  if (changes === undefined)
    return "nothing was reviewed: there is no access.lock.json beside the config";
  return changes.length === 0
    ? "who can do what is what was reviewed"
    : `who can do what **differs** from what was reviewed, see access-changes.md`;
}

function aboutFile(name: string): string {
  return name.startsWith("policies/")
    ? "the policies of this stack, and what has each"
    : (ABOUT[name] ?? "");
}
