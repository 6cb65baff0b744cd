import { existsSync } from "node:fs";
import { join } from "node:path";
import { CHECKS } from "../../../../lib/access/prove/all-checks";
import type { Proof, ProofCheck } from "../../../../lib/access/prove/proof";
import type { Control, Pointer } from "../../../../lib/report/evidence/control";
import { FRAMEWORKS } from "../../../../lib/report/evidence/frameworks";
import { judgeControl } from "../../../../lib/report/evidence/judge-control";
import type { WrittenPolicy } from "../../../../lib/report/evidence/written-policies";

const ROOT = join(__dirname, "../../../..");
const CONTROLS = FRAMEWORKS.flatMap(({ id: framework, controls }) =>
  controls.map((control) => ({ name: `${framework} ${control.id}`, control })),
);

test.each(CONTROLS)(
  "$name points to a claim or a statement, and each to what there is",
  ({ control }) => {
    const { evidence } = control;
    expect(evidence.some((each) => "claim" in each || "statement" in each)).toBe(true);
    const claims = CHECKS.map(({ id }) => id);
    for (const pointer of evidence) {
      if ("claim" in pointer) expect(claims).toContain(pointer.claim);
      if ("test" in pointer) expect(existsSync(join(ROOT, pointer.test))).toBe(true);
    }
  },
);

test("every claim stands behind some control", () => {
  const used = CONTROLS.flatMap(({ control }) =>
    control.evidence.flatMap((each) => ("claim" in each ? [each.claim] : [])),
  );
  expect(CHECKS.map(({ id }) => id).filter((id) => !used.includes(id))).toEqual([]);
});

const HOLDS: ProofCheck = { id: "intent", claim: "…", decisions: 3, findings: [] };
const FOUND = { message: "…", who: "…", evidence: [], fix: "…" };
const POLICY: WrittenPolicy = {
  name: "inline policy of web",
  file: "stacks/tooling/cdk.tf.json",
  holders: [],
  sids: ["NoUsersOrKeys2"],
  document: {},
};

describe("a control", () => {
  test("is shown where all that it points to is there and holds", () => {
    expect(
      judge([{ claim: "intent" }, { statement: "NoUsersOrKeys" }, { file: "access.csv" }]),
    ).toEqual({
      standing: "shown",
      evidence: [
        "claim intent: holds (3 decisions)",
        "statement NoUsersOrKeys: in 1 policy, such as inline policy of web (stacks/tooling/cdk.tf.json)",
        "access.csv",
      ],
    });
  });

  test("is violated where one claim is, whatever else holds", () => {
    const checks: ProofCheck[] = [
      HOLDS,
      { ...HOLDS, id: "outside", findings: [{ ...FOUND, kind: "violated" }] },
      { ...HOLDS, id: "keys", findings: [{ ...FOUND, kind: "undecided" }] },
    ];
    const pointers = [{ claim: "intent" }, { claim: "keys" }, { claim: "outside" }];
    expect(judge(pointers, checks).standing).toBe("violated");
    expect(judge(pointers.slice(0, 2), checks).standing).toBe("undecided");
    expect(judge(pointers.slice(0, 1), checks).standing).toBe("shown");
  });

  test("is not shown by a claim that asked nothing, a statement or file that isn't there", () => {
    expect(judge([{ claim: "intent" }], [{ ...HOLDS, decisions: 0 }]).standing).toBe("not shown");
    expect(judge([{ claim: "keys" }]).standing).toBe("not shown");
    expect(judge([{ statement: "NoUsers" }]).standing).toBe("not shown");
    expect(judge([{ file: "reviewed-access.json" }])).toEqual({
      standing: "not shown",
      evidence: ["reviewed-access.json: not there"],
    });
  });
});

function judge(evidence: readonly Pointer[], checks: Proof["checks"] = [HOLDS]) {
  const control: Control = { id: "X-1", about: "…", how: "…", evidence, yours: "…" };
  const { control: judged, ...rest } = judgeControl(control, {
    proof: { checks },
    policies: [POLICY],
    files: ["access.csv"],
  });
  expect(judged).toBe(control);
  return rest;
}
