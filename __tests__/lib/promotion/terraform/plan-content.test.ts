import { driftIn } from "../../../../lib/promotion/look-for-drift";
import { changesNothing, readPlan } from "../../../../lib/promotion/terraform/plan-content";

const change = (address: string, ...actions: readonly string[]) => ({
  address,
  change: { actions, after: { password: "hunter2" } },
});
const plan = (content: object) => readPlan(JSON.stringify({ format_version: "1.2", ...content }));

test("a plan's changes are counted, a replacement as both, and no value is kept", () => {
  const content = plan({
    resource_changes: [
      change("b.replaced", "delete", "create"),
      change("a.created", "create"),
      change("a.updated", "update"),
      change("a.same", "no-op"),
      change("data.read", "read"),
    ],
    output_changes: { url: { actions: ["update"] }, same: { actions: ["no-op"] } },
  });
  expect(content).toMatchObject({ add: 2, change: 1, destroy: 1, outputs: ["url"] });
  expect(content.resources.map(({ address }) => address)).toEqual([
    "a.created",
    "a.updated",
    "b.replaced",
  ]);
  expect(JSON.stringify(content)).not.toContain("hunter2");
});

test("forgetting a resource is a change, and reading one is none", () => {
  expect(changesNothing(plan({ resource_changes: [change("a", "forget")] }))).toBe(false);
  expect(changesNothing(plan({ resource_changes: [change("a", "read")] }))).toBe(true);
  expect(changesNothing(plan({ output_changes: { a: { actions: ["create"] } } }))).toBe(false);
  expect(changesNothing(plan({}))).toBe(true);
});

test("a configuration that reads data says so", () => {
  const reads = { configuration: { root_module: { resources: [{ mode: "data" }] } } };
  expect(plan(reads).readsData).toBe(true);
  expect(plan({ configuration: { root_module: {} } }).readsData).toBe(false);
});

test("drift is what changed outside, and outputs only where the Terraform is what was applied", () => {
  const content = plan({
    resource_drift: [
      change("aws_iam_role.a", "update"),
      change("aws_iam_role.b", "no-op"),
      {
        address: "c",
        change: { actions: ["update"], before: { tags: null }, after: { tags: {} } },
      },
      { address: "d", change: { actions: ["delete"], before: { name: "d" }, after: null } },
    ],
    output_changes: { arn: { actions: ["update"] } },
  });
  expect(driftIn(content, true)).toEqual(["aws_iam_role.a", "d", "output.arn"]);
  expect(driftIn(content, false)).toEqual(["aws_iam_role.a", "d"]);
});

describe("a role whose policies are resources of their own", () => {
  const role = (inline: readonly string[], managed: readonly string[], more: object = {}) => ({
    name: "deploy",
    inline_policy: inline.map((name) => ({ name, policy: "{}" })),
    managed_policy_arns: managed,
    ...more,
  });
  const drifted = (after: object): readonly string[] => {
    const before = role([], []);
    const own = { role: "deploy", name: "inline" };
    const attached = { role: "deploy", policy_arn: "arn:managed" };
    return plan({
      resource_drift: [
        {
          address: "aws_iam_role.deploy",
          type: "aws_iam_role",
          change: { actions: ["update"], before, after },
        },
      ],
      prior_state: {
        values: {
          root_module: {
            resources: [
              { type: "aws_iam_role_policy", values: own },
              { type: "aws_iam_role_policy", values: { role: "other", name: "theirs" } },
              { type: "aws_iam_role_policy_attachment", values: attached },
            ],
          },
        },
      },
    }).drifted;
  };

  test("hasn't drifted once it has them", () => {
    expect(drifted(role(["inline"], ["arn:managed"]))).toEqual([]);
  });

  test.each([
    ["another inline policy", role(["inline", "more"], ["arn:managed"])],
    ["another managed policy", role(["inline"], ["arn:managed", "arn:more"])],
    ["another role's policy", role(["theirs"], ["arn:managed"])],
    ["another description", role(["inline"], ["arn:managed"], { description: "By hand" })],
  ])("has drifted with %s", (_, after) => {
    expect(drifted(after)).toEqual(["aws_iam_role.deploy"]);
  });
});
