import type { AccessLock } from "../../access/lock/access-lock";
import { writeLock } from "../../access/lock/access-lock";
import { diffLocks } from "../../access/lock/diff-locks";
import type { AccessMatrix } from "../../access/matrix/access-matrix";
import type { Proof } from "../../access/prove/proof";
import type { World } from "../../access/world/world";
import type { Platform } from "../../model/platform";
import { accessMarkdown } from "../access/access-markdown";
import { currentLock } from "../access/current-lock";
import { accessCsv } from "../access/list-access";
import { renderChangesMarkdown } from "../access/render-changes";
import { proofStatus } from "../prove/render-proof";
import type { PackFile } from "./control";
import { FRAMEWORKS } from "./frameworks";
import { judgeControl } from "./judge-control";
import { approvalsCsv } from "./list-approvals";
import { peopleCsv } from "./list-people";
import { type PackOrigin, renderIndex } from "./render-index";
import { controlsCsv, controlsMarkdown } from "./render-controls";
import { type WrittenPolicy, writtenPolicies } from "./written-policies";

export interface PackInput {
  readonly platform: Platform;
  readonly world: World;
  readonly matrix: AccessMatrix;
  readonly proof: Proof;
  /** Who can do what as it was reviewed; absent where there is no lock file. */
  readonly reviewed?: AccessLock;
  readonly origin: PackOrigin;
}

/** The files of an evidence pack by name, sorted; the same for the same config. */
export function evidencePack(input: PackInput): Map<string, string> {
  const { platform, world, matrix, proof, reviewed, origin } = input;
  const policies = writtenPolicies(world);
  const tables = new Map<PackFile, string>([
    ["access.csv", accessCsv(matrix)],
    ["approvals.csv", approvalsCsv(platform, world, matrix)],
    ["people.csv", peopleCsv(platform)],
    ["proof.json", json({ status: proofStatus(proof), ...proof, unmodelled: world.unmodelled })],
    ...(reviewed === undefined ? [] : [["reviewed-access.json", writeLock(reviewed)] as const]),
  ]);
  const changes =
    reviewed === undefined ? undefined : diffLocks(reviewed, currentLock(platform, matrix));
  const grounds = { proof, policies, files: [...tables.keys()] };
  const judged = FRAMEWORKS.map((framework) => ({
    framework,
    controls: framework.controls.map((control) => judgeControl(control, grounds)),
  }));
  const files = new Map<string, string>([
    ...tables,
    ["access.md", accessMarkdown(matrix)],
    ["controls.csv", controlsCsv(judged)],
    ["controls.md", controlsMarkdown(judged)],
    ...policyFiles(policies),
    ...(changes === undefined || changes.length === 0
      ? []
      : [["access-changes.md", renderChangesMarkdown(changes, "what was reviewed")] as const]),
  ]);
  files.set("README.md", renderIndex({ origin, proof, judged, changes, files }));
  return new Map([...files].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** A file for each stack, with every policy that is written there. */
function policyFiles(policies: readonly WrittenPolicy[]): [string, string][] {
  const stacks = new Map<string, WrittenPolicy[]>();
  for (const policy of policies) {
    const name = stackOf(policy.file);
    stacks.set(name, [...(stacks.get(name) ?? []), policy]);
  }
  return [...stacks].map(([name, of]) => [
    `policies/${name}.json`,
    json(
      of.map(({ name: policy, at, holders, document }) => ({
        policy,
        terraform: at,
        holders,
        document,
      })),
    ),
  ]);
}

/** `tooling` of `stacks/tooling/cdk.tf.json`; what was read from elsewhere keeps its name, without its folders. */
function stackOf(file: string): string {
  const [, stack] = /(?:^|\/)stacks\/([^/]+)\/[^/]+$/.exec(file) ?? [];
  return stack ?? (file.split("/").at(-1) ?? file).replace(/\.json$/, "");
}

function json(content: unknown): string {
  return `${JSON.stringify(content, null, 2)}\n`;
}
