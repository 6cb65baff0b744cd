import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { STARTUP } from "../support/synth-platform";
import { CliFolder } from "./cli-folder";

interface Sarif {
  readonly $schema: string;
  readonly version: string;
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly name: string; readonly rules: readonly Rule[] } };
    readonly results: readonly Result[];
  }[];
}
interface Rule {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
  readonly fullDescription: { readonly text: string };
  readonly help: { readonly text: string };
}
interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string };
      readonly region: Readonly<Record<string, number>>;
    };
  }[];
  readonly partialFingerprints: { readonly primaryLocationLineHash: string };
}

let folder: CliFolder;
beforeAll(async () => {
  folder = new CliFolder(readFileSync(STARTUP, "utf8"));
  await folder.run("synth", "-q", "-o", "out");
  const stack = "out/stacks/identity-center/cdk.tf.json";
  // In the generated policies alone, whoever may start a pipeline may also stop it.
  folder.write(
    "slip.json",
    folder
      .read(stack)
      .replaceAll(
        "codepipeline:StartPipelineExecution",
        'codepipeline:StartPipelineExecution\\",\\"codepipeline:StopPipelineExecution',
      ),
  );
});
afterAll(() => folder.remove());

const sarifIn = (file: string) => JSON.parse(folder.read(file)) as Sarif;

test("a platform that holds is proved, and its SARIF has no findings", async () => {
  const { code, stdout } = await folder.run("prove", "--from", "out", "--sarif", "access.sarif");
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^Proved: \d+ claims hold, by /m)]);
  expect(sarifIn("access.sarif").runs.map(({ results }) => results)).toEqual([[]]);
});

describe("of a platform whose policies have a slip", () => {
  let sarif: Sarif;
  beforeAll(async () => {
    const stack = "out/stacks/identity-center/cdk.tf.json";
    const before = folder.read(stack);
    const slipped = folder.read("slip.json");
    expect(slipped).not.toBe(before);
    folder.write(stack, slipped);
    const config = join(folder.path, "platform.yaml");
    const args = ["prove", "-c", config, "--from", "out", "--sarif", "slip.sarif"];
    expect((await folder.run(...args)).code).toBe(1);
    sarif = sarifIn("slip.sarif");
  });

  test("the findings have all that code scanning asks for", () => {
    expect([sarif.version, sarif.$schema]).toEqual([
      "2.1.0",
      expect.stringMatching(/^https:.*sarif-.*2\.1\.0/),
    ]);
    const [{ tool, results } = { tool: undefined, results: [] }] = sarif.runs;
    const rules = tool?.driver.rules ?? [];
    expect(results.length).toBeGreaterThan(0);
    for (const { id, shortDescription, fullDescription, help } of rules) {
      for (const text of [id, shortDescription.text, fullDescription.text, help.text])
        expect(text).not.toBe("");
      expect(Math.max(shortDescription.text.length, fullDescription.text.length)).toBeLessThan(
        1_024,
      );
    }
    for (const { ruleId, ruleIndex, level, message, locations } of results) {
      expect(rules[ruleIndex]?.id).toBe(ruleId);
      expect(level).toBe("error");
      expect(message.text).not.toBe("");
      expect(locations).toHaveLength(1);
    }
    const prints = results.map(
      ({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash,
    );
    expect(new Set(prints).size).toBe(prints.length);
    for (const print of prints) expect(print).toMatch(/^[0-9a-f]+:\d+$/);
  });

  test("they stand within the lines of the config, by its path from the working folder", () => {
    const lines = folder.read("platform.yaml").split("\n");
    const places = sarif.runs.flatMap(({ results }) =>
      results.flatMap(({ locations }) => locations.map(({ physicalLocation }) => physicalLocation)),
    );
    for (const { artifactLocation, region } of places) {
      const { startLine = 0, startColumn = 0, endLine = 0, endColumn = 0 } = region;
      expect(artifactLocation.uri).toBe("platform.yaml");
      expect(startLine).toBe(endLine);
      expect(startColumn).toBeGreaterThan(0);
      expect(endColumn).toBeGreaterThan(startColumn);
      expect(endColumn).toBe((lines[startLine - 1] ?? "").length + 1);
    }
    expect(places.some(({ region }) => (region["startLine"] ?? 0) > 1)).toBe(true);
  });

  test("of a config elsewhere they have its absolute URI", async () => {
    const other = new CliFolder("");
    try {
      const [config, out] = ["platform.yaml", "out"].map((name) => join(folder.path, name));
      await other.run("prove", "-c", config ?? "", "--from", out ?? "", "--sarif", "a.sarif");
      const { runs } = JSON.parse(other.read("a.sarif")) as Sarif;
      const uris = runs.flatMap(({ results }) =>
        results.map(({ locations }) => locations[0]?.physicalLocation.artifactLocation.uri),
      );
      expect([...new Set(uris)]).toEqual([pathToFileURL(config ?? "").href]);
    } finally {
      other.remove();
    }
  });
});
