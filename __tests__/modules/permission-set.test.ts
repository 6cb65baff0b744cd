import { PermissionSet, type PermissionSetProps } from "../../modules/permission-set";
import { type SynthesizedModule, synthModule } from "../support/synth-module";

const instanceArn = "arn:aws:sso:::instance/ssoins-1111111111111111";
const view = {
  sid: "View",
  actions: ["codepipeline:GetPipeline"],
  resources: ["arn:aws:codepipeline:eu-west-1:111111111111:shop"],
};

function set(props: Partial<PermissionSetProps> = {}, accounts: readonly string[] = []) {
  return synthModule((scope) => {
    const made = new PermissionSet(scope, "set", {
      instanceArn,
      permissionSetName: "shop-viewer",
      description: "Sees the shop's pipeline",
      statements: [view],
      ...props,
    });
    for (const account of accounts) made.assignTo("viewers", "group-1", account);
  });
}

const TYPES = {
  inline: "aws_ssoadmin_permission_set_inline_policy",
  managed: "aws_ssoadmin_managed_policy_attachment",
  customer: "aws_ssoadmin_customer_managed_policy_attachment",
  boundary: "aws_ssoadmin_permissions_boundary_attachment",
  assignment: "aws_ssoadmin_account_assignment",
} as const;

/** For each resource of a type, the types that it waits for by name. */
const waits = (synthesized: SynthesizedModule, type: string) =>
  synthesized
    .all(type)
    .map(({ depends_on }) =>
      ((depends_on ?? []) as string[]).map((address) => address.split(".")[0]),
    );

const accounts = ["111111111111", "222222222222"];

describe("a permission set", () => {
  const full: Partial<PermissionSetProps> = {
    managedPolicyArns: ["arn:aws:iam::aws:policy/B", "arn:aws:iam::aws:policy/A"],
    customerManagedPolicies: [{ name: "tickets" }, { name: "audit", path: "/people/" }],
    boundaryPolicy: { name: "people" },
  };

  test("lasts an hour unless told otherwise", () => {
    expect(set().the("aws_ssoadmin_permission_set")["session_duration"]).toBe("PT1H");
    const longer = set({ sessionDuration: "PT4H" });
    expect(longer.the("aws_ssoadmin_permission_set")["session_duration"]).toBe("PT4H");
  });

  test("makes its policies one after the other, and what denies before what allows", () => {
    const synthesized = set(full, accounts);
    expect(waits(synthesized, TYPES.boundary)).toEqual([[TYPES.assignment, TYPES.assignment]]);
    expect(waits(synthesized, TYPES.inline)).toEqual([[TYPES.boundary]]);
    expect(waits(synthesized, TYPES.customer)).toEqual([[TYPES.inline], [TYPES.customer]]);
    expect(waits(synthesized, TYPES.managed)).toEqual([[TYPES.customer], [TYPES.managed]]);
  });

  test.each([
    ["an inline policy", {}, TYPES.inline],
    ["a customer-managed policy", { customerManagedPolicies: [{ name: "a" }] }, TYPES.customer],
    ["a managed policy", { managedPolicyArns: ["arn:aws:iam::aws:policy/A"] }, TYPES.managed],
    ["a boundary", { boundaryPolicy: { name: "people" } }, TYPES.boundary],
  ])(
    "with %s alone destroys it while its assignments, which were made later, still stand",
    (_, props, type) => {
      const statements = type === TYPES.inline ? [view] : [];
      expect(waits(set({ statements, ...props }, accounts), type)).toEqual([
        [TYPES.assignment, TYPES.assignment],
      ]);
    },
  );

  test("changes nothing but one assignment where an account goes", () => {
    const without = (synthesized: SynthesizedModule) =>
      Object.values(TYPES).flatMap((type) =>
        synthesized.all(type).map((resource) => ({ ...resource, depends_on: [] })),
      );
    const [before, after] = [without(set(full, accounts)), without(set(full, ["111111111111"]))];
    expect(after).toEqual(
      before.filter((resource) => !("target_id" in resource && resource.target_id === accounts[1])),
    );
    expect(after).toHaveLength(before.length - 1);
  });

  test("waits for nothing where it is assigned to nobody", () => {
    expect(waits(set(), TYPES.inline)).toEqual([[]]);
  });

  test("is the same whatever the order of its policies, and takes one named twice once", () => {
    const turned = {
      ...full,
      managedPolicyArns: [...(full.managedPolicyArns ?? [])].reverse(),
      customerManagedPolicies: [...(full.customerManagedPolicies ?? [])].reverse(),
    };
    const twice = {
      ...full,
      managedPolicyArns: [...turned.managedPolicyArns, ...turned.managedPolicyArns],
      customerManagedPolicies: [
        ...turned.customerManagedPolicies,
        ...turned.customerManagedPolicies,
      ],
    };
    for (const type of [TYPES.managed, TYPES.customer]) {
      const one = set(full).all(type);
      expect(one).toHaveLength(2);
      expect(set(turned).all(type)).toEqual(one);
      expect(set(twice).all(type)).toEqual(one);
    }
  });

  test("refers to policies of the assigned accounts by name and path, which is / unless told otherwise", () => {
    const synthesized = set(full);
    expect(synthesized.the(TYPES.boundary)["permissions_boundary"]).toEqual({
      customer_managed_policy_reference: { name: "people", path: "/" },
    });
    expect(
      synthesized.all(TYPES.customer).map((each) => each["customer_managed_policy_reference"]),
    ).toEqual([
      { name: "audit", path: "/people/" },
      { name: "tickets", path: "/" },
    ]);
  });

  test("is assigned to groups only", () => {
    expect(set({}, ["111111111111"]).the(TYPES.assignment)).toMatchObject({
      principal_type: "GROUP",
      principal_id: "group-1",
      target_type: "AWS_ACCOUNT",
      target_id: "111111111111",
    });
  });
});

