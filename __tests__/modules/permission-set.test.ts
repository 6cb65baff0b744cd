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

const typesWaitedFor = (synthesized: SynthesizedModule, type: string) =>
  synthesized
    .all(type)
    .map(({ depends_on }) => (depends_on as string[]).map((address) => address.split(".")[0]));

describe("a permission set", () => {
  const full: Partial<PermissionSetProps> = {
    managedPolicyArns: ["arn:aws:iam::aws:policy/B", "arn:aws:iam::aws:policy/A"],
    customerManagedPolicyNames: ["audit"],
    boundaryPolicyName: "people",
  };

  test("lasts an hour unless told otherwise", () => {
    expect(set().the("aws_ssoadmin_permission_set")["session_duration"]).toBe("PT1H");
    const longer = set({ sessionDuration: "PT4H" });
    expect(longer.the("aws_ssoadmin_permission_set")["session_duration"]).toBe("PT4H");
  });

  test("makes its parts one after the other, since parallel changes of one set are refused", () => {
    const synthesized = set(full, ["111111111111"]);
    expect(typesWaitedFor(synthesized, TYPES.inline)).toEqual([["aws_ssoadmin_permission_set"]]);
    expect(typesWaitedFor(synthesized, TYPES.managed)).toEqual([[TYPES.inline], [TYPES.managed]]);
    expect(typesWaitedFor(synthesized, TYPES.customer)).toEqual([[TYPES.managed]]);
    expect(typesWaitedFor(synthesized, TYPES.boundary)).toEqual([[TYPES.customer]]);
  });

  test("is assigned after its last policy, so that nobody signs in to a half-made one", () => {
    const accounts = ["111111111111", "222222222222"];
    expect(typesWaitedFor(set(full, accounts), TYPES.assignment)).toEqual([
      [TYPES.boundary],
      [TYPES.boundary],
    ]);
    expect(typesWaitedFor(set({}, accounts), TYPES.assignment)).toEqual([
      [TYPES.inline],
      [TYPES.inline],
    ]);
  });

  test("is the same whatever the order of its policies, and takes one named twice once", () => {
    const turned = ["arn:aws:iam::aws:policy/A", "arn:aws:iam::aws:policy/B"];
    const one = set(full).all(TYPES.managed);
    expect(set({ ...full, managedPolicyArns: turned }).all(TYPES.managed)).toEqual(one);
    const twice = { ...full, managedPolicyArns: [...turned, ...turned] };
    expect(set(twice).all(TYPES.managed)).toEqual(one);
  });

  test("names its boundary by name, which each assigned account must have", () => {
    expect(set(full).the(TYPES.boundary)["permissions_boundary"]).toEqual({
      customer_managed_policy_reference: { name: "people", path: "/" },
    });
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
  const policies = Array.from({ length: 11 }, (_, index) => `policy-${index}`);
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
      "many policies",
      { customerManagedPolicyNames: policies },
      /permission set "shop-viewer" has 11 managed policies; AWS takes 10/,
    ],
  ])("%s", (_, props, message) => {
    expect(() => set(props)).toThrow(message);
  });
});
