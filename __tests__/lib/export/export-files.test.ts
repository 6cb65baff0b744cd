import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { exportFiles } from "../../../lib/export/export-files";
import { terraformText } from "../../../lib/export/terraform-text";
import { readGenerated } from "../../../lib/promotion/generated";
import { findTerraform } from "../../../lib/promotion/terraform/find-terraform";
import { runTerraform } from "../../../lib/promotion/terraform/run-terraform";
import { terraformEnvironment } from "../../../scripts/terraform/terraform-environment";
import { GOLDEN, synthFile } from "../../support/synth-platform";
import { describeWithTerraform } from "../../support/terraform";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gatehouse-export-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("what only CDKTF reads is left out, and everything else is kept", () => {
  const metadata = { metadata: { path: "web/it", uniqueId: "it" } };
  const text = terraformText(
    JSON.stringify({
      "//": { metadata: { version: "0.21.0" }, outputs: {} },
      resource: {
        b: { "//": metadata, tags: { "//": "a tag", z: "1", a: "2" } },
        a: [{ y: 1, x: null }],
      },
      output: { o: { "//": "somebody's comment", value: 1 } },
      terraform: { required_version: ">= 1.10.0" },
    }),
  );
  expect(JSON.parse(text)).toEqual({
    terraform: { required_version: ">= 1.10.0" },
    resource: { a: [{ x: null, y: 1 }], b: { tags: { "//": "a tag", a: "2", z: "1" } } },
    output: { o: { "//": "somebody's comment", value: 1 } },
  });
  expect([...text.matchAll(/"(\w+|\/\/)": /g)].map(([, key]) => key)).toEqual(
    "terraform required_version resource a x y b tags // a z output o // value".split(" "),
  );
});

describeWithTerraform("an export beside the generated folder", () => {
  test("is read by whoever reads that one, and finds the state that was applied from it", async () => {
    const stacks = { tooling: [], "pipeline-web": ["tooling"] };
    for (const name of Object.keys(stacks))
      write(`cdktf.out/stacks/${name}/cdk.tf.json`, {
        "//": { metadata: { stackName: name } },
        terraform: { backend: { local: { path: `../../../state/${name}.tfstate` } } },
        resource: { terraform_data: { it: { input: name } } },
      });
    const entries = Object.entries(stacks).map(([name, dependencies]) => {
      return [name, { name, dependencies, workingDirectory: `stacks/${name}` }] as const;
    });
    write("cdktf.out/manifest.json", { stacks: Object.fromEntries(entries) });
    await terraform("cdktf.out/stacks/tooling", "init");
    await terraform("cdktf.out/stacks/tooling", "apply", "-auto-approve");

    const generated = readGenerated(join(folder, "cdktf.out"));
    const { platform } = await synthFile(GOLDEN);
    const accountId = platform.tooling.accountId;
    const files = exportFiles({
      platform,
      stacks: generated.map((stack) => ({ ...stack, accountId })),
    });
    for (const [path, text] of files) write(`terraform/${path}`, text);
    expect(readGenerated(join(folder, "terraform"))).toEqual(
      generated.map((stack) => ({
        ...stack,
        folder: stack.folder.replace("cdktf.out", "terraform"),
      })),
    );
    await terraform("terraform/stacks/tooling", "init");
    expect(await terraform("terraform/stacks/tooling", "plan", "-detailed-exitcode")).toBe(0);
    expect(files.get("README.md")).toContain(`| 2 | [pipeline-web](stacks/pipeline-web) |`);
  });
});

function write(path: string, content: object | string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(
    join(folder, path),
    typeof content === "string" ? content : JSON.stringify(content),
  );
}

async function terraform(at: string, ...args: readonly string[]): Promise<number> {
  const binary = findTerraform() ?? "";
  const run = { binary, folder: join(folder, at), args, env: terraformEnvironment() };
  return (await runTerraform(run)).code;
}
