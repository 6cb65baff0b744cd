import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { copyFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { attachProvider, installedProvider } from "./attach-provider";
import { stackShape } from "./stack-shape";
import { type StackError, type StackValidation, runTerraform, validateStack } from "./terraform";

/**
 * What real Terraform finds wrong with stacks, by name: all as modules of one configuration, since that takes a tenth of
 * the time. A module's backend is passed over, so one stack of each kind of backend is validated by itself as well.
 */
export async function validateStacks(
  stacks: ReadonlyMap<string, string>,
): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-validate-"));
  try {
    for (const [name, stack] of stacks) {
      mkdirSync(join(folder, name));
      await copyFile(join(stack, "cdk.tf.json"), join(folder, name, "cdk.tf.json"));
    }
    const modules = [...stacks.keys()].map((name) => [name, { source: `./${name}` }]);
    const root = { module: Object.fromEntries(modules) as unknown };
    writeFileSync(join(folder, "main.tf.json"), JSON.stringify(root));
    const init = await runTerraform("init", folder);
    if (!init.ok) return faultsOf(init);
    const provider = await attachProvider(installedProvider(folder), folder);
    try {
      const faults = faultsOf(await runTerraform("validate", folder, provider.env));
      for (const [name, stack] of oneOfEachBackend(stacks))
        faults.push(...faultsOf(await validateStack(stack, provider.env), `${name}: `));
      return faults;
    } finally {
      await provider.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function faultsOf({ errors }: StackValidation, before = ""): string[] {
  return errors.map(
    ({ file, address, summary, detail }: StackError) =>
      `${before}${address ?? file ?? ""} ${summary} ${detail}`,
  );
}

/** Backends, and what else stands in the block that only a root module's counts of. */
function oneOfEachBackend(stacks: ReadonlyMap<string, string>): Map<string, string> {
  const seen = new Set<string>();
  return new Map(
    [...stacks].filter(([, stack]) => {
      const json = readFileSync(join(stack, "cdk.tf.json"), "utf8");
      const { terraform } = JSON.parse(json) as { terraform?: unknown };
      const shape = stackShape({ terraform });
      return !seen.has(shape) && seen.add(shape);
    }),
  );
}
