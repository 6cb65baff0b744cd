import { createHash } from "node:crypto";
import type { ConfigPath } from "../../config/config-path";
import type { Finding, Proof, ProofCheck } from "../../access/prove/proof";
import { describeEvidence } from "./render-proof";

interface SarifInput {
  /** The config's URI, relative to the root of the repository where it is below; all findings are about it. */
  readonly uri: string;
  /** The config's text. */
  readonly source: string;
  readonly placeOf: (path: ConfigPath) => string;
  readonly version: string;
}

/**
 * Findings as code scanning takes them.
 * https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
export function toSarif({ checks }: Proof, input: SarifInput): object {
  const lines = input.source.split(/\r\n|\n|\r/);
  const fingerprints = new Map<string, number>();
  const number = (fingerprint: string) => {
    const count = (fingerprints.get(fingerprint) ?? 0) + 1;
    fingerprints.set(fingerprint, count);
    return `${fingerprint}:${count}`;
  };
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "gatehouse",
            version: input.version,
            rules: checks.map(({ id, claim }) => ({
              id,
              shortDescription: { text: claim },
              fullDescription: { text: `${claim}, by the policies that were generated.` },
              help: { text: `${claim}. \`gatehouse prove --check ${id}\` asks again.` },
              properties: { tags: ["security"], "security-severity": "8.0" },
            })),
          },
        },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { [ROOT]: { description: { text: "The root of the repository." } } },
        results: checks.flatMap((check, index) =>
          check.findings.map((finding) => ({
            ...resultOf(check, index, finding),
            locations: [{ physicalLocation: locationOf(finding, input, lines) }],
            // The one that code scanning goes by, and by which two findings at one place stay two.
            partialFingerprints: { primaryLocationLineHash: number(fingerprintOf(check, finding)) },
          })),
        ),
      },
    ],
  };
}

const ROOT = "%SRCROOT%";

function resultOf(check: ProofCheck, ruleIndex: number, finding: Finding): object {
  const { kind, message, evidence, fix, steps = [] } = finding;
  const path = steps.map(({ from, by, to }, at) => `${at + 1}. ${from} → ${by} → ${to}`);
  const statements = evidence.map((one) => `By: ${describeEvidence(one)}`);
  return {
    ruleId: check.id,
    ruleIndex,
    level: kind === "violated" ? "error" : "warning",
    message: { text: [message, ...path, ...statements, `Fix: ${fix}`].join("\n") },
  };
}

/** In the config: the stacks are generated, and in nobody's repository. From the place to the end of its line. */
function locationOf(
  { config }: Finding,
  { uri, placeOf }: SarifInput,
  lines: readonly string[],
): object {
  const place = config === undefined ? undefined : placeOf(config);
  const [, line = "1", column = "1"] = /:(\d+):(\d+)$/.exec(place ?? "") ?? [];
  const [startLine, startColumn] = [Number(line), Number(column)];
  const length = lines[startLine - 1]?.length ?? 0;
  return {
    artifactLocation: /^file:/.test(uri) ? { uri } : { uri, uriBaseId: ROOT },
    region: {
      startLine,
      startColumn,
      endLine: startLine,
      endColumn: Math.max(length, startColumn) + 1,
    },
  };
}

/** Without lines, so that it stays the same when something is written above. */
function fingerprintOf(check: ProofCheck, finding: Finding): string {
  const { kind, who, action = "", resource = "", message } = finding;
  return createHash("sha256")
    .update([check.id, kind, who, action, resource, message].join("\n"))
    .digest("hex")
    .slice(0, 32);
}
