import fc from "fast-check";
import { stringify } from "yaml";
import { prove } from "../../lib/access/prove/prove";
import { arbitraryPlatform } from "../support/arbitrary-platform";
import { RUNS } from "../support/bootstrapped";
import { generatedWorld } from "../support/generated-world";
import { iamFaults } from "../support/iam-rules";
import { policiesOf } from "../support/policies";
import { synthPlatform } from "../support/synth-platform";

/** The claims that bootstrap stacks have a part in. */
const CLAIMS = [
  ...["provisioner-trust", "provisioner-rights", "machine-roles", "artifacts", "boundaries"],
  ...["statements", "keys", "transport", "outside"],
];

test("any valid platform can be bootstrapped, in policies that IAM takes and the proof accepts", async () => {
  await fc.assert(
    fc.asyncProperty(
      arbitraryPlatform(),
      fc.constantFrom(...Object.values(RUNS)),
      async (config, run) => {
        const { organization } = config as { organization: { partition?: string } };
        // The roles that are named to run Terraform are of this partition.
        fc.pre((organization.partition ?? "aws") === "aws");
        const made = await synthPlatform(stringify({ ...config, ...run }));
        expect(await iamFaults(policiesOf(made))).toEqual([]);
        const { checks } = await prove({ ...generatedWorld(made), only: CLAIMS });
        expect(
          checks.flatMap(({ id, findings }) => findings.map(({ message }) => `${id}: ${message}`)),
        ).toEqual([]);
      },
    ),
    { numRuns: 8, endOnFailure: true },
  );
}, 300_000);
