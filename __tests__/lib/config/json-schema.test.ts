import Ajv2020, { type ValidateFunction } from "ajv/dist/2020";
import { parse } from "yaml";
import { platformJsonSchema } from "../../../lib/config/json-schema";
import { GOLDEN_TEXT, SHIPPED_TEXT, goldenWith } from "../../support/platform-file";

interface Schema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

const schema = JSON.parse(platformJsonSchema()) as Schema;
let validate: ValidateFunction;

beforeAll(() => {
  // E-mail addresses and URLs are formats, which this validator leaves to a plug-in; their patterns it checks.
  validate = new Ajv2020({ strict: true, validateFormats: false, allowUnionTypes: true }).compile(
    schema,
  );
});

test.each([
  ["shipped", SHIPPED_TEXT],
  ["golden", GOLDEN_TEXT],
])("the %s platform keeps the schema", (_name, text) => {
  expect(validate(parse(text)) ? [] : validate.errors).toEqual([]);
});

test.each([
  ["an unknown setting at the top", ["pipeline"], {}],
  ["an unknown setting below", ["tooling", "region"], "eu-west-1"],
  ["an unknown setting in a list", ["environments", 0, "protcted"], true],
  ["a setting of another variant", ["backend", "bucket"], "state"],
  ["an account id without quotes", ["accounts", "dev", "id"], 200000000001],
  ["an account id that is too short", ["accounts", "dev", "id"], "123"],
  [
    "an account's name with capitals",
    ["accounts", "Dev"],
    { id: "300000000001", environment: "dev", regions: ["eu-west-1"] },
  ],
  ["a wildcard action", ["executionProfiles", "queues", "permissions", 0, "actions", 0], "sqs:*"],
  ["a kind of deployment that is not known", ["pipelines", "api", "deploy", "kind"], "helm"],
  [
    "a name that no capability can have",
    ["personas", "auditor", "grants", 0, "capabilities", 0],
    "Look at",
  ],
  ["a missing setting", ["tooling", "accountId"], undefined],
])("the schema refuses %s, as the program does", (_name, path, value) => {
  expect(validate(parse(goldenWith({ path, value })))).toBe(false);
});

test("every setting is described where an editor shows it", () => {
  expect(undescribed(schema, "")).toEqual([]);
  expect(schema.description).toMatch(/Gatehouse/);
});

test("what has a default may be left out", () => {
  const small = {
    version: 1,
    organization: { id: "o-a1b2c3d4e5", managementAccountId: "100000000001" },
    tooling: { accountId: "100000000002", homeRegion: "eu-west-1" },
    environments: [{ name: "dev" }],
    pipelines: {},
    identity: { mode: "none" },
  };
  expect(validate(small)).toBe(true);
});

test("the schema is the same each time, and ends with a new line", () => {
  expect(platformJsonSchema()).toBe(platformJsonSchema());
  expect(platformJsonSchema()).toMatch(/\}\n$/);
});

function undescribed(node: Schema, path: string): string[] {
  const named = Object.entries(node.properties ?? {});
  const inner = [...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.items ? [node.items] : [])];
  const rest = typeof node.additionalProperties === "object" ? [node.additionalProperties] : [];
  return [
    ...named.filter(([, property]) => !property.description).map(([key]) => `${path}.${key}`),
    ...named.flatMap(([key, property]) => undescribed(property, `${path}.${key}`)),
    ...[...inner, ...rest].flatMap((each) => undescribed(each, path)),
  ];
}
