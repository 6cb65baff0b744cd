import { readFileSync } from "node:fs";
import { join } from "node:path";
import { STARTUP } from "../support/synth-platform";
import { CliFolder } from "./cli-folder";

test("a platform that holds is proved, and its SARIF has no findings", async () => {
  const folder = new CliFolder(readFileSync(STARTUP, "utf8"));
  try {
    const { code, stdout } = await folder.run("prove", "--sarif", "access.sarif");
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^Proved: \d+ claims hold, by /m)]);
    const sarif = readFileSync(join(folder.path, "access.sarif"), "utf8");
    const { runs } = JSON.parse(sarif) as { runs: { results: unknown[] }[] };
    expect(runs.map(({ results }) => results)).toEqual([[]]);
  } finally {
    folder.remove();
  }
});
