import { readFileSync } from "node:fs";
import { parse, stringify } from "yaml";
import type { Setting } from "../../lib/config/problems/catalogue-entry";
import { goldenWith } from "../support/platform-file";
import { resourcesOf } from "../support/policies";
import { plannedChanges } from "../support/resource-addresses";
import { SHIPPED, synthFile, synthPlatform } from "../support/synth-platform";

type Config = Record<string, unknown> & {
  personas: Record<string, Record<string, unknown>>;
  accounts: Record<string, Record<string, unknown>>;
  groups: { name: string; personas: string[] }[];
};

/** The shipped platform with its config changed by hand. */
async function shippedWith(change: (config: Config) => void) {
  const config = parse(readFileSync(SHIPPED, "utf8")) as Config;
  change(config);
  return synthPlatform(stringify(config));
}

const golden = (...settings: Setting[]) => synthPlatform(goldenWith(...settings));

describe("a change of people plans exactly that", () => {
  test("a group less: its lookup and its assignments", async () => {
    const { added, removed, changed } = plannedChanges(
      await synthFile(SHIPPED),
      await shippedWith(({ groups }) => groups.splice(2, 1)),
    );
    expect({ added, changed }).toEqual({ added: [], changed: [] });
    expect(removed).toEqual([
      expect.stringMatching(/^identity-center: aws_ssoadmin_account_assignment.*Testers-2222/),
    ]);
  });

  test("a persona less: its set, policies and assignments, and nothing in any account", async () => {
    const { added, removed, changed } = plannedChanges(
      await synthFile(SHIPPED),
      await shippedWith((config) => {
        delete config.personas["auditor"];
        config.groups = config.groups.filter(({ name }) => name !== "Auditors");
      }),
    );
    expect({ added, changed }).toEqual({ added: [], changed: [] });
    expect(removed.length).toBeGreaterThan(8);
    for (const address of removed) expect(address).toMatch(/^identity-center: .*persona-auditor/);
  });

  test("an account less, in which a persona holds all that it holds anywhere: the account's stack and assignments", async () => {
    const extra: Setting = {
      path: ["accounts", "sandbox"],
      value: { id: "200000000009", environment: "dev", regions: ["eu-west-1"] },
    };
    const { added, removed, changed } = plannedChanges(await golden(extra), await golden());
    expect({ added, changed }).toEqual({ added: [], changed: [] });
    expect(removed).toEqual([
      expect.stringMatching(/^identity-center: aws_ssoadmin_account_assignment.*-200000000009/),
      "target-sandbox: aws_iam_policy.people_boundary_policy_9617E230",
    ]);
  });

  test("a persona more in an account that is there already: nothing in the account", async () => {
    const { added, changed } = plannedChanges(
      await golden(),
      await golden({
        path: ["personas", "visitor"],
        value: { description: "Looks.", grants: [{ capabilities: ["view"], pipelines: "all" }] },
      }),
    );
    expect(changed).toEqual([]);
    for (const address of added) expect(address).toMatch(/^identity-center: .*persona-visitor/);
  });
});

