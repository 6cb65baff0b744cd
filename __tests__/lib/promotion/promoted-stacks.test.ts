import { promotedStacks } from "../../../lib/promotion/promoted-stacks";
import { managedText } from "../../support/managed-workspaces";
import { GOLDEN_TEXT, goldenWith, validPlatform } from "../../support/platform-file";

const TRUSTED = {
  trustedPrincipals: {
    plan: ["arn:aws:iam::222222222222:role/ci/plan"],
    apply: ["arn:aws:iam::222222222222:role/ci/apply"],
  },
};
const STACKS = ["tooling", "workspaces"].map((name) => ({ name }));

test("the workspaces that runs are confirmed in are made by others than who confirms them", async () => {
  const platform = await validPlatform(managedText());
  expect(promotedStacks(platform, STACKS)).toEqual([{ name: "tooling" }]);
});

test("a stack of that name in an app of your own is promoted like any other", async () => {
  expect(promotedStacks(await validPlatform(GOLDEN_TEXT), STACKS)).toEqual(STACKS);
});

test("what makes the roles that promotions run as is promoted by none of them", async () => {
  const stacks = ["bootstrap-tooling", "tooling"].map((name) => ({ name }));
  const made = goldenWith({ path: ["provisioner"], value: { bootstrap: TRUSTED } });
  expect(promotedStacks(await validPlatform(made), stacks)).toEqual([{ name: "tooling" }]);
  expect(promotedStacks(await validPlatform(GOLDEN_TEXT), stacks)).toEqual(stacks);
});
