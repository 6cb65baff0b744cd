import { CHECKS } from "../../../../lib/access/prove/all-checks";
import {
  isCaught,
  type ProvingGround,
  provingGround,
} from "../../../support/mutations/proving-ground";
import { GOLDEN, SHIPPED, STARTUP, WITHOUT_IDENTITY_CENTER } from "../../../support/synth-platform";

describe.each([SHIPPED, STARTUP, WITHOUT_IDENTITY_CENTER])("what is shipped", (file) => {
  it("holds in every claim, and asks something for most", async () => {
    const ground = await provingGround(file);
    const { checks } = await ground.proveOutput(ground.output);
    expect(checks.flatMap(({ findings }) => findings)).toEqual([]);
    expect(checks.map(({ id }) => id)).toEqual(CHECKS.map(({ id }) => id));
    const silent = checks.filter(({ decisions }) => decisions === 0).map(({ id }) => id);
    expect(silent.filter((id) => id !== "windows")).toEqual([]);
  });
});

/** A slip, by the end of its name, and the claim that must notice it. */
const SLIPS: readonly [slip: string, claim: string][] = [
  ["NoAssignments: drop the deny", "guard-rails"],
  ["NoOwnBuilds: drop the deny", "approval-bypass"],
  ["View: allow every action", "intent"],
  [": no approvals", "approvals"],
  ["OnlyTls: drop the deny", "transport"],
  [": no boundary", "boundaries"],
  ["DeployRole: allow on every resource", "machine-roles"],
  ["AccessLogs: allow every action", "statements"],
  [": assigned to a user", "membership"],
];

describe("a slip of the generator", () => {
  let ground: ProvingGround;

  beforeAll(async () => {
    ground = await provingGround(GOLDEN);
  });

  it.each(SLIPS)("%s is found by the claim %s", async (slip, claim) => {
    const mutation = ground.mutations.find(({ id }) => id.endsWith(slip));
    if (mutation === undefined) throw new Error(`no slip ends in "${slip}"`);
    const proof = await ground.proveMutant(mutation);
    expect(isCaught(proof)).toBe(true);
    expect(
      proof.checks.filter(({ findings }) => findings.length > 0).map(({ id }) => id),
    ).toContain(claim);
  });
});
