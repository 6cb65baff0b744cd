import {
  checkPlatform,
  type RawStatement,
  type Slip,
  withCondition,
} from "../../../../support/checked-platform";
import {
  SHIPPED,
  type SynthesizedPlatform,
  synthFile,
  WITHOUT_IDENTITY_CENTER,
} from "../../../../support/synth-platform";

let shipped: SynthesizedPlatform;
let withoutIdentityCenter: SynthesizedPlatform;

beforeAll(async () => {
  shipped = await synthFile(SHIPPED);
  withoutIdentityCenter = await synthFile(WITHOUT_IDENTITY_CENTER);
});

const more =
  (...actions: readonly string[]) =>
  (was: RawStatement) => ({ ...was, Action: [...[was.Action ?? []].flat(), ...actions] });
const denyLess =
  (...actions: readonly string[]) =>
  (was: RawStatement) => ({
    ...was,
    Action: [...[was.Action ?? []].flat()].filter((action) => !actions.includes(action)),
  });
const PEOPLE = "aws_iam_policy.people_boundary";
const EXECUTION = "aws_iam_policy.checkout-api_execution-boundary";

it("every role has a boundary, and none of them hands out rights", async () => {
  for (const made of [shipped, withoutIdentityCenter]) {
    const { findings, decisions, notes } = await checkPlatform(made, "boundaries");
    expect(findings).toEqual([]);
    expect(notes).toBeUndefined();
    expect(decisions).toBeGreaterThan(100);
  }
});

it.each([
  ["pipeline-storefront", "aws_iam_role.build-project-role"],
  ["target-shop-dev", "aws_iam_role.storefront_deploy-role"],
])("finds a role without a boundary in %s", async (stack, address) => {
  const { findings } = await checkPlatform(shipped, "boundaries", {
    stack,
    address,
    change: ({ permissions_boundary: _, ...was }) => was,
  });
  expect(findings.map(({ message }) => message)).toEqual([
    expect.stringMatching(/has no permissions boundary$/),
  ]);
  expect(findings[0]?.evidence[0]?.source).toMatchObject({ file: `stacks/${stack}/cdk.tf.json` });
});

it("finds a permission set without a boundary", async () => {
  const { findings } = await checkPlatform(shipped, "boundaries", {
    stack: "identity-center",
    address: "aws_ssoadmin_permissions_boundary_attachment.persona-tester",
    change: () => undefined,
  });
  expect(findings.map(({ message }) => message)).toEqual([
    expect.stringMatching(/gatehouse-tester.* has no permissions boundary$/),
  ]);
});

it("finds a persona's role without a boundary", async () => {
  const { findings } = await checkPlatform(withoutIdentityCenter, "boundaries", {
    stack: "tooling",
    address: "aws_iam_role.people_role-developer",
    change: ({ permissions_boundary: _, ...was }) => was,
  });
  expect(findings).toHaveLength(1);
});

const OPEN: readonly (readonly [what: string, slip: Slip, action: RegExp])[] = [
  [
    "users of people's",
    { stack: "tooling", address: PEOPLE, sid: "PeopleLists", change: more("iam:CreateUser") },
    /iam:CreateUser/,
  ],
  [
    "assignments of people's",
    {
      stack: "target-shop-prod",
      address: PEOPLE,
      sid: "PeopleLists",
      change: more("sso:CreateAccountAssignment"),
    },
    /sso:CreateAccountAssignment/,
  ],
  [
    "any role to people",
    {
      stack: "target-shop-dev",
      address: PEOPLE,
      sid: "PeopleLists",
      change: more("sts:AssumeRole"),
    },
    /sts:AssumeRole/,
  ],
  [
    "trails to people",
    { stack: "tooling", address: PEOPLE, sid: "PeopleLists", change: more("cloudtrail:*") },
    /cloudtrail:/,
  ],
  [
    "roles of the account to pipelines",
    {
      stack: "tooling",
      address: "aws_iam_policy.boundary",
      sid: "Roles",
      change: (was) => ({ ...was, Resource: "arn:aws:iam::*:role/*" }),
    },
    /sts:AssumeRole on .*role\/OrganizationAccountAccessRole/,
  ],
];

it.each(OPEN)("finds a boundary that opens %s", async (_, slip, action) => {
  const { findings } = await checkPlatform(shipped, "boundaries", slip);
  expect(findings.map(({ message }) => message).join("\n")).toMatch(action);
  expect(findings[0]?.evidence.map(({ source }) => source.at)).toContainEqual(
    expect.stringContaining(slip.address),
  );
});

it("finds an execution boundary under which roles are made without a boundary", async () => {
  const wide: Slip = {
    stack: "target-shop-prod",
    address: EXECUTION,
    sid: "BoundedRoles",
    change: (was) => ({
      ...withCondition(was, "StringEquals", "iam:PermissionsBoundary", undefined),
      Resource: "arn:aws:iam::400000000003:role/zz-*",
    }),
  };
  // The deny is a second lock.
  expect((await checkPlatform(shipped, "boundaries", wide)).findings).toEqual([]);
  const open: Slip = { ...wide, sid: "OnlyOwnBoundary", change: () => undefined };
  const { findings } = await checkPlatform(shipped, "boundaries", wide, open);
  expect(findings.map(({ action }) => action)).toEqual(
    expect.arrayContaining(["iam:CreateRole", "iam:PutRolePolicy", "iam:AttachRolePolicy"]),
  );
});

it("finds an execution boundary that lets the execution role be widened itself", async () => {
  const { findings } = await checkPlatform(shipped, "boundaries", {
    stack: "target-shop-prod",
    address: EXECUTION,
    sid: "BoundedRoles",
    change: (was) => ({ ...was, Resource: "arn:aws:iam::400000000003:role/*" }),
  });
  expect(new Set(findings.map(({ resource }) => resource))).toEqual(
    new Set(["arn:aws:iam::400000000003:role/gatehouse-checkout-api-execution"]),
  );
});

it("finds an execution boundary that may rewrite itself", async () => {
  const allow: Slip = {
    stack: "target-shop-prod",
    address: EXECUTION,
    sid: "KeepRoles",
    change: (was) => ({ ...more("iam:CreatePolicyVersion")(was), Resource: "*" }),
  };
  const keep: Slip = { ...allow, sid: "KeepBoundary", change: denyLess("iam:CreatePolicyVersion") };
  expect((await checkPlatform(shipped, "boundaries", allow)).findings).toEqual([]);
  const { findings } = await checkPlatform(shipped, "boundaries", allow, keep);
  expect(findings.map(({ action }) => action)).toEqual(["iam:CreatePolicyVersion"]);
});

it("says that an organisation's own boundary isn't known, and that it is the one that was named", async () => {
  const platform = {
    ...shipped.platform,
    boundary: { ...shipped.platform.boundary, toolingPolicy: "org-boundary" },
  };
  const foreign: Slip = {
    stack: "pipeline-design-system",
    address: "aws_iam_role.build-role",
    change: (was) => ({
      ...was,
      permissions_boundary: "arn:aws:iam::222222222222:policy/org-boundary",
    }),
  };
  const named = await checkPlatform({ ...shipped, platform }, "boundaries", foreign);
  expect(named.findings).toEqual([]);
  expect(named.notes).toEqual([
    expect.stringMatching(/^boundary org-boundary is the organisation/),
  ]);
  const unnamed = await checkPlatform(shipped, "boundaries", foreign);
  expect(unnamed.findings.map(({ kind }) => kind)).toEqual(["undecided"]);
});
