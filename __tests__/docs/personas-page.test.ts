import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ACCOUNT_CAPABILITIES, PIPELINE_CAPABILITIES } from "../../lib/config/schema/capabilities";
import { ACCOUNT_ACTIONS } from "../../lib/model/account-capabilities";
import { PIPELINE_ACTIONS } from "../../lib/model/pipeline-capabilities";
import { WHOLE_PIPELINE } from "../../lib/model/reach";
import { compilePersona } from "../../lib/policy/persona/compile-persona";
import { SHIPPED_TEXT, validPlatform } from "../support/platform-file";
import { runCommand } from "../support/run-command";
import { codeBlocksIn, codeIn, textOf } from "./read-documents";
import { readFragments, withFragment } from "./read-fragments";

const FILE = "docs/personas.md";
const text = textOf(FILE);

/** The rows of the table below a heading, each as the text of its cells. */
function rowsOf(heading: string): string[][] {
  const [, below = ""] = text.split(`\n## ${heading}\n`);
  const [section = ""] = below.split("\n## ");
  return [...section.matchAll(/^\| (.+) \|$/gm)]
    .map(([, row = ""]) => row.split(" | ").map((cell) => cell.trim()))
    .slice(2);
}

test("the picture is what the command draws of the shipped platform", async () => {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-picture-"));
  try {
    const picture = join(folder, "personas.svg");
    expect((await runCommand(["personas", "--svg", picture])).code).toBe(0);
    // To draw it anew: npx gatehouse personas --svg docs/images/personas.svg
    expect(textOf("docs/images/personas.svg")).toBe(readFileSync(picture, "utf8"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

describe("the table of capabilities", () => {
  const rows = new Map(
    rowsOf("Capabilities").map(([name = "", , actions = "", , stages = ""]) => [
      codeIn(name)[0] ?? name,
      { actions: codeIn(actions), stages },
    ]),
  );

  test("has all of them, and no other", () => {
    expect([...rows.keys()]).toEqual([...PIPELINE_CAPABILITIES, ...ACCOUNT_CAPABILITIES]);
  });

  test.each(PIPELINE_CAPABILITIES)("names every CodePipeline action of %s", (name) => {
    const { actions = [] } = rows.get(name) ?? {};
    const meant = Object.values<readonly string[]>({ ...PIPELINE_ACTIONS[name] }).flat();
    expect(actions.filter((action) => action.startsWith("codepipeline:")).sort()).toEqual(
      [...new Set(meant)].sort(),
    );
  });

  test.each(PIPELINE_CAPABILITIES)("says whether %s can be narrowed to a stage", (name) => {
    expect(rows.get(name)?.stages).toBe(WHOLE_PIPELINE.has(name) ? "no" : "yes");
  });

  test("names every action of operate", () => {
    expect([...(rows.get("operate")?.actions ?? [])].sort()).toEqual(
      ACCOUNT_ACTIONS.operate.flatMap(({ actions }) => actions).sort(),
    );
  });
});

test("the commands that export a directory are those that the help shows", async () => {
  const { stdout } = await runCommand(["validate", "--help"]);
  const exporting = codeBlocksIn(text)
    .map(({ lines }) => lines)
    .filter(([first = ""]) => first.startsWith("aws identitystore"));
  expect(exporting).toHaveLength(1);
  const helped = stdout.split("\n").map((line) => line.trim());
  expect(helped).toEqual(expect.arrayContaining(exporting.flat().map((line) => line.trim())));
});

test("every shipped persona is described, and no other", async () => {
  const { personas } = await validPlatform(SHIPPED_TEXT);
  const described = rowsOf("Who may do what").map(([name = ""]) => codeIn(name)[0]);
  expect([...described, "data-developer"].sort()).toEqual(personas.map(({ name }) => name).sort());
});

test("every deny that a persona can carry is explained", async () => {
  const named = rowsOf("What is denied, and why").flatMap(([sids = ""]) => codeIn(sids));
  const everything = {
    config: "platform.yaml",
    body: {
      connections: {
        // Of somebody else's, known by its ARN.
        legacy: {
          arn: "arn:aws:codeconnections:eu-west-1:222222222222:connection/00000000-0000-4000-8000-000000000001",
        },
      },
      capabilities: {
        "run-jobs": {
          description: "Passes roles in target accounts, which are then told from pipelines'.",
          on: "accounts",
          permissions: [
            { actions: ["iam:PassRole"], resources: ["arn:{partition}:iam::{account}:role/jobs"] },
          ],
        },
      },
      personas: {
        developer: { grants: [{ capabilities: ["view", "source", "override"], pipelines: "all" }] },
        "storefront-editor": {
          description: "Edits one pipeline, and so is denied the others' roles.",
          grants: [{ capabilities: ["edit"], pipelines: { names: ["storefront"] } }],
        },
      },
    },
  };
  const fragments = readFragments(FILE).filter(({ codes }) => codes.length === 0);
  const carried = new Set<string>();
  for (const fragment of [...fragments, everything]) {
    const platform = await validPlatform(withFragment(fragment));
    for (const persona of platform.personas)
      for (const { effect, sid } of compilePersona(platform, persona).inline)
        if (effect === "Deny" && !sid.startsWith("Duty")) carried.add(sid.replace(/\d+$/, ""));
  }
  expect([...carried].sort()).toEqual([...named].sort());
});
