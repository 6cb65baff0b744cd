import { terminalWidth } from "../../cli/terminal-width";
import { GOLDEN_TEXT } from "../support/platform-file";
import { runCommand } from "../support/run-command";
import { CliFolder } from "./cli-folder";

test.each([
  ["what COLUMNS says", "120", 90, 120],
  ["the terminal's", undefined, 90, 90],
  ["the usual, where neither says", undefined, undefined, 100],
  ["the terminal's, where COLUMNS is no number", "wide", 90, 90],
  ["the usual, where COLUMNS is empty", "", undefined, 100],
  ["no less than is readable", "10", undefined, 60],
  ["no more than is readable", "5000", undefined, 160],
])("lines are as wide as %s", (_what, COLUMNS, terminal, expected) => {
  expect(terminalWidth({ COLUMNS }, terminal)).toBe(expected);
});

test("a persona is told in lines of that width", async () => {
  const folder = new CliFolder(GOLDEN_TEXT);
  const widest = async (COLUMNS: string) => {
    const { stdout } = await runCommand(["personas", "release-manager"], {
      cwd: folder.path,
      env: { COLUMNS },
    });
    return Math.max(...stdout.split("\n").map((line) => line.length));
  };
  expect(await widest("60")).toBeLessThanOrEqual(60);
  expect(await widest("150")).toBeGreaterThan(100);
  folder.remove();
});
