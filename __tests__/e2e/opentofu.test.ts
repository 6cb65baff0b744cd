import { loadConfig } from "../../cli/load-config";
import { findTerraform } from "../../lib/promotion/terraform/find-terraform";
import { findTools } from "../../scripts/demo/find-tools";
import { Lab } from "../../scripts/demo/lab";
import { STARTUP } from "../support/synth-platform";

const tofu = findTerraform({ ...process.env, TERRAFORM_BINARY_NAME: "tofu" });
const where = tofu === undefined ? "; NOT RUN, as there is no tofu on the PATH" : "";

test(`OpenTofu applies a target account's stack, and a second plan is empty${where}`, async () => {
  if (tofu === undefined) {
    process.stderr.write("\nWARNING: OpenTofu was NOT RUN: put tofu on the PATH\n\n");
    return;
  }
  const found = findTools();
  if (found.kind === "missing") throw new Error(`missing: ${found.missing.join("; ")}`);
  const loaded = await loadConfig(STARTUP);
  if (loaded.kind === "invalid") throw new Error(`${STARTUP} is invalid`);
  const tools = { ...found.tools, terraform: tofu };
  const lab = await Lab.open({ platform: loaded.platform, tools });
  try {
    const stack = lab.stacks().find(({ name }) => name === "target-test");
    if (stack === undefined) throw new Error("there is no target-test");
    await stack.folder.init();
    expect((await stack.folder.plan()).add).toBeGreaterThan(0);
    await stack.folder.apply();
    expect(await stack.folder.plan()).toEqual({ add: 0, change: 0, destroy: 0 });
  } finally {
    await lab.close();
  }
}, 600_000);
