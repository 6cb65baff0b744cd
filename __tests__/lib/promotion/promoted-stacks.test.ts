import { promotedStacks } from "../../../lib/promotion/promoted-stacks";
import { managedText } from "../../support/managed-workspaces";
import { GOLDEN_TEXT, validPlatform } from "../../support/platform-file";

const STACKS = ["tooling", "workspaces"].map((name) => ({ name }));

test("the workspaces that runs are confirmed in are made by others than who confirms them", async () => {
  const platform = await validPlatform(managedText());
  expect(promotedStacks(platform, STACKS)).toEqual([{ name: "tooling" }]);
});

test("a stack of that name in an app of your own is promoted like any other", async () => {
  expect(promotedStacks(await validPlatform(GOLDEN_TEXT), STACKS)).toEqual(STACKS);
});
