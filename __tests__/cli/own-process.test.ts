import { GOLDEN_TEXT } from "../support/platform-file";
import { runCli } from "../support/run-cli";
import { CliFolder } from "./cli-folder";

let folder: CliFolder;
beforeAll(() => {
  folder = new CliFolder(GOLDEN_TEXT);
});
afterAll(() => folder.remove());

test.each([
  [["who-can", "view", "web"], 0],
  [["can", "release-manager", "start", "web"], 1],
  [["policies"], 0],
  [["report", "-o", "report.html"], 0],
  [["prove", "--from", "nowhere"], 2],
  [["personas", "developr"], 2],
] as const)("%j does in a process of its own what it does in the tests'", async (args, code) => {
  const inProcess = await folder.run(...args);
  expect(inProcess.code).toBe(code);
  expect(await runCli(args, { cwd: folder.path })).toEqual(inProcess);
});