describe("a permission set that Identity Center would refuse is refused by name, with the limit", () => {
  const long = Array.from({ length: 300 }, (_, index) => `${view.resources[0] ?? ""}-${index}`);
  const policies = Array.from({ length: 6 }, (_, index) => `policy-${index}`);
  test.each<[string, Partial<PermissionSetProps>, RegExp]>([
    [
      "a long name",
      { permissionSetName: "x".repeat(33) },
      /name of permission set "x+" has 33 .* takes 32/,
    ],
    [
      "a name with a space",
      { permissionSetName: "shop viewer" },
      /"shop viewer": its name may have letters/,
    ],
    [
      "a long description",
      { description: "x".repeat(701) },
      /description of .*"shop-viewer" has 701 .* takes 700/,
    ],
    [
      "a long relay state",
      { relayState: "x".repeat(241) },
      /relay state of .*"shop-viewer" has 241 .* takes 240/,
    ],
    [
      "a large inline policy",
      { statements: [{ ...view, resources: long }] },
      /inline policy of permission set "shop-viewer" has \d+ characters; AWS takes 10240/,
    ],
    [
      "many policies, of both kinds together",
      {
        customerManagedPolicies: policies.map((name) => ({ name })),
        managedPolicyArns: policies.slice(1).map((name) => `arn:aws:iam::aws:policy/${name}`),
      },
      /permission set "shop-viewer" has 11 managed policies; AWS takes 10/,
    ],
    [
      "a path without slashes",
      { customerManagedPolicies: [{ name: "audit", path: "people" }] },
      /policy "audit" of .*"shop-viewer" has the path "people": a path begins and ends with a slash/,
    ],
    [
      "a boundary's path without its last slash",
      { boundaryPolicy: { name: "people", path: "/people" } },
      /boundary of .*"shop-viewer" has the path "\/people": .* as "\/people\/" does/,
    ],
    [
      "one policy at two paths",
      { customerManagedPolicies: [{ name: "audit" }, { name: "audit", path: "/people/" }] },
      /policy "audit" of .* has the paths \/ and \/people\/: .* give one of them/,
    ],
  ])("%s", (_, props, message) => {
    expect(() => set(props)).toThrow(message);
  });
});
