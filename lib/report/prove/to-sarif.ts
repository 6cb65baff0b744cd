import { createHash } from "node:crypto";
import type { ConfigPath } from "../../config/config-path";
import type { Finding, Proof, ProofCheck } from "../../access/prove/proof";
import { describeEvidence } from "./render-proof";

interface SarifInput {
  /** The config's path, to which findings without a place of their own belong. */
  readonly file: string;
  readonly placeOf: (path: ConfigPath) => string;
  readonly version: string;
}

/**
 * Findings as code scanning takes them.
 * https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
export function toSarif({ checks }: Proof, input: SarifInput): object {
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
              help: { text: `${claim}. \`gatehouse prove --check ${id}\` asks again.` },
              properties: { tags: ["security"], "security-severity": "8.0" },
            })),
          },
        },
        columnKind: "utf16CodeUnits",
        results: checks.flatMap((check, index) =>
          check.findings.map((finding) => resultOf(check, index, finding, input)),
        ),
      },
    ],
  };
}

function resultOf(
  check: ProofCheck,
  ruleIndex: number,
  finding: Finding,
  input: SarifInput,
): object {
  const { kind, message, evidence, fix, steps = [] } = finding;
  const path = steps.map(({ from, by, to }, at) => `${at + 1}. ${from} → ${by} → ${to}`);
  const statements = evidence.map((one) => `By: ${describeEvidence(one)}`);
  return {
    ruleId: check.id,
    ruleIndex,
    level: kind === "violated" ? "error" : "warning",
    message: { text: [message, ...path, ...statements, `Fix: ${fix}`].join("\n") },
    locations: [{ physicalLocation: locationOf(finding, input) }],
    partialFingerprints: { "gatehouse/v1": fingerprintOf(check, finding) },
  };
}

/** In the config: the stacks are generated, and in nobody's repository. */
function locationOf({ config }: Finding, { file, placeOf }: SarifInput): object {
  const place = config === undefined ? undefined : placeOf(config);
  const [, line = "1", column = "1"] = /:(\d+):(\d+)$/.exec(place ?? "") ?? [];
  return {
    artifactLocation: { uri: encodeURI(file.replaceAll("\\", "/").replace(/^\.\//, "")) },
    region: { startLine: Number(line), startColumn: Number(column) },
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
