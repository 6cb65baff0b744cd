import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describePolicies } from "../support/describe-policies";
import { GOLDEN, synthFile } from "../support/synth-platform";

const FILE = join(__dirname, "policies.txt");

/** Review a change of this file line by line: it is what somebody can do. `UPDATE_GOLDEN=1 npx jest golden` rewrites it. */
test("the golden platform's policies are the reviewed ones", async () => {
  const policies = describePolicies(await synthFile(GOLDEN));
  if (process.env["UPDATE_GOLDEN"] !== undefined) writeFileSync(FILE, policies);
  expect(policies.split("\n")).toEqual(readFileSync(FILE, "utf8").split("\n"));
});
