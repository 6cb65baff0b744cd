import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findToken } from "../../../../lib/promotion/hcp/find-token";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "gatehouse-token-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

test.each([
  ["app.terraform.io", "TF_TOKEN_app_terraform_io"],
  ["my-tfe.example.com", "TF_TOKEN_my__tfe_example_com"],
  ["my-tfe.example.com", "TF_TOKEN_my-tfe_example_com"],
])("the token of %s is that of %s", (hostname, variable) => {
  expect(findToken(hostname, { [variable]: "secret" }, home)).toBe("secret");
  expect(findToken("other.example.com", { [variable]: "secret" }, home)).toBeUndefined();
});

test("the variable comes before the config, and the config before what login kept", () => {
  const hostname = "app.terraform.io";
  expect(findToken(hostname, {}, home)).toBeUndefined();
  mkdirSync(join(home, ".terraform.d"));
  const kept = { credentials: { [hostname]: { token: "login" }, "other.example.com": {} } };
  writeFileSync(join(home, ".terraform.d", "credentials.tfrc.json"), JSON.stringify(kept));
  expect(findToken(hostname, {}, home)).toBe("login");

  const blocks = `credentials "other.example.com" {\n  token = "no"\n}\n# credentials "x" {}\ncredentials "${hostname}" {\n  token = "config"\n}\n`;
  writeFileSync(join(home, ".terraformrc"), blocks);
  expect(findToken(hostname, {}, home)).toBe("config");
  const file = join(home, "another.rc");
  writeFileSync(file, blocks.replace("config", "elsewhere"));
  const env = { TF_CLI_CONFIG_FILE: file };
  expect(findToken(hostname, env, home)).toBe("elsewhere");
  expect(findToken(hostname, { ...env, TF_TOKEN_app_terraform_io: "variable" }, home)).toBe(
    "variable",
  );
});

test("a file of credentials that is no JSON holds no token", () => {
  mkdirSync(join(home, ".terraform.d"));
  writeFileSync(join(home, ".terraform.d", "credentials.tfrc.json"), "{");
  expect(findToken("app.terraform.io", {}, home)).toBeUndefined();
});
