import type { Finding, Proof } from "../../../../lib/access/prove/proof";
import { proofStatus, renderProof } from "../../../../lib/report/prove/render-proof";
import { toSarif } from "../../../../lib/report/prove/to-sarif";

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly [
    {
      readonly physicalLocation: {
        readonly artifactLocation: { readonly uri: string };
        readonly region: Readonly<Record<string, number>>;
      };
    },
  ];
  readonly partialFingerprints: { readonly primaryLocationLineHash: string };
}

const FINDING: Finding = {
  kind: "violated",
  message: "developer can stop",
  who: "developer",
  action: "codepipeline:StopPipelineExecution",
  evidence: [
    {
      source: { name: "policy", file: "stacks/tooling/cdk.tf.json", at: "aws_iam_policy.one" },
      path: "Statement[0]",
      sid: "Slip",
      effect: "Allow",
    },
  ],
  config: ["personas", "developer"],
  steps: [{ from: "developer", by: "iam:PassRole", to: "deploy", evidence: [] }],
  fix: "take it away",
};

const proofOf = (...findings: readonly Finding[]): Proof => ({
  checks: [
    { id: "intent", claim: "Effect is intent", decisions: 3, findings: [] },
    { id: "escalation", claim: "Nobody gains", decisions: 1, findings },
  ],
});

function resultsOf(
  findings: readonly Finding[],
  { at = "platform.yaml:12:5", uri = "config/my%20platform.yaml" } = {},
): readonly Result[] {
  const source = "\n".repeat(11) + "    grants: all\r\n";
  const sarif = toSarif(proofOf(...findings), { uri, source, placeOf: () => at, version: "1.2.3" });
  return (sarif as { runs: [{ results: Result[] }] }).runs[0].results;
}

const fingerprint = (finding: Finding, options?: { at?: string }) =>
  resultsOf([finding], options)[0]?.partialFingerprints.primaryLocationLineHash;

test("a run has a rule for each claim, and a result for each finding of its rule", () => {
  const sarif = toSarif(proofOf(FINDING, FINDING), {
    uri: "a",
    source: "",
    placeOf: () => "",
    version: "1",
  });
  expect(sarif).toMatchObject({
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "gatehouse", rules: [{ id: "intent" }, { id: "escalation" }] } },
        results: [
          { ruleId: "escalation", ruleIndex: 1 },
          { ruleId: "escalation", ruleIndex: 1 },
        ],
      },
    ],
  });
});

test("what is violated is an error, what is undecided a warning", () => {
  const levels = resultsOf([FINDING, { ...FINDING, kind: "undecided" }]).map(({ level }) => level);
  expect(levels).toEqual(["error", "warning"]);
});

test("the place is the grant's line of the config, from its column to its end", () => {
  expect(resultsOf([FINDING])[0]?.locations).toEqual([
    {
      physicalLocation: {
        artifactLocation: { uri: "config/my%20platform.yaml", uriBaseId: "%SRCROOT%" },
        region: { startLine: 12, startColumn: 5, endLine: 12, endColumn: 16 },
      },
    },
  ]);
});

test("a finding that no grant is to blame for stands at the config's beginning", () => {
  const { config: _, ...rest } = FINDING;
  expect(resultsOf([rest])[0]?.locations[0].physicalLocation.region).toEqual({
    startLine: 1,
    startColumn: 1,
    endLine: 1,
    endColumn: 2,
  });
});

test("a config outside of the repository has an absolute URI, and nothing that it is relative to", () => {
  const uri = "file:///elsewhere/platform.yaml";
  const [result] = resultsOf([FINDING], { uri });
  expect(result?.locations[0].physicalLocation.artifactLocation).toEqual({ uri });
});

test("the message has the path, the statement and the fix", () => {
  expect(resultsOf([FINDING])[0]?.message.text.split("\n")).toEqual([
    "developer can stop",
    "1. developer → iam:PassRole → deploy",
    "By: Allow Slip of policy (stacks/tooling/cdk.tf.json aws_iam_policy.one)",
    "Fix: take it away",
  ]);
});

test("a fingerprint stays when lines move, and differs by who and what", () => {
  const own = fingerprint(FINDING);
  expect(own).toMatch(/^[0-9a-f]{32}:1$/);
  expect(fingerprint(FINDING, { at: "platform.yaml:99:1" })).toBe(own);
  expect(fingerprint({ ...FINDING, who: "auditor" })).not.toBe(own);
  expect(fingerprint({ ...FINDING, action: "s3:GetObject" })).not.toBe(own);
  const twice = resultsOf([FINDING, FINDING]).map(
    ({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash,
  );
  expect(twice).toEqual([own, own?.replace(/1$/, "2")]);
});

describe("for people", () => {
  const render = (...findings: readonly Finding[]) =>
    renderProof(proofOf(...findings), { placeOf: () => "platform.yaml:12:5", width: 100 });

  test("a proof that holds ends with how much was asked", () => {
    expect(render().split("\n").at(-1)).toBe("Proved: 2 claims hold, by 4 decisions.");
    expect(proofStatus(proofOf())).toBe("holds");
  });

  test("what doesn't hold is told with its step, its line, its statement and its fix", () => {
    const text = render(FINDING, { ...FINDING, kind: "undecided" });
    expect(text).toContain("✗ escalation  Nobody gains (1 decision, 2 findings)");
    expect(text).toContain("  1. developer → iam:PassRole → deploy\n");
    expect(text).toContain("  config: platform.yaml:12:5\n");
    expect(text).toContain("  by:     Allow Slip of policy (");
    expect(text).toContain("  fix:    take it away\n");
    expect(text).toContain("Not proved: 1 violated, 1 undecided, by 4 decisions.");
  });

  test("one that is only undecided isn't violated", () => {
    expect(proofStatus(proofOf({ ...FINDING, kind: "undecided" }))).toBe("undecided");
    expect(proofStatus(proofOf({ ...FINDING, kind: "undecided" }, FINDING))).toBe("violated");
  });
});