describe("before people come to an account", () => {
  test("it has their boundary, even where nothing is deployed", async () => {
    const synthesized = await golden({
      path: ["accounts", "sandbox"],
      value: { id: "200000000009", environment: "dev", regions: ["eu-west-1"] },
    });
    const stack = synthesized.stack("target-sandbox");
    expect(Object.keys(stack.resource)).toEqual(["aws_iam_policy"]);
  });

  test("it has what one permission set has no room for, attached by name once it is there", async () => {
    const many = Array.from({ length: 120 }, (_, index) => `p${(index * 7919) % 1000}`);
    const config = parse(goldenWith()) as { pipelines: Record<string, object> };
    for (const name of many)
      config.pipelines[name] = {
        ...config.pipelines["web"],
        team: Number(name.slice(1)) % 2 ? "odd" : "even",
      };
    const synthesized = await synthPlatform(
      stringify({
        ...config,
        personas: {
          odd: {
            description: "Builds.",
            grants: [
              {
                capabilities: ["view", "start", "stop", "retry", "logs"],
                pipelines: { teams: ["odd"] },
              },
            ],
          },
        },
        groups: [{ name: "Odd", personas: ["odd"] }],
      }),
    );
    const names = resourcesOf(synthesized.stack("tooling"), "aws_iam_policy").map(
      (policy) => policy["name"],
    );
    expect(names).toContain("acme-people-odd-1");
    const attached = resourcesOf(
      synthesized.stack("identity-center"),
      "aws_ssoadmin_customer_managed_policy_attachment",
    ).map(
      ({ customer_managed_policy_reference: reference }) => (reference as { name: string }).name,
    );
    expect(attached.sort()).toEqual(
      names.filter((name) => String(name).startsWith("acme-people-odd")).sort(),
    );
    const manifest = JSON.parse(synthesized.files.get("manifest.json") ?? "") as {
      stacks: Record<string, { dependencies: string[] }>;
    };
    expect(manifest.stacks["identity-center"]?.dependencies).toContain("tooling");
  });

  test("whoever is told of emergencies is asked before there is one", async () => {
    const shipped = await synthFile(SHIPPED);
    for (const name of ["tooling", "target-shop-prod"]) {
      const [subscription] = resourcesOf(shipped.stack(name), "aws_sns_topic_subscription");
      expect(subscription).toMatchObject({ endpoint: "security@example.com", protocol: "email" });
    }
    expect(shipped.stack("target-shop-dev").resource["aws_sns_topic"]).toBeUndefined();
  });

  test("opening break-glass changes the permission set's stack alone", async () => {
    const { changed, added, removed } = plannedChanges(
      await synthFile(SHIPPED),
      await shippedWith((config) => {
        const glass = config.personas["break-glass"] ?? {};
        Object.assign(glass, {
          enabled: true,
          breakGlass: {
            notify: ["security@example.com"],
            from: "2027-01-31T08:00:00Z",
            until: "2027-01-31T18:00:00Z",
            reason: "INC-1234",
          },
        });
        config.groups.push({ name: "On Call", personas: ["break-glass"] });
      }),
    );
    expect({ changed, removed }).toEqual({ changed: [], removed: [] });
    for (const address of added) expect(address).toMatch(/^identity-center: .*break-glass/);
  });
});

describe("groups and attributes", () => {
  test("a created group gets members who are looked up; a directory's group is found by its id there", async () => {
    const { data, resource } = (
      await golden(
        { path: ["groups", 2, "members"], value: ["ana@example.com", "bo@example.com"] },
        { path: ["groups", 3, "externalId"], value: { issuer: "idp", id: "42" } },
      )
    ).stack("identity-center");
    expect(Object.keys(resource["aws_identitystore_group_membership"] ?? {})).toHaveLength(2);
    expect(Object.keys(data?.["aws_identitystore_user"] ?? {})).toHaveLength(2);
    expect(resource["aws_identitystore_user"]).toBeUndefined();
    const groups = Object.values(data?.["aws_identitystore_group"] ?? {});
    expect(groups.map((group) => group["alternate_identifier"])).toContainEqual({
      external_id: { issuer: "idp", id: "42" },
    });
  });

  test("session tags come from where identity.attributes says, as AWS writes it", async () => {
    const { resource } = (
      await golden({
        path: ["identity", "attributes"],
        value: { team: "${path:enterprise.department}" },
      })
    ).stack("identity-center");
    const [attributes] = Object.values(
      resource["aws_ssoadmin_instance_access_control_attributes"] ?? {},
    );
    expect(attributes?.["attribute"]).toEqual([
      { key: "team", value: [{ source: ["$${path:enterprise.department}"] }] },
    ]);
  });
});

test("six personas in a hundred accounts: never more assignments on their way than Identity Center takes", async () => {
  const config = parse(goldenWith()) as Config;
  for (let index = 0; index < 100; index++) {
    config.accounts[`more-${index}`] = {
      id: String(300_000_000_000 + index),
      environment: "dev",
      regions: ["eu-west-1"],
    };
  }
  config.personas = Object.fromEntries(
    Array.from({ length: 6 }, (_, index) => [
      `job-${index}`,
      { description: "A job.", grants: [{ capabilities: ["inspect"], accounts: "all" }] },
    ]),
  );
  config.groups = Object.keys(config.personas).map((name) => ({ name, personas: [name] }));
  const { resource } = (await synthPlatform(stringify(config))).stack("identity-center");
  const assignments = Object.entries(resource["aws_ssoadmin_account_assignment"] ?? {});
  expect(assignments).toHaveLength(6 * 103);
  const waiting = assignments.filter(([, each]) => each["depends_on"] !== undefined);
  // Each chain begins with one that waits for nothing, and no two wait for the same.
  expect(assignments.length - waiting.length).toBe(8);
  const awaited = waiting.flatMap(([, each]) => each["depends_on"] as string[]);
  expect(new Set(awaited).size).toBe(awaited.length);
});
