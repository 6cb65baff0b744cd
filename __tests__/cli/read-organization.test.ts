import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { readOrganization } from "../../cli/given/read-organization";
import { UserError } from "../../cli/user-error";
import { CliFolder } from "./cli-folder";

const DENY = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Deny", Action: "sqs:*", Resource: "*" }],
};
const RCP = { ...DENY, Statement: [{ ...DENY.Statement[0], Principal: "*" }] };
const ACCOUNTS = new Map([
  ["tooling", "222222222222"],
  ["prod", "012345678901"],
]);

let folder: CliFolder;
beforeAll(() => {
  folder = new CliFolder("");
  mkdirSync(join(folder.path, "scps"));
  folder.write("scps/deny.json", JSON.stringify(DENY));
  folder.write("scps/rcp.json", `\ufeff${JSON.stringify(RCP)}`);
  folder.write("scps/half.json", '{"Version": "2012-10-17",\n "Statement": [');
  folder.write("scps/no-policy.json", '{"Id": "p-1"}');
  folder.write("scps/wrong.json", JSON.stringify({ ...DENY, Statement: [{ Effect: "Deny" }] }));
  folder.write(
    "scps/type.json",
    JSON.stringify({
      Policy: { PolicySummary: { Type: "TAG_POLICY" }, Content: JSON.stringify(DENY) },
    }),
  );
});
afterAll(() => folder.remove());

const read = (text: string | Uint8Array) =>
  readOrganization(join(folder.path, folder.write("organization.yaml", text)), {
    accounts: ACCOUNTS,
  });

/** Every problem and fix, without the folder. */
function refusal(text: string | Uint8Array): string {
  try {
    read(text);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return `${error.message}\n  fix: ${error.fix}`.replaceAll(`${folder.path}/`, "");
  }
  throw new Error(`this was taken: ${String(text)}`);
}

test("YAML and JSON say the same: files, AWS's own by name, policies written out, ids without quotes", () => {
  const yaml = `
root: { scps: [p-FullAWSAccess], rcps: [scps/rcp.json] }
ous:
  A/B: { scps: [FullAWSAccess, scps/deny.json] }
accounts:
  prod: { ou: A/B }
  333333333333: { scps: [${JSON.stringify(DENY)}] }
`;
  const json = JSON.stringify({
    root: { scps: ["FullAWSAccess"], rcps: ["scps/rcp.json"] },
    ous: { "A/B": { scps: ["FullAWSAccess", "scps/deny.json"] } },
    accounts: { "012345678901": { ou: "A/B" }, "333333333333": { scps: [DENY] } },
  });
  const found = read(yaml);
  expect(read(json)).toEqual(found);
  expect(found.root.rcps).toEqual([{ name: "rcp", file: "scps/rcp.json", document: RCP }]);
  expect(found.ous.get("A/B")?.scps?.map(({ name }) => name)).toEqual(["FullAWSAccess", "deny"]);
  expect(found.accounts).toEqual(
    new Map([
      ["012345678901", { ou: "A/B" }],
      ["333333333333", { scps: [expect.objectContaining({ document: DENY }) as object] }],
    ]),
  );
});

test.each<[string, string]>([
  ["[1]", "organization.yaml:1:1 this must be a map"],
  ["root: [x]", "organization.yaml:1:7 this must be a map"],
  ["roots: {}", 'organization.yaml:1:1 "roots" means nothing here\n  fix: did you mean "root"?'],
  [
    "root: { scp: [] }",
    'organization.yaml:1:9 "scp" means nothing here\n  fix: did you mean "scps"',
  ],
  ["root: { scps: x }", "organization.yaml:1:15 this must be a list"],
  ["root: { scps: [] }", "organization.yaml:1:15 AWS keeps at least one SCP attached"],
  ["root: { scps: [7] }", "organization.yaml:1:16 this is neither a file nor a policy"],
  [
    "root: { rcps: [FullAWSAcces] }",
    "organization.yaml:1:16 FullAWSAcces can't be read: there is no such",
  ],
  ["root: { scps: [FullAWSAcces] }", "fix: did you mean FullAWSAccess?"],
  ["root: { scps: [scps] }", "organization.yaml:1:16 scps is a folder"],
  [
    "root: { scps: [scps/half.json] }",
    "organization.yaml:1:16 scps/half.json:2:16 is not JSON: the text ends",
  ],
  [
    "root: { scps: [scps/no-policy.json] }",
    "scps/no-policy.json: it is no policy document, nor what",
  ],
  [
    "root: { scps: [scps/wrong.json] }",
    "scps/wrong.json: AWS takes no such policy as an SCP: $.Statement[0]",
  ],
  ["root: { scps: [scps/rcp.json] }", "belongs under rcps"],
  ["root: { rcps: [scps/deny.json] }", "belongs under scps"],
  ["root: { scps: [scps/type.json] }", "this is a TAG_POLICY, and no SERVICE_CONTROL_POLICY"],
  ["ous: { /A: {} }", "organization.yaml:1:8 this is no path of a unit"],
  ["accounts: { prod: { ou: [A] } }", "organization.yaml:1:25 this is no path of a unit"],
  [
    "accounts: { prd: {} }",
    'organization.yaml:1:13 there is no account "prd"\n  fix: did you mean "prod"?',
  ],
  ["accounts: { 1234: {} }", 'organization.yaml:1:13 there is no account "1234"'],
  ['accounts: { prod: {}, "012345678901": {} }', "account 012345678901 is there twice"],
  ["root: {}\nroot: {}", "organization.yaml:2:1 this key stands twice in the same map"],
  ["root: {", "organization.yaml:1:8 "],
  [" \n", "organization.yaml is empty"],
])("%j is refused by its place, with what to do", (text, expected) => {
  expect(refusal(text)).toContain(expected);
  expect(refusal(text)).toMatch(/\n {2}fix: \S/);
});

test("all that is wrong is told at once", () => {
  const text = refusal("root: { scps: [none.json], rcps: 7 }\nous: { A/: {} }");
  expect(text.split("\n").filter((line) => line.startsWith("organization.yaml:"))).toHaveLength(3);
  expect(text.match(/^ {2}fix: /gm)).toHaveLength(3);
});

test.each([
  ["", "--organization names no file"],
  ["none.yaml", "none.yaml can't be read: there is no such file"],
  [".", ". is a folder"],
])("a path that leads to no file is refused: %j", (file, message) => {
  expect(() => readOrganization(file, { accounts: ACCOUNTS })).toThrow(message);
});
