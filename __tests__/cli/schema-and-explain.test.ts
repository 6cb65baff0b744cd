import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CATALOGUE } from "../../lib/config/problems/catalogue";
import { runCli } from "../support/run-cli";
import { runCommand } from "../support/run-command";
import { ROOT } from "../support/synth-platform";

test("the shipped schema is the one that the code checks by", async () => {
  const { code, stdout } = await runCli(["schema"]);
  expect(code).toBe(0);
  expect(stdout).toBe(readFileSync(join(ROOT, "platform.schema.json"), "utf8"));
  expect((await runCommand(["schema", "--check"])).code).toBe(0);
});

test("explain tells of one code: what it means, an example and the remedy", async () => {
  const { code, stdout } = await runCommand(["explain", "duty-conflict"]);
  expect(code).toBe(0);
  expect(stdout).toContain("duty-conflict");
  expect(stdout).toContain(CATALOGUE["duty-conflict"].title);
});

test("explain without a code lists them all", async () => {
  const { stdout } = await runCommand(["explain"]);
  for (const code of Object.keys(CATALOGUE)) expect(stdout).toContain(code);
});

test("explain of an unknown code exits with 2 and a near miss", async () => {
  const { code, stderr } = await runCommand(["explain", "unknown-acount"]);
  expect(code).toBe(2);
  expect(stderr).toContain('did you mean "unknown-account"?');
});
